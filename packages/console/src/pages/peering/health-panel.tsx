import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { peeringHealth, seenBy, type Peering } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/facts.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { PeeringHealthText } from '../../ui/status.tsx';
import { useWords } from '../../words/language.ts';

/** What actually works, and why not; one click from the reachability of one address. */
export function HealthPanel({ peering }: { readonly peering: Peering }) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const health = useQuery(peeringHealth(project.id, peering.id));
  const { local } = seenBy(project.id, peering);
  const ask = (
    <Button onClick={() => navigate(`${paths.troubleshoot(project.id)}?vpc=${local.vpc_id}&peering=${peering.id}`)}>
      {words.peering.whyNot}
    </Button>
  );
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
                  <StatusIndicator key="return" type={health.data.peer_has_return_route ? 'success' : 'warning'}>
                    {health.data.peer_has_return_route ? words.peering.exists : words.peering.missing}
                  </StatusIndicator>,
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
