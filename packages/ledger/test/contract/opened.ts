import { test } from 'node:test';
import type { Ledger, Writer } from '@isthmus/control';
import { must, ok } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import { populate } from '../world.ts';

/** A fact about a ledger that holds the world of `populate`. */
export function fact(subject: Subject, name: string, check: (ledger: Ledger) => Promise<void>): void {
  test(name, { timeout: 60_000 }, async () => {
    const ledger = await subject.open();
    try {
      await populate(ledger);
      await check(ledger);
    } finally {
      await ledger.close();
    }
  });
}

/** Writes and expects no problem. */
export const write = async <T>(ledger: Ledger, work: (tx: Writer) => Promise<T>): Promise<T> =>
  must(await ledger.write(null, async (tx) => ok(await work(tx)))).value;
