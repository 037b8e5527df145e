/** A table in Markdown; every row as long as `head`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;

/** A page of docs/generated: what it says of itself, then its parts. */
export const page = (title: string, from: string, ...parts: readonly string[]): string =>
  [`# ${title}`, `Written by \`npm run generate\` from ${code(from)}, and held by a test.`, ...parts].join('\n\n') + '\n';
