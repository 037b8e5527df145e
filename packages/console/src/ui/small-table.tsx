import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.ts';

interface SmallTableProps<T> {
  readonly title: string;
  readonly items: readonly T[] | undefined;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
}

/** A table inside a page, for what one thing has few of. */
export function SmallTable<T>({ title, items, columns, empty, actions, description }: SmallTableProps<T>) {
  const words = useWords();
  return (
    <Table<T>
      items={items ?? []}
      columnDefinitions={columns}
      loading={items === undefined}
      loadingText={words.common.loading}
      wrapLines
      variant="container"
      ariaLabels={{ tableLabel: title, itemSelectionLabel: () => '', allItemsSelectionLabel: () => '', selectionGroupLabel: title }}
      empty={empty}
      header={
        <Header variant="h2" counter={items ? `(${items.length})` : ''} actions={actions} description={description}>
          {title}
        </Header>
      }
    />
  );
}
