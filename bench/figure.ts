/** One line of a result: a median with its spread, never a single run that is passed off as the truth. */
export interface Figure {
  readonly name: string;
  /** `ms`, `us`, `/s`, `x` for a ratio, `commands`. */
  readonly unit: string;
  readonly median: number;
  /** 10th, 90th and 99th percentile. */
  readonly p10: number;
  readonly p90: number;
  readonly p99: number;
  readonly count: number;
  /** What it is to be, where something was promised: shown beside it, never asserted, for a shared machine promises nothing. */
  readonly mark?: string;
}

/** The value below which that share of them lies; the nearest one, never one between two. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function figure(name: string, unit: string, values: readonly number[], mark?: string): Figure {
  const at = (share: number): number => percentile(values, share);
  const spread = { median: at(0.5), p10: at(0.1), p90: at(0.9), p99: at(0.99), count: values.length };
  return { name, unit, ...spread, ...(mark === undefined ? {} : { mark }) };
}

/** Milliseconds of each call, one after another. */
export async function timed(times: number, work: (index: number) => unknown): Promise<number[]> {
  const spent: number[] = [];
  for (let index = 0; index < times; index++) {
    const began = performance.now();
    await work(index);
    spent.push(performance.now() - began);
  }
  return spent;
}
