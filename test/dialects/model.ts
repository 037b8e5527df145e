/**
 * What a project has, as little of it as can be said: no dialect, no ledger, no data plane. Whatever dialect a move is
 * made in, this says whether it is taken and what there is afterwards.
 */
export interface ModelVpc {
  name: string;
  /** `10.0.` for 10.0.0.0/16; null for a VPC without a block, which takes every subnet. */
  readonly block: string | null;
}
export interface ModelNetwork {
  readonly subnet: { readonly id: string; name: string; readonly range: Range; vpc: string | null } | null;
}
export interface ModelPort {
  readonly network: string;
  address: string;
  readonly isInstance: boolean;
}
export interface ModelRoute {
  readonly vpc: string;
  readonly destination: string;
  readonly peering: string;
}
/** `192.168.1.` with the first and the last number behind it. */
export interface Range {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
}
export const cidrOf = ({ prefix, first, last }: Range): string => `${prefix}${first}/${24 + (last - first === 255 ? 0 : 1)}`;
export const gatewayOf = ({ prefix, first }: Range): string => `${prefix}${first + 1}`;
const overlap = (a: Range, b: Range): boolean => a.prefix === b.prefix && a.first <= b.last && b.first <= a.last;

export class Model {
  readonly vpcs = new Map<string, ModelVpc>();
  readonly networks = new Map<string, ModelNetwork>();
  readonly ports = new Map<string, ModelPort>();
  /** The two VPCs of each peering. */
  readonly peerings = new Map<string, readonly string[]>();
  routes: readonly ModelRoute[] = [];

  takesVpcName(name: string, except?: string): boolean {
    return [...this.vpcs].every(([id, vpc]) => vpc.name !== name || id === except);
  }

  freesVpc(id: string): boolean {
    const empty = [...this.networks.values()].every(({ subnet }) => subnet?.vpc !== id);
    return empty && [...this.peerings.values()].every((ends) => !ends.includes(id));
  }

  takesPeering(a: string, b: string): boolean {
    return a !== b && [...this.peerings.values()].every((ends) => !(ends.includes(a) && ends.includes(b)));
  }

  takesRoute({ vpc, destination, peering }: ModelRoute): boolean {
    const leads = this.peerings.get(peering)?.includes(vpc) === true;
    return leads && this.routes.every((route) => route.vpc !== vpc || route.destination !== destination);
  }

  /** Whether a subnet of that range may be in the VPC. A v1 subnet, which is born there, needs a block around it. */
  takesSubnet(vpcId: string, range: Range, born: 'in the VPC' | 'outside'): boolean {
    const block = this.vpcs.get(vpcId)?.block ?? null;
    if (block === null ? born === 'in the VPC' : !range.prefix.startsWith(block)) return false;
    return [...this.networks.values()].every(({ subnet }) => subnet?.vpc !== vpcId || !overlap(subnet.range, range));
  }

  portsOn(network: string): readonly ModelPort[] {
    return [...this.ports.values()].filter((port) => port.network === network);
  }

  /** The lowest address that nobody has: the gateway has the second of the range, three are reserved at its end. */
  freeAddress(network: string): string | null {
    const range = this.networks.get(network)?.subnet?.range;
    const used = new Set(this.portsOn(network).map(({ address }) => address));
    if (range === undefined) return null;
    for (let last = range.first + 2; last <= range.last - 3; last++)
      if (!used.has(`${range.prefix}${last}`)) return `${range.prefix}${last}`;
    return null;
  }

  /** Every address of a network that something has, with the subnet's own two. */
  addressesOn(network: string): readonly string[] {
    const subnet = this.networks.get(network)?.subnet ?? null;
    const own =
      subnet === null ? [] : [...(subnet.vpc === null ? [] : [gatewayOf(subnet.range)]), `${subnet.range.prefix}${subnet.range.last - 1}`];
    return [...own, ...this.portsOn(network).map(({ address }) => address)].toSorted();
  }
}
