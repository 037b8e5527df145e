import type { Figure } from './figure.ts';

/** What a part is told. */
export interface BenchOptions {
  /** Worlds of so many VPCs. */
  readonly vpcs: readonly number[];
  /** Ledgers of so many peerings. */
  readonly peerings: readonly number[];
  /** Of a PostgreSQL that may be written to; null for the embedded database. */
  readonly databaseUrl: string | null;
}

export interface Part {
  readonly title: string;
  readonly method: string;
  readonly needsKernel: boolean;
  run(options: BenchOptions, say: (line: string) => void): Promise<readonly Figure[]>;
}
