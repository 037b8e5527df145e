import { spawn } from 'node:child_process';
import { rulesetOf } from './filters.ts';
import { inside, writeSysctls } from './namespaces.ts';
import type { Netns } from './names.ts';
import type { Nftables } from './nfnetlink.ts';
import type { Filters } from './objects.ts';

/**
 * Loads a ruleset with what connection tracking goes by, which comes first: a ruleset that is there has all of it.
 * Where the kernel tracks nothing yet there is nothing to set; the ruleset wakes it, under a mark that does not hold, and
 * the next look finds it to be loaded again.
 */
export function loadFilters(netns: Netns, filters: Filters | null, { generation, families }: Nftables): Promise<void> {
  const settled = filters === null || trackConnections(netns, filters);
  return load(netns, rulesetOf(filters, settled ? generation + 1 : neverGeneration, families));
}

const neverGeneration = 0;

/** False where the kernel does not track connections yet. */
function trackConnections(netns: Netns, { conntrack }: Filters): boolean {
  try {
    inside(netns, () => writeSysctls(conntrack));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** All or nothing. The child is born inside the namespace, so no `nsenter` is needed. */
function load(netns: Netns, ruleset: string): Promise<void> {
  const child = inside(netns, () => spawn('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] }));
  if (child === null) return Promise.reject(new Error(`there is no network namespace ${netns}`));
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(0, 2000)));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`nft in ${netns}: ${told.trim()}`))));
    child.stdin.end(ruleset);
  });
}
