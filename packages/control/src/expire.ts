import { setTimeout as sleep } from 'node:timers/promises';
import { ok, refusal, statusAt, type Instant, type PeeringId } from '@isthmus/core';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import { recordPeering } from './record-peering.ts';
import type { Log } from './world.ts';

interface ExpiryWorld {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes pending requests whose time is up EXPIRED, and takes old tokens and temporary keys away. */
export interface Expirer {
  start(): void;
  stop(): Promise<void>;
  /** One round; the number of peerings that expired in it. */
  sweep(): Promise<number>;
}

const batch = 20;
/** Rest after a batch of peerings, in times of what it took. */
const restFactor = 3;

export function expirerOf(world: ExpiryWorld, { beatMs }: { readonly beatMs: number }): Expirer {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  let stopping = false;
  const sweep = async (): Promise<number> => {
    await sweepTokens(world);
    await sweepAccessKeys(world);
    return sweepPeerings(world, () => stopping);
  };
  const beat = (): void => {
    round = sweep()
      .catch((cause: unknown) => world.log('error', 'expiry failed; it is tried again on the next beat', { cause: String(cause) }))
      .finally(() => {
        if (timer !== undefined) timer = setTimeout(beat, beatMs).unref();
      });
  };
  return {
    sweep,
    start() {
      timer ??= setTimeout(beat, 0).unref();
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      timer = undefined;
      await round;
    },
  };
}

/** False where it is no longer pending, or its time is not up. */
export const expirePeering = async (world: Pick<ExpiryWorld, 'ledger' | 'clock'>, id: PeeringId): Promise<boolean> =>
  (await expirePeerings(world, [id])) === 1;

/** In one write; how many of them were pending and their time was up. */
async function expirePeerings({ ledger, clock }: Pick<ExpiryWorld, 'ledger' | 'clock'>, ids: readonly PeeringId[]): Promise<number> {
  const done = await ledger.write(null, async (tx) => {
    let expired = 0;
    for (const id of ids) {
      const peering = await tx.peerings.get(id);
      if (peering === undefined || statusAt(peering, clock.now()) !== 'EXPIRED' || refusal('expire', peering.status, ['clock']) !== null)
        continue;
      const changed = await tx.peerings.update(id, { status: 'EXPIRED', expiresAt: null, updatedAt: clock.now() });
      if (!changed.ok || changed.value === undefined) continue;
      recordPeering(tx, 'peering.expired', changed.value, 'touches no packet', {});
      expired++;
    }
    return ok(expired);
  });
  return done.ok ? done.value.value : 0;
}

/** Thousands may be due at once, after a time without a service: users' own writes come in between. */
async function sweepPeerings(world: ExpiryWorld, isStopping: () => boolean): Promise<number> {
  let expired = 0;
  for (;;) {
    const began = performance.now();
    const { items, more } = await world.ledger.read.peerings.list(
      { status: 'PENDING_ACCEPTANCE', expiresBy: world.clock.now() },
      { limit: batch },
    );
    if (items.length === 0) return expired;
    const now = await expirePeerings(
      world,
      items.map(({ id }) => id),
    );
    expired += now;
    if (now === 0 || !more || isStopping()) return expired;
    await sleep((performance.now() - began) * restFactor);
  }
}

async function sweepTokens({ ledger, clock }: ExpiryWorld): Promise<void> {
  const expiresBy: Instant = clock.now();
  for (;;) {
    const { items } = await ledger.read.tokens.list({ expiresBy }, { limit: batch });
    if (items.length === 0) return;
    await ledger.write(null, async (tx) => {
      for (const { hash } of items) await tx.tokens.delete(hash);
      return ok(null);
    });
  }
}

async function sweepAccessKeys({ ledger, clock }: ExpiryWorld): Promise<void> {
  const expiresBy: Instant = clock.now();
  for (;;) {
    const { items } = await ledger.read.accessKeys.list({ expiresBy }, { limit: batch });
    if (items.length === 0) return;
    await ledger.write(null, async (tx) => {
      for (const { id } of items) await tx.accessKeys.delete(id);
      return ok(null);
    });
  }
}
