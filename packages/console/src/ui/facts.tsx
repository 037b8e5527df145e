import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';

/** A few facts about one thing, label over value. */
export function Facts({
  facts,
  columns = 3,
}: {
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
  readonly columns?: number;
}) {
  return <KeyValuePairs columns={columns} minColumnWidth={230} items={facts.map(([label, value]) => ({ label, value }))} />;
}
