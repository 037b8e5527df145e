import { setTimeout as pause } from 'node:timers/promises';
import type { VpcId } from '@isthmus/core';
import type { Netns } from './names.ts';
import { Visits } from './run.ts';

/** An IPv6 address that was just given to a device, for the sake of that VPC. */
export interface NewAddress {
  readonly vpcId: VpcId;
  readonly netns: Netns;
  readonly address: string;
}

const patience = { everyMs: 1, atMostMs: 2_000 } as const;

/**
 * Waits until the kernel takes packets in at each address. It acknowledges a new IPv6 address at once and makes it
 * local with a worker of its own: with busy processors a quarter of them were not yet, and lost the first packet.
 * What is `wanted` no more is not waited for. Comes back with those that never became local.
 */
export async function untilLocal(added: readonly NewAddress[], wanted: (address: NewAddress) => boolean): Promise<readonly NewAddress[]> {
  const deadline = performance.now() + patience.atMostMs;
  let waiting = notLocal(added);
  while (waiting.length > 0 && performance.now() < deadline) {
    await pause(patience.everyMs);
    waiting = notLocal(waiting.filter(wanted));
  }
  return waiting;
}

function notLocal(addresses: readonly NewAddress[]): NewAddress[] {
  const visits = new Visits();
  try {
    return [...Map.groupBy(addresses, ({ netns }) => netns)].flatMap(([netns, ofOne]) => {
      const rest = ofOne.filter(({ address }) => visits.find(netns)?.isLocal(address) === false);
      visits.close();
      return rest;
    });
  } finally {
    visits.close();
  }
}
