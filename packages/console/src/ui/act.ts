import { useQueryClient } from '@tanstack/react-query';
import { createElement, useCallback } from 'react';
import { lastCall } from '../api/call-log.ts';
import { notify } from './notices.tsx';
import { ReceiptLine } from './receipt-line.tsx';
import { useSession } from './session-context.ts';

export type Acted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Carries out a write; says what it did and when it is in force; lets the page be read again. A refusal is the caller's to show. */
export function useAct(): <T>(write: () => Promise<T>, said: string | ((value: T) => string)) => Promise<Acted<T>> {
  const queries = useQueryClient();
  const { project } = useSession();
  return useCallback(
    async (write, said) => {
      try {
        const value = await write();
        const generation = lastCall()?.generation ?? null;
        const text = typeof said === 'string' ? said : said(value);
        notify({
          id: `write-${generation ?? text}`,
          type: 'success',
          content: createElement(ReceiptLine, { text, generation, projectId: project.id }),
        });
        await queries.invalidateQueries({ queryKey: [project.id] });
        return { ok: true, value };
      } catch (error) {
        return { ok: false, error };
      }
    },
    [queries, project.id],
  );
}
