import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Page } from './page.tsx';
import { Refused } from './refused.tsx';

interface OnePageProps<T> {
  readonly found: UseQueryResult<T>;
  /** The list that it is in. */
  readonly list: { readonly text: string; readonly path: string };
  readonly title: (one: T) => string;
  readonly actions?: (one: T) => ReactNode;
  readonly children: (one: T) => ReactNode;
}

/** The page of one thing: while it is read, when it cannot be, and when it is there. */
export function OnePage<T>({ found, list, title, actions, children }: OnePageProps<T>) {
  if (found.isPending) return <Loading />;
  if (found.isError)
    return (
      <Page title={list.text} above={[list]}>
        <Refused error={found.error} retry={() => void found.refetch()} />
      </Page>
    );
  return (
    <Page title={title(found.data)} above={[list]} actions={actions?.(found.data)}>
      {children(found.data)}
    </Page>
  );
}
