import { createRouteTable } from '../../api/route-table.ts';
import { useAct } from '../../ui/act.ts';
import { NameQuestion } from '../../ui/name-question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWordsOf } from '../../words/language.ts';
import { routeTableWords } from './words.ts';

export function CreateTable({ vpcId, close }: { readonly vpcId: string; readonly close: () => void }) {
  const say = useWordsOf(routeTableWords);
  const { project } = useSession();
  const act = useAct();
  return (
    <NameQuestion
      title={say.create}
      placeholder="rtb-apps"
      run={(named) => act(() => createRouteTable(project.id, { vpc_id: vpcId, ...named }), say.created(named.name))}
      close={close}
    />
  );
}
