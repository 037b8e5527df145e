import { useLocation } from 'wouter';
import { createSecurityGroup } from '../../api/security-group.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { NameQuestion } from '../../ui/name-question.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWordsOf } from '../../words/language.ts';
import { securityWords } from './words.ts';

/** One is led to the new group, where its rules are added. */
export function CreateGroup({ close }: { readonly close: () => void }) {
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  return (
    <NameQuestion
      title={say.create}
      placeholder="sg-web"
      run={async (named) => {
        const done = await act(() => createSecurityGroup(project.id, named), say.created(named.name));
        if (done.ok) navigate(paths.securityGroup(project.id, done.value.id));
        return done;
      }}
      close={close}
    />
  );
}
