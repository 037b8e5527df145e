import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { PageOf } from '../api/page.ts';
import { useWords } from '../words/language.ts';
import { Grid } from './grid.tsx';
import { Refused } from './refused.tsx';
import { useRested } from './rested.ts';
import { useSession } from './session-context.ts';

/** Milliseconds that the typing rests before the service is asked. */
const calm = 200;

export interface RowsProps<T> {
  readonly title: string;
  /** Reads one page. `search` is what stands in the search box; null without one. */
  readonly read: (marker: string | null, search: string | null) => UseQueryOptions<PageOf<T>, Error, PageOf<T>, never> | object;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly search?: boolean;
  readonly counted: (n: number) => string;
}

/** A list that the service pages: one page is on screen, and each further one is asked for when it is wanted. */
export function Rows<T extends { readonly id: string }>({ title, read, columns, empty, actions, search, counted }: RowsProps<T>) {
  const words = useWords();
  const queries = useQueryClient();
  const { project } = useSession();
  const [markers, setMarkers] = useState<readonly (string | null)[]>([null]);
  const [index, setIndex] = useState(0);
  const [typed, setTyped] = useState('');
  const rested = useRested(typed.trim(), calm);
  const wanted = rested === '' ? null : rested;
  const page = useQuery({
    ...(read(markers[index] ?? null, wanted) as UseQueryOptions<PageOf<T>>),
    placeholderData: (before: PageOf<T> | undefined) => before,
  });
  // The page behind this one is fetched while this one is read.
  const behind = page.data?.next ?? null;
  useEffect(() => {
    if (behind !== null) void queries.prefetchQuery(read(behind, wanted) as UseQueryOptions<PageOf<T>>);
    // `read` is made anew at each drawing and reads the same.
  }, [behind, wanted, queries]);
  const go = (to: number): void => {
    const next = page.data?.next ?? null;
    if (to === markers.length) {
      // While a page is on its way, the one before is shown, whose next is the page that is awaited.
      if (next === null || page.isPlaceholderData) return;
      setMarkers([...markers, next]);
    }
    setIndex(to);
  };
  if (page.isError && !page.data) return <Refused error={page.error} retry={() => void page.refetch()} />;
  const items = page.data?.items ?? [];
  const more = page.data?.next !== null && page.data !== undefined;
  const count = index === 0 && !more ? `(${items.length})` : '';
  return (
    <Grid<T>
      title={title}
      items={items}
      columns={columns}
      loading={page.isPending}
      empty={wanted === null ? empty : <Box textAlign="center">{words.common.noMatch}</Box>}
      header={
        <Header
          variant="h2"
          counter={page.data ? count : ''}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel={words.common.refresh}
                onClick={() => void queries.invalidateQueries({ queryKey: [project.id] })}
              />
              {actions}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      filter={
        search ? (
          <TextFilter
            filteringText={typed}
            filteringPlaceholder={words.common.search}
            filteringAriaLabel={words.common.search}
            filteringClearAriaLabel={words.common.clear}
            countText={wanted === null || page.isPlaceholderData ? '' : `${counted(items.length)}${more || index > 0 ? '+' : ''}`}
            onChange={({ detail }) => {
              setTyped(detail.filteringText);
              setMarkers([null]);
              setIndex(0);
            }}
          />
        ) : undefined
      }
      pagination={
        index > 0 || more ? (
          <Pagination
            currentPageIndex={index + 1}
            pagesCount={more ? Math.max(markers.length, index + 1) : index + 1}
            openEnd={more}
            onChange={({ detail }) => go(detail.currentPageIndex - 1)}
            ariaLabels={{ nextPageLabel: words.common.next, previousPageLabel: words.common.previous, pageLabel: words.common.page }}
          />
        ) : undefined
      }
    />
  );
}
