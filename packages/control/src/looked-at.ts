import { healthRules, ok, type Generation, type VpcId } from '@isthmus/core';
import { writeSetting } from './in-force.ts';
import type { Ledger, Reader } from './ledger.ts';

/**
 * How far the peerings of this installation have been looked at, so that a start looks at what changed since and not at
 * the whole world. It is stored behind the words that it speaks for: a crash in between repeats a look, and forgets none.
 */
export interface LookedAt {
  /** The version of the rules that gave the words. */
  readonly rules: number;
  /** What every commit up to here touched has been looked at. */
  readonly through: Generation;
  /** How far the look at every peering has come, VPC by VPC in the order of their ids; null before the first. */
  readonly everything: 'done' | { readonly after: VpcId | null };
}

const settingKey = 'health-looked-at';

async function storedIn(reader: Pick<Reader, 'settings'>): Promise<LookedAt | null> {
  const setting = await reader.settings.get(settingKey);
  return setting === undefined ? null : (JSON.parse(setting.value) as LookedAt);
}

/**
 * Where to begin. Words that other rules gave are all looked at again, and the ledger says from now on that these rules
 * give them: a version that was started later, newer or older, has the word.
 */
export async function claim(ledger: Ledger): Promise<LookedAt> {
  const stored = await storedIn(ledger.read);
  if (stored?.rules === healthRules) return stored;
  const fresh: LookedAt = { rules: healthRules, through: await ledger.read.events.latest(), everything: { after: null } };
  await write(ledger, fresh, () => true);
  return fresh;
}

/** Who gives the words now. Two versions run side by side during an upgrade, and the older one keeps its words to itself. */
export async function whoseWords(reader: Pick<Reader, 'settings'>): Promise<'ours' | 'those of newer rules' | 'those of older rules'> {
  const rules = (await storedIn(reader))?.rules ?? 0;
  if (rules === healthRules) return 'ours';
  return rules > healthRules ? 'those of newer rules' : 'those of older rules';
}

/** Of several servers on one ledger each looks at everything; what the one that is furthest says is true for all. */
export const storeLookedAt = (ledger: Ledger, now: LookedAt): Promise<void> =>
  write(ledger, now, (stored) => stored.rules === now.rules && !(stored.through > now.through && isFurther(stored, now)));

const isFurther = ({ everything: one }: LookedAt, { everything: other }: LookedAt): boolean =>
  one === 'done' || (other !== 'done' && (one.after ?? '') >= (other.after ?? ''));

async function write(ledger: Ledger, now: LookedAt, may: (stored: LookedAt) => boolean): Promise<void> {
  const done = await ledger.write(null, async (tx) => {
    const stored = await storedIn(tx);
    if (stored === null || may(stored)) await writeSetting(tx, settingKey, JSON.stringify(now));
    return ok(null);
  });
  if (!done.ok) throw new Error(`the ledger refused how far health has been looked at: ${done.problem.kind}`);
}
