import { spawn } from 'node:child_process';
import { rulesetOf } from './filters.ts';
import { inside } from './namespaces.ts';
import type { Netns } from './names.ts';
import type { Nftables } from './nfnetlink.ts';
import type { Filters } from './objects.ts';

/**
 * Loads a ruleset, all or nothing. The child is born inside the namespace, so no `nsenter` is needed. The load makes the
 * generation after the present one.
 */
export function loadFilters(netns: Netns, filters: Filters | null, { generation, families }: Nftables): Promise<void> {
  const child = inside(netns, () => spawn('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'pipe'] }));
  if (child === null) return Promise.reject(new Error(`there is no network namespace ${netns}`));
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(0, 2000)));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`nft in ${netns}: ${told.trim()}`))));
    child.stdin.end(rulesetOf(filters, generation + 1, families));
  });
}
