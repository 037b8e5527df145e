import type { Peering } from '@isthmus/core';
import type { Writer } from './ledger.ts';

/** Says what happened to a peering to both its owners; `effect` is whether either router changes by it. */
export function recordPeering(
  tx: Writer,
  kind: string,
  { id, name, requester, accepter }: Peering,
  effect: 'touches packets' | 'touches no packet',
  detail: Readonly<Record<string, unknown>>,
): void {
  tx.record({
    kind,
    resourceKind: 'peering',
    resourceId: id,
    projectIds: [...new Set([requester.projectId, accepter.projectId])],
    vpcIds: effect === 'touches packets' ? [requester.vpcId, accepter.vpcId] : [],
    // Both owners know the connection by its name; who reads of it later may not find it any more.
    detail: { name, ...detail },
  });
}
