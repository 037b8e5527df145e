import Header from '@cloudscape-design/components/header';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { Grid } from './grid.tsx';

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
  return (
    <Grid<T>
      title={title}
      items={items ?? []}
      columns={columns}
      loading={items === undefined}
      empty={empty}
      header={
        <Header variant="h2" counter={items ? `(${items.length})` : ''} actions={actions} description={description}>
          {title}
        </Header>
      }
    />
  );
}
