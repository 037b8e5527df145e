import type { World } from './world.ts';

/** The same lookups where they take time. */
export type WorldSource = { readonly [Name in keyof World]: (id: Parameters<World[Name]>[0]) => Promise<ReturnType<World[Name]>> };

/** A walk looks up a peer only after its peering: a few rounds. More means that `ask` looks for ever new things. */
const mostRounds = 12;
/** Look-ups under way together: a question of a hub has hundreds, and others ask the ledger too. */
const atOnce = 3;

/**
 * Asks a pure question of a world that is loaded as it is looked at: the question is asked, what it missed is loaded,
 * and it is asked again until it misses nothing. What is not there is remembered as not there, for this question.
 */
export const askLoading = <T>(source: WorldSource, ask: (world: World) => T): Promise<T> =>
  askLoadingEach({ source }, ({ source: world }) => ask(world));

/** Many questions of one world, which is read once for all of them: for what may be judged by what was there a moment ago. */
export function askerOf(source: WorldSource): <T>(ask: (world: World) => T) => Promise<T> {
  const known = new Map<string, unknown>();
  return (ask) => askLoadingEach({ source }, ({ source: world }) => ask(world), known);
}

/** The same question of more than one world, such as the one before a change and the one after it. */
export async function askLoadingEach<Names extends string, T>(
  sources: Readonly<Record<Names, WorldSource>>,
  ask: (worlds: Readonly<Record<Names, World>>) => T,
  known: Map<string, unknown> = new Map(),
): Promise<T> {
  for (let round = 0; round < mostRounds; round++) {
    const missed = new Map<string, () => Promise<unknown>>();
    const worldOf = (of: Names): World => {
      const source: WorldSource = sources[of];
      const look =
        <Name extends keyof World>(name: Name, unknownYet: ReturnType<World[Name]>) =>
        (id: Parameters<World[Name]>[0]): ReturnType<World[Name]> => {
          const key = `${of} ${name} ${id}`;
          if (known.has(key)) return known.get(key) as ReturnType<World[Name]>;
          missed.set(key, () => source[name](id));
          return unknownYet;
        };
      return {
        vpc: look('vpc', undefined),
        blocks: look('blocks', []),
        peering: look('peering', undefined),
        peeringsOf: look('peeringsOf', []),
        vpcsWith: look('vpcsWith', []),
        acl: look('acl', undefined),
      };
    };
    const worlds = Object.fromEntries(Object.keys(sources).map((of) => [of, worldOf(of as Names)])) as Record<Names, World>;
    const answer = ask(worlds);
    if (missed.size === 0) return answer;
    const waiting = missed.entries();
    const loader = async (): Promise<void> => {
      for (const [key, load] of waiting) known.set(key, await load());
    };
    await Promise.all(Array.from({ length: atOnce }, loader));
  }
  throw new Error('a question of the world went on finding things to load');
}
