import Cards from '@cloudscape-design/components/cards';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useWords } from '../words/language.ts';
import { useNarrow } from './narrow.ts';

/** Columns that take a line of their own on a phone. */
const wide: ReadonlySet<string> = new Set(['at', 'created', 'operation', 'id', 'hop', 'peer', 'description', 'states', 'use']);

export interface GridProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  /** The row header, else the first, names the row. */
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly loading: boolean;
  readonly empty: ReactNode;
  readonly header: ReactNode;
  readonly filter?: ReactNode;
  readonly pagination?: ReactNode;
}

/** Rows as a table; on a phone as cards, because a table that scrolls sideways hides what can be done with a row. */
export function Grid<T>({ title, items, columns, loading, empty, header, filter, pagination }: GridProps<T>) {
  const words = useWords();
  const narrow = useNarrow();
  const labels = { itemSelectionLabel: () => '', selectionGroupLabel: title };
  const common = { items, loading, loadingText: words.common.loading, empty, header, filter, pagination };
  if (!narrow)
    return (
      <Table<T>
        {...common}
        columnDefinitions={columns}
        wrapLines
        ariaLabels={{ ...labels, tableLabel: title, allItemsSelectionLabel: () => '' }}
      />
    );
  const name = columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0];
  const rest = columns.filter((column) => column !== name);
  return (
    <div className="cards">
      <Cards<T>
        {...common}
        variant="container"
        ariaLabels={{ ...labels, cardsLabel: title }}
        cardDefinition={{
          header: (item) => name?.cell(item),
          sections: rest.map(({ id, header: label, cell }) => ({
            ...(id === undefined ? {} : { id }),
            header: label,
            content: cell,
            // Ids, and what can be done with the row, need the whole line; the rest is short.
            width: id !== undefined && wide.has(id) ? 100 : 50,
          })),
        }}
      />
    </div>
  );
}
