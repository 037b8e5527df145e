type Row = Readonly<Record<string, unknown>>;

/** One column: its heading and where its text comes from. */
export interface Column<T> {
  readonly heading: string;
  of(row: T): unknown;
}

const cell = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(cell).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Columns as wide as what is in them; nothing is cut, so that an id can be copied. */
export function tableOf<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  if (rows.length === 0) return 'none';
  const lines = [columns.map((column) => column.heading), ...rows.map((row) => columns.map((column) => cell(column.of(row))))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One thing, a field a line. */
export function fieldsOf(row: Row): string {
  const width = Math.max(...Object.keys(row).map((name) => name.length));
  return Object.entries(row)
    .map(([name, value]) => `${name.padEnd(width)}  ${cell(value)}`)
    .join('\n');
}
