import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/language.ts';

/** The service's own words, with its fix; `retry` where asking again may help. */
export function Refused({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const words = useWords();
  const fix = error instanceof Refusal ? error.fix : null;
  return (
    <Alert
      type="error"
      header={retry ? words.common.failed : undefined}
      action={retry ? <Button onClick={retry}>{words.common.retry}</Button> : undefined}
    >
      {error instanceof Error ? error.message : String(error)}
      {fix !== null && <div>{fix}</div>}
    </Alert>
  );
}
