import type { Address, Family } from '../address/address.ts';
import { formatRanges, emptyRanges, intersectionOf, isEmptyRanges, unionOf, type RangeSet } from '../address/ranges.ts';
import type { VpcId } from '../id.ts';
import { aclBlocks, portPieces, remotes } from './cuts.ts';
import { classesOf, usableOf, type AddressClass, type HostKeys, type Space } from './classes.ts';
import { portOf, subnetOf } from './lookup.ts';
import { everyPort, flowProtocols, requestPacket, type FlowProtocol, type PortSpan } from './packet.ts';
import { isLetThrough, isRouted, usedTables, type Snapshot, type Spot } from './snapshot.ts';
import type { WorldVpc } from './world.ts';

/** Every source may talk to every destination, at these ports: a box of header space. A host's talk to itself is none. */
export interface Flow {
  readonly source: { readonly vpcId: VpcId; readonly ranges: RangeSet };
  readonly destination: { readonly vpcId: VpcId; readonly ranges: RangeSet };
  readonly protocol: FlowProtocol;
  /** Ascending, apart from one another; null for ICMP. */
  readonly ports: readonly PortSpan[] | null;
}

/** From one VPC to another, or inside one, as two moments see it. Absent: nothing flows at that moment. */
export interface Comparison {
  readonly from: VpcId;
  readonly to: VpcId;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
  readonly space: Space;
  /** Where a change can show at all, if that is known. */
  readonly sources?: (family: Family) => RangeSet | null;
  readonly destinations?: (family: Family) => RangeSet | null;
}

export interface ChangedFlow {
  readonly change: 'opened' | 'cut';
  readonly flow: Flow;
}

/** Every flow that is at one of the two moments and not at the other, in boxes that do not overlap. Lazy. */
export function* changedFlows(comparison: Comparison): Generator<ChangedFlow> {
  for (const family of [4, 6] as const) {
    const { from, to } = sidesOf(comparison);
    if (from === undefined || to === undefined) return;
    const [sources, destinations] = classesOfBoth(comparison, { from, to }, family);
    if (sources.length === 0 || destinations.length === 0) continue;
    const versions = moments(comparison).flatMap(({ world }) => [world.vpc(from.id), world.vpc(to.id)].filter((vpc) => vpc !== undefined));
    const ports = portPieces(versions, family);
    for (const source of sources) for (const destination of destinations) yield* ofClasses(comparison, source, destination, ports);
  }
}

function sidesOf({ from, to, before, after }: Comparison): { readonly from: WorldVpc | undefined; readonly to: WorldVpc | undefined } {
  const latest = (id: VpcId): WorldVpc | undefined => after?.world.vpc(id) ?? before?.world.vpc(id);
  return { from: latest(from), to: latest(to) };
}

const moments = ({ before, after }: Comparison): readonly Snapshot[] => [before, after].filter((moment) => moment !== null);

function classesOfBoth(
  comparison: Comparison,
  { from, to }: { readonly from: WorldVpc; readonly to: WorldVpc },
  family: Family,
): readonly [readonly AddressClass[], readonly AddressClass[]] {
  const versions = (id: VpcId): readonly WorldVpc[] => moments(comparison).flatMap(({ world }) => world.vpc(id) ?? []);
  const alike = subnetsAlike(comparison, versions);
  const acls = aclBlocks([...versions(from.id), ...versions(to.id)], family);
  const side = (own: WorldVpc, far: WorldVpc, rules: 'ingress' | 'egress', limit: RangeSet | null): readonly AddressClass[] => {
    const usable = versions(own.id)
      .map((vpc) => usableOf(vpc, family, comparison.space))
      .reduce(unionOf);
    const limited = limit === null ? usable : intersectionOf(usable, limit);
    const routed = moments(comparison).flatMap((moment) => {
      const vpc = moment.world.vpc(far.id);
      if (vpc === undefined) return [];
      return usedTables(vpc).map((id) => moment.territory(vpc, id, moment.peeringId(from.id, to.id), family));
    });
    const universe = own.id === far.id ? limited : intersectionOf(limited, routed.reduce(unionOf, emptyRanges(family)));
    if (isEmptyRanges(universe)) return [];
    const probes = [...(own.id === far.id ? [] : routed), ...acls, ...remotes(versions(far.id), rules, family)];
    return classesOf(versions(own.id), universe, distinct(probes), { subnet: alike(own.id), hosts: hostsAlike(versions(own.id)) });
  };
  return [
    side(from, to, 'ingress', comparison.sources?.(family) ?? null),
    side(to, from, 'egress', comparison.destinations?.(family) ?? null),
  ];
}

/** Two subnets are alike when table and ACL are, at both moments; inside one VPC each is its own, for no ACL is inside. */
function subnetsAlike({ from, to }: Comparison, versions: (id: VpcId) => readonly WorldVpc[]): (id: VpcId) => (address: Address) => string {
  const numbers = new Map<unknown, number>();
  const numberOf = (thing: unknown): number => {
    const known = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, known);
    return known;
  };
  return (id) => {
    const each = versions(id);
    return (address) =>
      each
        .map((vpc) => subnetOf(vpc, address))
        .map((subnet) => (subnet === undefined ? '-' : from === to ? subnet.id : `${subnet.tableId}/${numberOf(subnet.acl)}`))
        .join(' ');
  };
}

/** Instances that came, went or changed groups between the moments; null where none can have. */
function hostsAlike(versions: readonly WorldVpc[]): HostKeys | null {
  const [one, ...others] = versions;
  if (one === undefined || others.every(({ ports }) => ports === one.ports)) return null;
  return {
    addresses: versions.flatMap(({ ports }) => ports.flatMap(({ addresses }) => addresses)),
    key: (address) =>
      versions
        .map((vpc) => portOf(vpc, address))
        .map((port) => (port === undefined ? '-' : `${port.status} ${port.groupIds === null ? 'open' : port.groupIds.join()}`))
        .join(' '),
  };
}

function* ofClasses(
  comparison: Comparison,
  source: AddressClass,
  destination: AddressClass,
  ports: readonly PortSpan[],
): Generator<ChangedFlow> {
  const judges = [comparison.before, comparison.after].map((moment) => moment && judgeOf(comparison, moment, source, destination));
  if (judges.every((judge) => judge === null)) return;
  for (const protocol of flowProtocols) {
    const found = { opened: [] as PortSpan[], cut: [] as PortSpan[] };
    for (const span of protocol === 'icmp' ? [everyPort] : ports) {
      const [was, is] = judges.map((judge) => judge !== null && judge(protocol, span[0]));
      if (was !== is) found[is ? 'opened' : 'cut'].push(span);
    }
    for (const change of ['opened', 'cut'] as const) {
      if (found[change].length === 0) continue;
      const flow: Flow = {
        source: { vpcId: comparison.from, ranges: source.ranges },
        destination: { vpcId: comparison.to, ranges: destination.ranges },
        protocol,
        ports: protocol === 'icmp' ? null : joinPorts(found[change]),
      };
      yield { change, flow };
    }
  }
}

/** Null where no route joins the two, whatever the filters. */
function judgeOf(
  { from, to, space }: Comparison,
  moment: Snapshot,
  source: AddressClass,
  destination: AddressClass,
): ((protocol: FlowProtocol, port: number) => boolean) | null {
  const [near, far] = [moment.world.vpc(from), moment.world.vpc(to)];
  if (near === undefined || far === undefined) return null;
  const [nearSpot, farSpot] = [spotAt(near, source.spot.address), spotAt(far, destination.spot.address)];
  if (nearSpot === undefined || farSpot === undefined) return null;
  const here = { vpc: near, spot: nearSpot };
  const there = { vpc: far, spot: farSpot };
  if (space === 'instances' && [here, there].some(({ vpc, spot }) => !vpc.anyAddress && spot.port?.status !== 'ACTIVE')) return null;
  if (!isRouted(moment, here, there)) return null;
  return (protocol, port) =>
    isLetThrough(here, there, requestPacket(here.spot.address, there.spot.address, protocol, protocol === 'icmp' ? null : port));
}

const spotAt = (vpc: WorldVpc, address: Address): Spot | undefined => {
  const subnet = subnetOf(vpc, address);
  return subnet && { address, subnet, port: portOf(vpc, address) };
};

/** Boxes with the same ports and the same destinations become one, then those with the same sources. */
export function merged(flows: readonly Flow[]): readonly Flow[] {
  const word = ({ protocol, ports, source, destination }: Flow): string =>
    `${source.vpcId} ${destination.vpcId} ${source.ranges.family} ${protocol} ${JSON.stringify(ports)}`;
  const byDestination = joinBy(
    flows,
    (flow) => `${word(flow)} ${formatRanges(flow.source.ranges)}`,
    (a, b) => ({
      ...a,
      destination: { ...a.destination, ranges: unionOf(a.destination.ranges, b.destination.ranges) },
    }),
  );
  return joinBy(
    byDestination,
    (flow) => `${word(flow)} ${formatRanges(flow.destination.ranges)}`,
    (a, b) => ({
      ...a,
      source: { ...a.source, ranges: unionOf(a.source.ranges, b.source.ranges) },
    }),
  );
}

function joinBy(flows: readonly Flow[], key: (flow: Flow) => string, join: (a: Flow, b: Flow) => Flow): readonly Flow[] {
  const found = new Map<string, Flow>();
  for (const flow of flows) {
    const known = found.get(key(flow));
    found.set(key(flow), known === undefined ? flow : join(known, flow));
  }
  return [...found.values()];
}

function joinPorts(spans: readonly PortSpan[]): readonly PortSpan[] {
  const out: PortSpan[] = [];
  for (const span of spans) {
    const before = out.at(-1);
    if (before !== undefined && before[1] + 1 === span[0]) out[out.length - 1] = [before[0], span[1]];
    else out.push(span);
  }
  return out;
}

const distinct = (sets: readonly RangeSet[]): readonly RangeSet[] => [...new Map(sets.map((set) => [formatRanges(set), set])).values()];
