import { err, ok, refusal, statusAt, type Instant, type PeeringId } from '@isthmus/core';
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

const batch = 200;

export function expirerOf(world: ExpiryWorld, { beatMs }: { readonly beatMs: number }): Expirer {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  const sweep = async (): Promise<number> => {
    await sweepTokens(world);
    await sweepAccessKeys(world);
    return sweepPeerings(world);
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
      clearTimeout(timer);
      timer = undefined;
      await round;
    },
  };
}

/** False where it is no longer pending, or its time is not up. */
export async function expirePeering({ ledger, clock }: Pick<ExpiryWorld, 'ledger' | 'clock'>, id: PeeringId): Promise<boolean> {
  const done = await ledger.write(null, async (tx) => {
    const peering = await tx.peerings.get(id);
    const gone = err({ kind: 'not-found', resource: 'peering', id } as const);
    if (peering === undefined || statusAt(peering, clock.now()) !== 'EXPIRED' || refusal('expire', peering.status, ['clock']) !== null)
      return gone;
    const changed = await tx.peerings.update(id, { status: 'EXPIRED', expiresAt: null, updatedAt: clock.now() });
    if (!changed.ok || changed.value === undefined) return gone;
    recordPeering(tx, 'peering.expired', changed.value, 'touches no packet', {});
    return ok(null);
  });
  return done.ok;
}

async function sweepPeerings(world: ExpiryWorld): Promise<number> {
  let expired = 0;
  for (;;) {
    const { items } = await world.ledger.read.peerings.list(
      { status: 'PENDING_ACCEPTANCE', expiresBy: world.clock.now() },
      { limit: batch },
    );
    let now = 0;
    for (const { id } of items) if (await expirePeering(world, id)) now++;
    expired += now;
    if (now < batch) return expired;
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
