import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { allInstances } from '../../api/instance.ts';
import { peeringHealth, seenBy, type Peering } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/facts.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringHealthText } from '../../ui/status.tsx';
import { useWords } from '../../words/language.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** What actually works, and why not; one click from the reachability of one address. */
export function HealthPanel({ peering }: { readonly peering: Peering }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const health = useQuery(peeringHealth(project.id, peering.id));
  const { local, peer } = seenBy(project.id, peering);
  const instances = useQuery(allInstances(project.id));
  // Where the peer is ours too, the question is complete, and asked at once.
  const far = instances.data?.find(({ vpc_id, ip_address }) => vpc_id === peer.vpc_id && ip_address !== null);
  const question = new URLSearchParams({ vpc: local.vpc_id, peering: peering.id, ...(far?.ip_address ? { to: far.ip_address } : {}) });
  const ask = <Button onClick={() => navigate(`${paths.troubleshoot(project.id)}?${question}`)}>{words.peering.whyNot}</Button>;
  return (
    <Container
      header={
        <Header variant="h2" actions={ask}>
          {words.peering.healthTitle}
        </Header>
      }
    >
      {health.isError ? (
        <Refused error={health.error} />
      ) : (
        health.data && (
          <SpaceBetween size="m">
            <Facts
              facts={[
                [words.peering.healthTitle, <PeeringHealthText key="health" health={health.data.health} />],
                [words.peering.localCount, String(health.data.local_routes)],
                [
                  words.peering.returnRoute,
                  <StatusMark key="return" type={health.data.peer_has_return_route ? 'success' : 'warning'}>
                    {health.data.peer_has_return_route ? words.peering.exists : words.peering.missing}
                  </StatusMark>,
                ],
              ]}
            />
            {health.data.reasons.length > 0 && (
              <ul className="plain-list">
                {health.data.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </SpaceBetween>
        )
      )}
    </Container>
  );
}
