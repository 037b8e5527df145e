import Popover from '@cloudscape-design/components/popover';
import type { PeeringHealthWord } from '@isthmus/core';
import { PeeringHealthText } from '../../ui/status.tsx';
import { useWords } from '../../words/language.ts';

interface Health {
  readonly health: PeeringHealthWord;
  readonly reasons: readonly string[];
}

/** What works, beside the status that says what was agreed; its reasons on demand. */
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
