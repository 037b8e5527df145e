import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { pendingPeerings } from '../../api/peering.ts';
import { paths } from '../../paths.ts';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { whyNot } from './may.ts';

/** The requests that this project can answer, at the top of the list. Each leads to its review first. */
export function WaitingBanner() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const pending = useQuery(pendingPeerings(project.id));
  const mine = (pending.data ?? []).filter((peering) => whyNot('accept', peering, project.id, words) === null);
  if (mine.length === 0) return null;
  return (
    <Alert type="warning" header={words.peering.banner(mine.length)}>
      <SpaceBetween size="xs">
        {mine.slice(0, 5).map((peering) => (
          <div key={peering.id} className="waiting-row">
            <span>
              <b>{peering.name}</b> <span className="id">{peering.request_vpc_info.tenant_id}</span>
            </span>
            <Button
              ariaLabel={`${words.peering.review}: ${peering.name}`}
              onClick={() => navigate(paths.reviewPeering(project.id, peering.id))}
            >
              {words.peering.review}
            </Button>
          </div>
        ))}
      </SpaceBetween>
    </Alert>
  );
}
