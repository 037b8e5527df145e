import { removeNetns } from './namespaces.ts';
import type { Leftover } from './plan.ts';
import { deleteLink } from './rtnetlink.ts';
import { gone, Visits } from './run.ts';

/** The kernel takes a batch of namespaces apart in one go, with its network lock held: small ones let others through. */
const batch = { namespaces: 16, links: 2, pauseMs: 100 } as const;

/**
 * Takes leftovers away in small batches with pauses, so that new work never waits behind them. It remembers nothing
 * that the kernel does not show: after a restart the full converge finds what is left.
 */
export class Reclaimer {
  readonly #queue = new Map<string, Leftover>();
  #planned = false;
  #drained: (() => void)[] = [];

  has(netns: string): boolean {
    return this.#queue.has(`${netns} `);
  }

  add(leftovers: readonly Leftover[]): void {
    for (const leftover of leftovers) this.#queue.set(`${leftover.netns} ${leftover.dev ?? ''}`, leftover);
    if (this.#queue.size === 0 || this.#planned) return;
    this.#planned = true;
    setTimeout(() => this.#next(), batch.pauseMs);
  }

  /** What is wanted again stays. */
  keep(netns: string): void {
    this.#queue.delete(`${netns} `);
  }

  drained(): Promise<void> {
    return this.#queue.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  #next(): void {
    this.#planned = false;
    const [links, namespaces] = [[], []] as [[string, Leftover][], [string, Leftover][]];
    for (const entry of this.#queue) {
      const [into, most] = entry[1].dev === null ? [namespaces, batch.namespaces] : [links, batch.links];
      if (into.length < most) into.push(entry);
      if (links.length >= batch.links && namespaces.length >= batch.namespaces) break;
    }
    for (const [key, { netns, dev }] of [...links, ...namespaces]) {
      this.#queue.delete(key);
      if (dev === null) removeNetns(netns);
      else removeLink({ netns, dev });
    }
    if (this.#queue.size > 0) this.add([]);
    else for (const resolve of this.#drained.splice(0)) resolve();
  }
}

function removeLink({ netns, dev }: { readonly netns: Leftover['netns']; readonly dev: string }): void {
  const visits = new Visits();
  try {
    const visit = visits.find(netns);
    if (visit?.observeDevices().links.has(dev)) visit.run([{ ...deleteLink(dev, visit.indexOf), name: 'delete-link', tolerated: gone }]);
  } finally {
    visits.close();
  }
}
