import Popover from '@cloudscape-design/components/popover';
import type { PeeringHealthWord } from '@isthmus/core';
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
  return <HealthWithReasons health={health.data} />;
}

interface Health {
  readonly health: PeeringHealthWord;
  readonly reasons: readonly string[];
}

export function HealthWithReasons({ health: { health, reasons } }: { readonly health: Health }) {
  const words = useWords();
  const text = <PeeringHealthText health={health} />;
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
