import type { Address, Port, SubnetId } from '@isthmus/core';
import { all } from './all.ts';
import type { Reader } from './ledger.ts';

/** The addresses that ports of subnets have, as one write sees them: read once a subnet, and told of every new port. */
export interface TakenAddresses {
  of(subnetId: SubnetId): Promise<readonly Address[]>;
  add(port: Pick<Port, 'subnetId' | 'addresses'>): void;
}

/** Without it, each of a hundred new ports would read all that are there. */
export function takenAddresses(reader: Reader): TakenAddresses {
  const known = new Map<SubnetId, Address[]>();
  return {
    async of(subnetId) {
      const taken = known.get(subnetId) ?? (await all(reader.ports, { subnetId })).flatMap(({ addresses }) => addresses);
      known.set(subnetId, taken);
      return taken;
    },
    add: ({ subnetId, addresses }) => known.get(subnetId)?.push(...addresses),
  };
}
