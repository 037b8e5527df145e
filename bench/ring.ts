import { createHash, randomBytes } from 'node:crypto';
import { idOf, type Address, type Cidr, type InstanceId, type Router, type RouterPeering } from '@isthmus/core';
import type { Installation } from '@isthmus/drivers/linux/names.ts';

/** An id from words, always the same. */
export function idFor<Id extends ReturnType<typeof idOf>>(...words: readonly (string | number)[]): Id {
  const hex = createHash('sha256').update(words.join(' ')).digest('hex');
  return idOf<Id>(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`);
}

/** Six hex digits that no other run has. */
export const newInstallation = (): Installation => randomBytes(3).toString('hex') as Installation;

/** VPC n has 10.x.y.0/24, with n = 256 x + y: 65,536 of them without overlap. */
export const blockOf = (n: number): Cidr => ({ family: 4, first: (10n << 24n) + (BigInt(n) << 8n), length: 24 });
const hostOf = (n: number, host: bigint): Address => ({ family: 4, value: blockOf(n).first + host });
/** Where the instance of VPC n is. */
export const instanceAddress = (n: number): Address => hostOf(n, 10n);
export const instanceId = (n: number): InstanceId => idFor('instance', n);

/** VPCs in a ring: each has one subnet with one instance, peers with the next, and with routes reaches both neighbours. */
export interface RingOptions {
  readonly vpcs: number;
  /** Peering n joins VPC n to the next; those for which this says no are not there, and neither are their routes. */
  readonly joined?: (peering: number) => boolean;
  /** Where VPC n has a route over peering p. */
  readonly routed?: (vpc: number, peering: number) => boolean;
}

export const ring = (options: RingOptions): Router[] => Array.from({ length: options.vpcs }, (_, n) => ringRouter(n, options));

export function ringRouter(n: number, { vpcs, joined = () => true, routed = () => true }: RingOptions): Router {
  const before = (n + vpcs - 1) % vpcs;
  const after = (n + 1) % vpcs;
  const ends =
    vpcs < 2
      ? []
      : [
          { of: n, other: after, side: 'requester' as const },
          { of: before, other: before, side: 'accepter' as const },
        ];
  const present = ends.filter(({ of }) => joined(of));
  return {
    vpcId: idFor('vpc', n),
    blocks: [blockOf(n)],
    subnets: [
      {
        id: idFor('subnet', n),
        cidr: blockOf(n),
        gateway: hostOf(n, 1n),
        cidrV6: null,
        gatewayV6: null,
        tableId: idFor('table', n),
        acl: null,
      },
    ],
    ports: [
      {
        id: idFor('port', n),
        instanceId: instanceId(n),
        subnetId: idFor('subnet', n),
        mac: `fa:16:${n.toString(16).padStart(8, '0').match(/../g)!.join(':')}`,
        addresses: [instanceAddress(n)],
        groupIds: null,
      },
    ],
    peerings: present.map(({ of, other, side }): RouterPeering => ({ id: idFor('peering', of), side, peerVpcId: idFor('vpc', other) })),
    tables: [
      {
        id: idFor('table', n),
        routes: present
          .filter(({ of }) => routed(n, of))
          .map(({ of, other }) => ({ destination: blockOf(other), peeringId: idFor('peering', of) })),
      },
    ],
    groups: [],
  };
}
