import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, useState, type ReactNode } from 'react';
import { useWords } from '../words/language.ts';
import type { Acted } from './act.ts';
import type { Change } from '../api/what-if.ts';
import { Refused } from './refused.tsx';
import { WhatIf } from './what-if.tsx';

interface QuestionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The two answers; the published dialog says Yes and No. */
  readonly yes: string;
  readonly no: string;
  readonly disabled?: string | undefined;
  /** What the answer yes would change; null while that is not said yet. */
  readonly changes?: readonly Change[] | null;
  readonly run: () => Promise<Acted<unknown>>;
  readonly close: () => void;
}

/** Asks before something is done; Enter in a field is the answer yes. It says what that would change, and stays open, with the reason, when the service refuses. */
export function Question({ title, children, yes, no, disabled, changes = null, run, close }: QuestionProps) {
  const words = useWords();
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const acted = await run();
    if (acted.ok) return close();
    setRefused(acted.error);
    setBusy(false);
  };
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={words.common.close}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={close}>
              {no}
            </Button>
            <Button variant="primary" loading={busy} disabled={disabled !== undefined} disabledReason={disabled} form={form}>
              {yes}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (disabled === undefined && !busy) void go();
        }}
      >
        <SpaceBetween size="m">
          {children}
          {changes !== null && <WhatIf changes={changes} />}
          {refused !== null && <Refused error={refused} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
