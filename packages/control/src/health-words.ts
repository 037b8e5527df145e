import { ok, type Event, type Generation, type PeeringId, type SeenPeering } from '@isthmus/core';
import { all } from './all.ts';
import type { Ledger, PeeringHealthRecord, Reader, Writer } from './ledger.ts';
import { whoseWords } from './looked-at.ts';

/** The event that tells a side of its new word; it changes no health itself. */
export const healthChanged = 'health.changed';

export interface Look {
  /** By side: `peering/project`. */
  readonly found: ReadonlyMap<string, SeenPeering>;
  /** Everything up to here was committed before the look began. */
  readonly of: Generation;
  /** Peerings whose word these events may have changed. */
  touchedBy(reader: Reader | Writer, events: readonly Event[]): Promise<ReadonlySet<PeeringId>>;
}

/**
 * Stores new words and tells each side of its own. Compared inside the write, so that of many servers one tells; what was
 * touched since the look is left to the look that follows, so that no word replaces one of a later moment.
 */
export async function tell(
  ledger: Ledger,
  { found, of, touchedBy }: Look,
): Promise<'told' | 'nothing new' | 'overtaken by newer rules' | 'given by older rules'> {
  const before = await stored(ledger.read, found);
  if ([...found].every(([key, { health }]) => before.get(key)?.health === health.health)) return 'nothing new';
  const done = await ledger.write(null, async (tx) => {
    const whose = await whoseWords(tx);
    if (whose === 'those of newer rules') return ok('overtaken by newer rules' as const);
    if (whose === 'those of older rules') return ok('given by older rules' as const);
    const outdated = await touchedSince(tx, of, touchedBy);
    const now = await stored(tx, found);
    const there = new Set((await all(tx.peerings, { id: idsIn(found) })).map(({ id }) => id));
    const differing = [...found]
      .map(([id, seen]) => ({ id, seen, is: seen.health.health, was: now.get(id)?.health }))
      .filter(({ seen, is, was }) => was !== is && !outdated.has(seen.peering.id) && there.has(seen.peering.id));
    // The first word is remembered, and no news to anybody.
    const first = differing.filter(({ was }) => was === undefined).map(({ id, seen }) => recordOf(id, seen));
    if (first.length > 0) await tx.peeringHealths.insertAll(first);
    let told = 0;
    for (const { id, seen, is, was } of differing) {
      if (was === undefined) continue;
      await tx.peeringHealths.update(id, { health: is });
      told++;
      tx.record({
        kind: healthChanged,
        resourceKind: 'peering',
        resourceId: seen.peering.id,
        projectIds: [seen.peering[seen.side].projectId],
        vpcIds: [],
        detail: { name: seen.peering.name, health: is, was, reasons: seen.health.reasons },
      });
    }
    return ok(told > 0 ? ('told' as const) : ('nothing new' as const));
  });
  if (!done.ok) throw new Error(`the ledger refused new words of health: ${done.problem.kind}`);
  return done.value.value;
}

async function touchedSince(tx: Writer, of: Generation, touchedBy: Look['touchedBy']): Promise<ReadonlySet<PeeringId>> {
  const touched = new Set<PeeringId>();
  for (let after = of, more = (await tx.events.latest()) > of; more;) {
    const batch = await tx.events.list({ after, order: 'oldest-first', limit: 1000 });
    for (const id of await touchedBy(tx, batch.items)) touched.add(id);
    after = batch.items.at(-1)?.generation ?? after;
    ({ more } = batch);
  }
  return touched;
}

async function stored(reader: Pick<Reader, 'peeringHealths'>, found: Look['found']) {
  const peeringId = idsIn(found);
  const rows = await all<PeeringHealthRecord, { readonly peeringId: readonly PeeringId[] }>(reader.peeringHealths, { peeringId });
  return new Map(rows.map((row) => [row.id, row]));
}

const idsIn = (found: Look['found']): readonly PeeringId[] => [...new Set([...found.values()].map(({ peering }) => peering.id))];

const recordOf = (id: string, { peering, side, health }: SeenPeering): PeeringHealthRecord => ({
  id,
  peeringId: peering.id,
  projectId: peering[side].projectId,
  health: health.health,
});
