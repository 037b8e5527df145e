import { updatePeering, type Peering } from '../../api/peering.ts';
import { useAct } from '../../ui/act.ts';
import { NameQuestion } from '../../ui/name-question.tsx';
import { useWords } from '../../words/language.ts';

/** Name and description, which both owners share. */
export function ModifyPeering({ peering, close }: { readonly peering: Peering; readonly close: () => void }) {
  const words = useWords();
  const act = useAct();
  return (
    <NameQuestion
      title={words.common.modify}
      now={peering}
      run={(named) => act(() => updatePeering(peering.id, named), words.peering.changed(named.name))}
      close={close}
    />
  );
}
