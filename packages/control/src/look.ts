import { setTimeout as sleep } from 'node:timers/promises';
import { askerOf, type Generation, type Peering, type SeenPeering } from '@isthmus/core';
import type { Reader } from './ledger.ts';
import { endsOf, seenPeerings } from './seen-peerings.ts';
import { worldSourceOf } from './world-source.ts';

/** Looks at peerings for the health watch, wherever that is done: here, or on a thread of its own. */
export interface Looker {
  /** Both sides of each peering, in one world that is read once for all of them. */
  look(peerings: readonly Peering[]): Promise<Looked>;
}

export interface Looked {
  /** Everything up to here was committed before the look began. */
  readonly of: Generation;
  /** A peering within one project has one side to look at; one that is gone has none. */
  readonly seen: readonly SeenPeering[];
}

/** How the thread is shared with others: peerings looked at in one go, and the rest after it, given what it took in milliseconds. */
export interface Pace {
  readonly atOnce: number;
  restMs(tookMs: number): number;
}

/** On a machine that is busy with other things a look takes long, and rests that grow with it would never end. */
const longestRestMs = 50;

/** On the thread that answers requests. A request waits for no longer than two looks, and mostly for none. */
export const besideRequests: Pace = { atOnce: 2, restMs: (tookMs) => Math.min(tookMs * 4, longestRestMs) };
/**
 * On a thread that does nothing else. Half of a processor is left to whoever else wants it, in pieces of one look, which
 * takes 2 to 3 ms; longer ones have rested by themselves, see `openReader`.
 */
export const onOwnThread: Pace = { atOnce: 1, restMs: (tookMs) => Math.min(tookMs, 3) };

export function lookerOf(reader: Reader, { atOnce, restMs }: Pace): Looker {
  return {
    async look(peerings) {
      const of = await reader.events.latest();
      const ask = askerOf(worldSourceOf(reader, endsOf(peerings)));
      const seen: SeenPeering[] = [];
      for (let start = 0; start < peerings.length; start += atOnce) {
        const began = performance.now();
        const sides = Map.groupBy(
          peerings
            .slice(start, start + atOnce)
            .flatMap((peering) =>
              [...new Set([peering.requester.projectId, peering.accepter.projectId])].map((projectId) => ({ peering, projectId })),
            ),
          ({ projectId }) => projectId,
        );
        for (const [projectId, own] of sides) {
          const each = await seenPeerings(
            ask,
            own.map(({ peering }) => peering),
            projectId,
          );
          seen.push(...each);
        }
        await sleep(restMs(performance.now() - began));
      }
      return { of, seen };
    },
  };
}
