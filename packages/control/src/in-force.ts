import { type Generation, type Instant, type VpcId } from '@isthmus/core';
import type { Reader, Writer } from './ledger.ts';

/** What converged together, and when; of one VPC that came late, or of all that were touched. */
interface Span {
  readonly from: Generation;
  readonly to: Generation;
  readonly at: Instant;
  readonly vpcId: VpcId | null;
}

interface Stored {
  readonly handled: Generation;
  /** By VPC, the first generation that is not in force there. */
  readonly behind: readonly (readonly [VpcId, Generation])[];
  readonly spans: readonly Span[];
}

/** Older times are forgotten; that a generation is in force never is. */
const mostSpans = 128;
const settingKey = 'in-force';

/**
 * Which writes the data plane carries out already. A generation is in force when it was handled and none of the VPCs
 * that it touched is behind it; one VPC that cannot be converged holds up no other's receipt.
 */
export interface InForce {
  /** Everything up to here was handed to the data plane at least once. */
  handled(): Generation;
  behind(): ReadonlyMap<VpcId, Generation>;
  /** Undefined where it is not in force, null where it is and the time is forgotten. */
  since(generation: Generation, touched: ReadonlySet<VpcId>): Instant | null | undefined;
  /** One round of converging up to `to`: what came through, and what did not, each with the first generation of it. */
  advance(round: {
    readonly to: Generation;
    readonly at: Instant;
    readonly converged: Iterable<VpcId>;
    readonly failed: ReadonlyMap<VpcId, Generation>;
  }): void;
  load(reader: Reader): Promise<void>;
  store(tx: Writer): Promise<void>;
}

export function inForceFromNothing(): InForce {
  let handled = 0 as Generation;
  let behind = new Map<VpcId, Generation>();
  let spans: readonly Span[] = [];
  const remember = (span: Span): void => {
    spans = [...spans, span].slice(-mostSpans);
  };

  return {
    handled: () => handled,
    behind: () => behind,
    since(generation, touched) {
      const held = [...touched].some((vpcId) => generation >= (behind.get(vpcId) ?? Infinity));
      if (generation > handled || held) return undefined;
      const during = spans.filter(
        ({ from, to, vpcId }) => from <= generation && generation <= to && (vpcId === null || touched.has(vpcId)),
      );
      if (!during.some(({ vpcId }) => vpcId === null)) return null;
      return Math.max(...during.map(({ at }) => at)) as Instant;
    },
    advance({ to, at, converged, failed }) {
      for (const vpcId of converged) {
        const from = behind.get(vpcId);
        if (from === undefined) continue;
        remember({ from, to, at, vpcId });
        behind.delete(vpcId);
      }
      for (const [vpcId, first] of failed) if (!behind.has(vpcId)) behind.set(vpcId, first);
      if (to > handled) remember({ from: (handled + 1) as Generation, to, at, vpcId: null });
      if (to > handled) handled = to;
    },
    async load(reader) {
      const setting = await reader.settings.get(settingKey);
      if (setting === undefined) return;
      const stored = JSON.parse(setting.value) as Stored;
      handled = stored.handled;
      behind = new Map(stored.behind);
      spans = stored.spans;
    },
    async store(tx) {
      const value = JSON.stringify({ handled, behind: [...behind], spans } satisfies Stored);
      await writeSetting(tx, settingKey, value);
    },
  };
}

/** Sets a fact of the installation, whether or not it was set before. */
export async function writeSetting(tx: Writer, key: string, value: string): Promise<void> {
  const changed = await tx.settings.update(key, { value });
  if (changed.ok && changed.value !== undefined) return;
  await tx.settings.insert({ key, value });
}
