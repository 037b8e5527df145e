import Flashbar from '@cloudscape-design/components/flashbar';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useWords } from '../words/language.ts';

export interface Notice {
  readonly id: string;
  readonly type: 'success' | 'error' | 'info' | 'in-progress';
  readonly content: ReactNode;
}

let notices: readonly Notice[] = [];
const listeners = new Set<() => void>();
const set = (next: readonly Notice[]): void => {
  notices = next;
  for (const listener of listeners) listener();
};

/** Shows a notice above the page; one of the same id is replaced. At most two stand there. */
export function notify(notice: Notice): void {
  since = Date.now();
  set([notice, ...notices.filter(({ id }) => id !== notice.id)].slice(0, 2));
}
/** Milliseconds that a notice outlives the page on which its cause was: the page that one is led to next shows it. */
const carried = 2_000;
let since = 0;
/** On going to another page: what was said a while ago is about something else. */
export function turnPage(): void {
  if (Date.now() - since > carried && notices.length > 0) set([]);
}

export const dismiss = (id: string): void => set(notices.filter((notice) => notice.id !== id));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Notices() {
  const words = useWords();
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <Flashbar
      items={shown.map(({ id, type, content }) => ({
        id,
        type: type === 'in-progress' ? 'success' : type,
        loading: type === 'in-progress',
        content,
        dismissible: true,
        dismissLabel: words.common.close,
        onDismiss: () => dismiss(id),
        statusIconAriaLabel: type,
        ariaRole: type === 'error' ? 'alert' : 'status',
      }))}
    />
  );
}
