import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PeeringAction } from '@isthmus/core';
import { useState } from 'react';
import type { Peering } from '../../api/peering.ts';
import { Do } from '../../ui/do.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { AnswerQuestion } from './answer.tsx';
import { DeletePeering } from './delete.tsx';
import { whyNot } from './may.ts';
import { ModifyPeering } from './modify.tsx';

/** Every action that a person may ever take, in the order of the published list. */
const actions = ['accept', 'reject', 'update', 'delete'] as const satisfies readonly PeeringAction[];

const operations = { accept: 'accept-peering', reject: 'reject-peering', update: 'update-peering', delete: 'delete-peering' } as const;

interface OperationsProps {
  readonly peering: Peering;
  /** In a list an action that is not possible is left out; on the connection's own page it stands there with the reason. */
  readonly place: 'list' | 'page';
  readonly deleted?: () => void;
}

/** Accept Request, Reject Request, Modify, Delete. */
export function PeeringOperations({ peering, place, deleted }: OperationsProps) {
  const words = useWords();
  const { project } = useSession();
  const [open, setOpen] = useState<PeeringAction | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <SpaceBetween direction="horizontal" size={place === 'list' ? 's' : 'xs'}>
        {actions.map((action) => {
          const reason = whyNot(action, peering, project.id, words);
          if (reason !== null && (place === 'list' || peering.status === 'ACTIVE')) return null;
          return (
            <Do
              key={action}
              operation={operations[action]}
              variant={place === 'list' ? 'inline-link' : action === 'accept' && reason === null ? 'primary' : 'normal'}
              label={place === 'list' ? `${words.peering.action[action]}: ${peering.name}` : undefined}
              whyNot={reason ?? undefined}
              go={() => setOpen(action)}
            >
              {words.peering.action[action]}
            </Do>
          );
        })}
      </SpaceBetween>
      {(open === 'accept' || open === 'reject') && <AnswerQuestion peering={peering} answer={open} close={close} />}
      {open === 'update' && <ModifyPeering peering={peering} close={close} />}
      {open === 'delete' && <DeletePeering peering={peering} close={close} {...(deleted ? { deleted } : {})} />}
    </>
  );
}
