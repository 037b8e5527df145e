import type { Address, Family } from '../address/address.ts';
import { lastOf } from '../address/cidr.ts';
import { differenceOf, rangesHold, rangesOf, rangesOfAddresses, rangesOfCidrs, type RangeSet, type Span } from '../address/ranges.ts';
import { blockOfSubnet, gatewayOf, portOf, subnetOf } from './lookup.ts';
import { localBlocks } from './routing.ts';
import type { Spot } from './snapshot.ts';
import type { WorldVpc } from './world.ts';

/** Which addresses a question about ranges is about: those of instances that are ACTIVE, or every usable one. */
export type Space = 'instances' | 'addresses';

/** Addresses that nothing in play tells apart; what holds for `spot` holds for all of `ranges`. */
export interface AddressClass {
  readonly ranges: RangeSet;
  readonly spot: Spot;
}

/** Addresses that had an instance at either of two moments, and what tells them apart. */
export interface HostKeys {
  readonly addresses: readonly Address[];
  key(address: Address): string;
}

/** All addresses of a VPC that a flow can begin or end at. */
export function usableOf(vpc: WorldVpc, family: Family, space: Space): RangeSet {
  if (vpc.anyAddress)
    return rangesOfCidrs(
      family,
      vpc.subnets.flatMap((subnet) => blockOfSubnet(subnet, family) ?? []),
    );
  if (space === 'instances')
    return rangesOfAddresses(
      family,
      vpc.ports.filter(({ status }) => status === 'ACTIVE').flatMap(({ addresses }) => addresses),
    );
  const blocks = vpc.subnets.flatMap((subnet) => blockOfSubnet(subnet, family) ?? []);
  const reserved = vpc.subnets.flatMap((subnet): Span[] => {
    const block = blockOfSubnet(subnet, family);
    const gateway = gatewayOf(subnet, family);
    if (block === null) return [];
    const tail = family === 4 ? [{ first: lastOf(block) - 2n, last: lastOf(block) }] : [];
    return [
      { first: block.first, last: block.first },
      ...(gateway === null ? [] : [{ first: gateway.value, last: gateway.value }]),
      ...tail,
    ];
  });
  return differenceOf(rangesOfCidrs(family, blocks), rangesOf(family, reserved));
}

/**
 * Cuts `universe`, addresses of a VPC, into classes: at the edge of every set in `probes` and of every subnet of each of
 * the VPC's `versions`, and around every instance; then joins again what gives the same answers everywhere. The latest
 * version that has the address says whose spot it is. `alike` says which subnets, and which instances, are alike to the
 * question.
 */
export function classesOf(
  versions: readonly WorldVpc[],
  universe: RangeSet,
  probes: readonly RangeSet[],
  alike: { readonly subnet: (address: Address) => string; readonly hosts: HostKeys | null },
): readonly AddressClass[] {
  const { family } = universe;
  const latest = versions.toReversed();
  const blocks = versions.flatMap(localBlocks);
  const subnets = blocks.flatMap((block) => (block.family === family ? [block.first, lastOf(block) + 1n] : []));
  const hosts = (alike.hosts?.addresses ?? (latest[0]?.ports ?? []).flatMap(({ addresses }) => addresses)).flatMap((own) =>
    own.family === family ? [own.value, own.value + 1n] : [],
  );
  const edges = [...probes.flatMap(edgesOf), ...subnets, ...hosts];
  const found = new Map<string, AddressClass>();
  for (const span of pieces(universe, edges)) {
    const address = { family, value: span.first };
    const [subnet] = latest.flatMap((vpc) => subnetOf(vpc, address) ?? []);
    if (subnet === undefined) continue;
    const port = latest[0] && portOf(latest[0], address);
    const bits = probes.map((probe) => (rangesHold(probe, address) ? '1' : '0')).join('');
    const groups = port === undefined ? 'free' : port.groupIds === null ? 'open' : port.groupIds.join(',');
    const key = `${bits} ${alike.subnet(address)} ${groups} ${alike.hosts?.key(address) ?? ''}`;
    const ranges: RangeSet = { family, spans: [span] };
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? { ranges, spot: { address, subnet, port } }
        : { ...known, ranges: { family, spans: [...known.ranges.spans, span] } },
    );
  }
  return [...found.values()].map(({ ranges, spot }) => ({ ranges: rangesOf(family, ranges.spans), spot }));
}

const edgesOf = ({ spans }: RangeSet): readonly bigint[] => spans.flatMap(({ first, last }) => [first, last + 1n]);

/** The universe in pieces that no edge runs through, in ascending order. An edge lies before its address. */
function pieces(universe: RangeSet, edges: readonly bigint[]): readonly Span[] {
  const cuts = [...new Set(edges)].toSorted((a, b) => (a < b ? -1 : 1));
  let next = 0;
  return universe.spans.flatMap(({ first, last }) => {
    const cut: Span[] = [];
    let from = first;
    while (next < cuts.length && cuts[next]! <= from) next++;
    for (; next < cuts.length && cuts[next]! <= last; next++) {
      cut.push({ first: from, last: cuts[next]! - 1n });
      from = cuts[next]!;
    }
    cut.push({ first: from, last });
    return cut;
  });
}
