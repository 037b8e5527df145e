import { setTimeout as pause } from 'node:timers/promises';
import { listNetns, removeNetns } from './namespaces.ts';
import { ownerOf, type Installation } from './names.ts';

const batch = { namespaces: 16, pauseMs: 100 } as const;

/** In small batches: the kernel takes each apart with its network lock held. */
export async function removeNamespaces(installation: Installation | null): Promise<readonly string[]> {
  const names = listNetns().filter((name) => {
    const owner = ownerOf(name);
    return owner !== null && (installation === null || owner.installation === installation);
  });
  for (const [index, name] of names.entries()) {
    removeNetns(name);
    if (index % batch.namespaces === batch.namespaces - 1) await pause(batch.pauseMs);
  }
  return names;
}
