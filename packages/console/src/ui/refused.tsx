import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { isGuardrail, Refusal } from '../api/refusal.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words/language.ts';
import { useSession } from './session-context.ts';
import { To } from './to.tsx';

/** The service's own words, with its fix; `retry` where asking again may help. A guardrail's no shows the packet, and leads to it. */
export function Refused({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const words = useWords();
  const { project } = useSession();
  const fix = error instanceof Refusal ? error.fix : null;
  const guarded = isGuardrail(error);
  return (
    <Alert
      type="error"
      header={guarded ? words.common.guardrail : retry ? words.common.failed : undefined}
      action={retry ? <Button onClick={retry}>{words.common.retry}</Button> : undefined}
    >
      {error instanceof Error ? error.message : String(error)}
      {fix !== null && <div>{fix}</div>}
      {guarded && (
        <div>
          <To path={paths.guardrails(project.id)}>{words.common.guardrails}</To>
        </div>
      )}
    </Alert>
  );
}
