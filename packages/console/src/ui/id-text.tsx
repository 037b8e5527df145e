import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useWords } from '../words/language.ts';

/** An id in full, with a button that copies it. `what` names it for those who cannot see where it stands. */
export function IdText({ id, what }: { readonly id: string; readonly what: string }) {
  const words = useWords();
  return (
    <span className="id-inline">
      <CopyToClipboard
        variant="inline"
        textToCopy={id}
        textToDisplay={id}
        copyButtonAriaLabel={words.common.copy(what)}
        copySuccessText={words.common.copied}
        copyErrorText={words.common.copyFailed}
      />
    </span>
  );
}

/** Its first eight characters in a table, which tell two ids apart; the button copies all of it. */
export function ShortId({ id, what, prefix }: { readonly id: string; readonly what: string; readonly prefix?: string }) {
  const words = useWords();
  return (
    <span className="id" title={id}>
      {prefix !== undefined && <span className="quiet">{prefix} </span>}
      {id.slice(0, 8)}…{' '}
      <CopyToClipboard
        variant="icon"
        textToCopy={id}
        copyButtonAriaLabel={words.common.copy(what)}
        copySuccessText={words.common.copied}
        copyErrorText={words.common.copyFailed}
      />
    </span>
  );
}
