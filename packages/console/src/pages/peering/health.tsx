import Popover from '@cloudscape-design/components/popover';
import { useQuery } from '@tanstack/react-query';
import { peeringHealth } from '../../api/peering.ts';
import { useSession } from '../../ui/session-context.ts';
import { PeeringHealthText } from '../../ui/status.tsx';
import { useWords } from '../../words/language.ts';

/** What works, beside the status that says what was agreed; its reasons on demand. */
export function PeeringHealthCell({ id }: { readonly id: string }) {
  const words = useWords();
  const { project } = useSession();
  const health = useQuery(peeringHealth(project.id, id));
  if (!health.data) return <span className="quiet">{health.isError ? words.common.none : '…'}</span>;
  const { reasons } = health.data;
  const text = <PeeringHealthText health={health.data.health} />;
  if (reasons.length === 0) return text;
  return (
    <Popover
      dismissAriaLabel={words.common.close}
      header={words.peering.healthTitle}
      triggerType="text"
      content={
        <ul className="plain-list">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      }
    >
      {text}
    </Popover>
  );
}
