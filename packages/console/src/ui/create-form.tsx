import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../words/language.ts';
import type { Acted } from './act.ts';
import { Refused } from './refused.tsx';

interface CreateFormProps<T> {
  /** Of each field, what is wrong with it; empty where nothing is. Nothing is sent while one is not empty. */
  readonly problems: Readonly<Record<string, string>>;
  readonly send: () => Promise<Acted<T>>;
  readonly sent: (value: T) => void;
  /** Where Cancel leads. */
  readonly back: string;
  /** The fields. `shown` keeps a field's problem back until OK was pressed: nobody is told off before they began. */
  readonly children: (shown: (problem: string) => string) => ReactNode;
  /** How a refusal is worded, where the service's own words are not enough. */
  readonly refusal?: (error: unknown) => ReactNode;
}

/** What every page that makes something has: OK and Cancel, the problems at their fields, and the service's refusal. */
export function CreateForm<T>({ problems, send, sent, back, children, refusal }: CreateFormProps<T>) {
  const words = useWords();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (Object.values(problems).some((problem) => problem !== '')) return;
    setBusy(true);
    setRefused(null);
    const done = await send();
    if (done.ok) return sent(done.value);
    setRefused(done.error);
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => navigate(back)}>
              {words.common.cancel}
            </Button>
            <Button variant="primary" loading={busy}>
              {words.common.ok}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {children((problem) => (asked ? problem : ''))}
          {refused !== null && (refusal?.(refused) ?? <Refused error={refused} />)}
        </SpaceBetween>
      </Form>
    </form>
  );
}
