import type { Instance, InstanceStatus } from '@isthmus/core';
import type { Writer } from './ledger.ts';

export interface Settling {
  readonly instance: Instance;
  readonly status: InstanceStatus;
}

/** Says of instances what the data plane has made of them. One that was deleted meanwhile is left so. */
export async function settleInstances(tx: Writer, settling: readonly Settling[]): Promise<void> {
  for (const { instance, status } of settling) {
    const changed = await tx.instances.update(instance.id, { status });
    if (!changed.ok || changed.value === undefined) continue;
    tx.record({
      kind: status === 'ACTIVE' ? 'instance.active' : 'instance.failed',
      resourceKind: 'instance',
      resourceId: instance.id,
      projectIds: [instance.projectId],
      vpcIds: [],
      detail: { name: instance.name },
    });
  }
}
