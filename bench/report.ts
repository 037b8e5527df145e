import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

/** What one part of the bench found. */
export interface Finding {
  readonly title: string;
  /** How it was measured, for whoever doubts it. */
  readonly method: string;
  readonly figures: readonly Figure[];
  /** Load of the machine (one minute) when the part began and ended: what others did meanwhile is in every figure. */
  readonly load: readonly [before: number, after: number];
}

/** The machine, by no more than what a figure depends on. */
export const machine = { cores: cpus().length, kernel: release().replace(/-.*$/, ''), node: process.versions.node } as const;

const digits = (value: number): string =>
  !Number.isFinite(value)
    ? '-'
    : Math.abs(value) >= 100
      ? value.toFixed(0)
      : Math.abs(value) >= 10
        ? value.toFixed(1)
        : value.toPrecision(3);

const columns = ['', 'median', '10-90 %', '99 %', 'of', 'mark'] as const;
const cells = ({ name, unit, median, p10, p90, p99, count, mark }: Figure): string[] => {
  const spread = count > 1 ? [`${digits(p10)} - ${digits(p90)}`, count >= 20 ? digits(p99) : ''] : ['', ''];
  return [name, `${digits(median)} ${unit}`, ...spread, String(count), mark ?? ''];
};

export function textOf({ title, figures, load }: Finding): string {
  const rows = [columns as readonly string[], ...figures.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [`\n${title}   (load ${load.map((value) => value.toFixed(1)).join(' to ')})`, ...rows.map((row) => `  ${line(row)}`)].join('\n');
}

function markdownOf(findings: readonly Finding[]): string {
  const row = (of: readonly string[]): string => `| ${of.join(' | ')} |`;
  return [
    `# ${machine.cores} cores, Linux ${machine.kernel}, Node ${machine.node}`,
    '',
    'Written by `npm run bench`. Medians with their spread; compare ratios, and figures of one run with each other. The load says what else the machine did.',
    ...findings.flatMap(({ title, method, figures, load }) => [
      '',
      `## ${title}`,
      '',
      `${method} Load ${load.map((value) => value.toFixed(1)).join(' to ')}.`,
      '',
      row(columns),
      row(columns.map(() => '---')),
      ...figures.map((of) => row(cells(of))),
    ]),
    '',
  ].join('\n');
}

/** Writes the results where the next run on a like machine replaces them, part by part, and says where. */
export function store(found: readonly Finding[], folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${machine.cores}-cores-linux-${machine.kernel}`);
  const before = existsSync(`${file}.json`)
    ? (JSON.parse(readFileSync(`${file}.json`, 'utf8')) as { readonly findings: readonly Finding[] })
    : null;
  const kept = (before?.findings ?? []).filter(({ title }) => !found.some((finding) => finding.title === title));
  const findings = [...kept, ...found].toSorted((a, b) => a.title.localeCompare(b.title));
  writeFileSync(`${file}.json`, `${JSON.stringify({ machine, findings }, null, 2)}\n`);
  writeFileSync(`${file}.md`, markdownOf(findings));
  return `${file}.md`;
}

export const load = (): number => loadavg()[0]!;

export const has = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
