import type { OperationName } from '@isthmus/core';
import { useState, type ReactNode } from 'react';
import type { Change } from '../api/what-if.ts';
import { useWords } from '../words/language.ts';
import { useAct } from './act.ts';
import { Do } from './do.tsx';
import { Question } from './question.tsx';

interface DeleteButtonProps {
  /** What it is called where there are several. */
  readonly name: string;
  readonly operation: OperationName;
  readonly title: string;
  readonly text: ReactNode;
  /** What is no longer let through then, or newly so. */
  readonly changes?: readonly Change[] | null;
  readonly run: () => Promise<unknown>;
  readonly said: string;
  /** In a row, or at the head of a thing's own page. */
  readonly place: 'row' | 'page';
  /** `yes-no` is the published dialog of what is given back without loss. */
  readonly ask?: 'delete' | 'yes-no';
  readonly whyNot?: string | undefined;
  readonly deleted?: () => void;
}

/** Delete, with its question. */
export function DeleteButton({
  name,
  operation,
  title,
  text,
  changes = null,
  run,
  said,
  place,
  ask = 'delete',
  whyNot,
  deleted,
}: DeleteButtonProps) {
  const words = useWords();
  const act = useAct();
  const [open, setOpen] = useState(false);
  const [yes, no] = { delete: [words.common.delete, words.common.cancel], 'yes-no': [words.common.yes, words.common.no] }[ask] as [
    string,
    string,
  ];
  return (
    <>
      <Do
        operation={operation}
        variant={place === 'row' ? 'inline-link' : 'normal'}
        label={place === 'row' ? `${words.common.delete} ${name}` : undefined}
        whyNot={whyNot}
        go={() => setOpen(true)}
      >
        {words.common.delete}
      </Do>
      {open && (
        <Question
          title={title}
          yes={yes}
          no={no}
          changes={changes}
          run={async () => {
            const done = await act(run, said);
            if (done.ok) deleted?.();
            return done;
          }}
          close={() => setOpen(false)}
        >
          {text}
        </Question>
      )}
    </>
  );
}
