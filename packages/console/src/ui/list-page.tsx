import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import type { OperationName } from '@isthmus/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.ts';
import { DeleteButton } from './delete-button.tsx';
import { Do } from './do.tsx';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';
import { Rows, type RowsProps } from './rows.tsx';

interface Listed {
  readonly id: string;
  readonly name: string;
}

interface ListPageProps<T> extends Pick<RowsProps<T>, 'read' | 'search' | 'counted' | 'columns'> {
  readonly title: string;
  /** The table's own title, where that is not the page's. */
  readonly tableTitle?: string;
  readonly lead?: string;
  readonly create: { readonly operation: OperationName; readonly text: string; readonly go: () => void };
  /** Deletes one from its row. */
  readonly remove?: {
    readonly operation: OperationName;
    readonly title: (name: string) => string;
    readonly text: string;
    readonly run: (id: string) => Promise<unknown>;
    readonly whyNot?: (row: T) => string | undefined;
  };
  /** Further operations of a row, before Delete. */
  readonly operations?: (row: T) => ReactNode;
  readonly empty: { readonly title: string; readonly text: string };
  /** Between the head of the page and its list. */
  readonly above?: ReactNode;
  /** A dialog, while it is open. */
  readonly children?: ReactNode;
}

/** A page that is a list: what it is of, a button that makes one more, and each row with what can be done to it. */
export function ListPage<T extends Listed>(props: ListPageProps<T>) {
  const { title, tableTitle = title, lead, create, remove, operations, columns, empty, above, children, ...rows } = props;
  const words = useWords();
  const button = (variant: 'primary' | 'normal') => (
    <Do operation={create.operation} variant={variant} go={create.go}>
      {create.text}
    </Do>
  );
  const operation: TableProps.ColumnDefinition<T> = {
    id: 'operation',
    header: words.common.operation,
    cell: (row) => (
      <SpaceBetween direction="horizontal" size="s">
        {operations?.(row)}
        {remove && (
          <DeleteButton
            place="row"
            name={row.name}
            operation={remove.operation}
            title={remove.title(row.name)}
            text={remove.text}
            whyNot={remove.whyNot?.(row)}
            run={() => remove.run(row.id)}
            said={words.vpc.deleted(row.name)}
          />
        )}
      </SpaceBetween>
    ),
  };
  return (
    <Page title={title} description={lead} actions={button('primary')}>
      <SpaceBetween size="l">
        {above}
        <Rows<T>
          {...rows}
          title={tableTitle}
          columns={remove || operations ? [...columns, operation] : columns}
          empty={<Empty title={empty.title} text={empty.text} action={button('normal')} />}
        />
      </SpaceBetween>
      {children}
    </Page>
  );
}
