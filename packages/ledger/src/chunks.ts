const rowsInOne = 500;

/** The rows of one statement after the other: both databases bound a statement's parameters. */
export function* inChunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += rowsInOne) yield rows.slice(start, start + rowsInOne);
}
