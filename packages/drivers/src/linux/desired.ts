import {
  formatAddress,
  formatCidr,
  holdsCidr,
  hostBlock,
  otherSide,
  type Address,
  type Cidr,
  type Family,
  type Router,
  type RouterPort,
  type RouterSubnet,
} from '@isthmus/core';
import { filtersOf } from './filters.ts';
import {
  gatewayMac,
  instanceDevice,
  instanceNetns,
  peeringAlias,
  peeringDevice,
  peeringMac,
  peerNextHop,
  portAlias,
  portDevice,
  routerNetns,
  tableNumbers,
  type Installation,
  type Netns,
} from './names.ts';
import {
  defaultMetric,
  tableLocal,
  tableMain,
  worstMetric,
  type DeviceSettings,
  type Link,
  type Neighbour,
  type NetnsObjects,
  type Route,
  type Rule,
} from './objects.ts';
import { routerSettings } from './sysctls.ts';

/** One end of a veth pair and what must be set on it. */
export interface WireEnd {
  readonly netns: Netns;
  readonly link: Link & { readonly mac: string };
  readonly neighbours: readonly Neighbour[];
}

/** A veth pair. Which end comes first is the same whoever looks: the router's for a port, the requester's for a peering. */
export interface Wire {
  readonly ends: readonly [WireEnd, WireEnd];
}

/** A VPC as kernel objects. */
export interface DesiredVpc {
  readonly router: NetnsObjects;
  readonly instances: readonly NetnsObjects[];
  readonly wires: readonly Wire[];
}

/**
 * The order of the tables, chosen for what a packet through a peering asks: there and back it finds its answer in the
 * first table that it is looked up in, and each table or rule more costs every packet.
 * - A subnet's own table first. It holds no answer for what is local (`throw`), so that goes on to `main`, and wins.
 * - `main` has everything local, gateways too; `local`, behind it, is left with the loopback's addresses alone.
 * In IPv6 `local` stays in front: it holds multicast, which a route to everywhere would send to a peer.
 */
const preference = { subnet: 100, main: 32_766, local: { 4: 33_000, 6: 0 } } as const;
const commonRules: readonly Rule[] = ([4, 6] as const).flatMap((family) => [
  { family, pref: preference.main, from: null, table: tableMain },
  { family, pref: preference.local[family], from: null, table: tableLocal },
]);
const loopback: Link = { dev: 'lo', mac: null, alias: null, settings: null };
/** Of every device of a router: the stricter of these and the namespace's own is not always what counts, so both are held. */
const routerDevice: DeviceSettings = { forwarding: 1, acceptRedirects: 0, sendRedirects: 0, rpFilter: 1 };
const anywhere: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };

/** Half of a subnet: its block and gateway of one family. */
interface Half {
  readonly family: Family;
  readonly cidr: Cidr;
  readonly gateway: string;
  readonly subnet: RouterSubnet;
}

function halvesOf(subnet: RouterSubnet): Half[] {
  const v4: Half = { family: 4, cidr: subnet.cidr, gateway: formatAddress(subnet.gateway), subnet };
  const { cidrV6, gatewayV6 } = subnet;
  return cidrV6 === null || gatewayV6 === null ? [v4] : [v4, { family: 6, cidr: cidrV6, gateway: formatAddress(gatewayV6), subnet }];
}

/** A router as kernel objects. Pure; every name and number comes from ids. */
export function desiredOf(installation: Installation, router: Router): DesiredVpc {
  const halves = router.subnets.flatMap(halvesOf);
  const ports = router.ports.map((port) =>
    wiredPort(
      installation,
      router,
      port,
      halves.filter(({ subnet }) => subnet.id === port.subnetId),
    ),
  );
  const peerings = peeringWires(installation, router);
  const netns = routerNetns(installation, router.vpcId);
  const ends = [...ports.map(({ wire }) => wire), ...peerings].map((wire) => wire.ends.find((end) => end.netns === netns)!);
  return {
    router: {
      netns,
      sysctls: routerSettings,
      links: [loopback, ...ends.map(({ link }) => link)],
      addresses: halves.map(({ family, gateway }) => ({ dev: 'lo', family, address: gateway, length: family === 4 ? 32 : 128 })),
      neighbours: ends.flatMap(({ neighbours }) => neighbours),
      routes: [
        ...halves.map(({ cidr }) => noWay('unreachable', cidr, tableMain, defaultMetric[cidr.family])),
        ...halves.filter(({ family }) => family === 4).map(gatewayRoute),
        ...ports.flatMap(({ routes }) => routes),
        ...customRoutes(
          router,
          halves.map(({ cidr }) => cidr),
        ),
      ],
      rules: [...commonRules, ...subnetRules(router, halves)],
      filters: filtersOf(router),
    },
    instances: ports.map(({ instance }) => instance),
    wires: [...ports.map(({ wire }) => wire), ...peerings],
  };
}

const noWay = (type: 'unreachable' | 'throw', cidr: Cidr, table: number, metric: number): Route => ({
  family: cidr.family,
  table,
  destination: formatCidr(cidr),
  metric,
  type,
  via: null,
  dev: null,
  src: null,
});

/** A gateway is the router's own, as the kernel says in `local`, which is asked last. */
const gatewayRoute = ({ family, gateway }: Half): Route => ({
  family,
  table: tableMain,
  destination: `${gateway}/32`,
  metric: defaultMetric[family],
  type: 'local',
  via: null,
  dev: loopback.dev,
  src: null,
});

/**
 * The routes of each table in use, with no answer for what is local, whatever a route says of it; and behind them the
 * VPC's own blocks: unallocated space never leaks into a wider route.
 */
function customRoutes(router: Router, local: readonly Cidr[]): Route[] {
  const numbers = tableNumbers(router.tables.map(({ id }) => id));
  const used = new Set(router.subnets.map(({ tableId }) => tableId));
  return router.tables
    .filter(({ id }) => used.has(id))
    .flatMap(({ id, routes }) => {
      const table = numbers.get(id)!;
      return [
        ...router.blocks.map((block) => noWay('unreachable', block, table, worstMetric)),
        ...local.map((cidr) => noWay('throw', cidr, table, defaultMetric[cidr.family])),
        ...routes
          .filter(({ destination }) => !local.some((cidr) => holdsCidr(cidr, destination)))
          .map(({ destination, peeringId }): Route => ({
            family: destination.family,
            table,
            destination: formatCidr(destination),
            metric: defaultMetric[destination.family],
            type: 'unicast',
            via: peerNextHop[destination.family],
            dev: peeringDevice(peeringId),
            src: null,
          })),
      ];
    });
}

/**
 * By source, and for no device: what arrives over a peering with a source that is not ours matches none and sees
 * local subnets alone; with one that is ours, its way back is local and strict `rp_filter` drops it.
 */
function subnetRules(router: Router, halves: readonly Half[]): Rule[] {
  const numbers = tableNumbers(router.tables.map(({ id }) => id));
  return halves.flatMap(({ family, cidr, subnet }) => {
    const table = numbers.get(subnet.tableId);
    return table === undefined ? [] : [{ family, pref: preference.subnet, from: formatCidr(cidr), table }];
  });
}

function peeringWires(installation: Installation, router: Router): Wire[] {
  return router.peerings.map(({ id, side, peerVpcId }) => {
    const vpcOf = { [side]: router.vpcId, [otherSide(side)]: peerVpcId } as Readonly<Record<typeof side, typeof peerVpcId>>;
    const dev = peeringDevice(id);
    const end = (of: typeof side): WireEnd => ({
      netns: routerNetns(installation, vpcOf[of]),
      link: { dev, mac: peeringMac(id, of), alias: peeringAlias(installation, id, vpcOf[otherSide(of)]), settings: routerDevice },
      neighbours: [peerNextHop[4], peerNextHop[6]].map((address) => ({ dev, address, mac: peeringMac(id, otherSide(of)) })),
    });
    return { ends: [end('requester'), end('accepter')] };
  });
}

interface WiredPort {
  readonly wire: Wire;
  readonly instance: NetnsObjects;
  /** In the router: one host route for each address. */
  readonly routes: readonly Route[];
}

/** A routed port: no bridge. The router has a route for each address, the instance sends everything to its gateway. */
function wiredPort(installation: Installation, router: Router, port: RouterPort, halves: readonly Half[]): WiredPort {
  const held = port.addresses.flatMap((address) => {
    const half = halves.find(({ family }) => family === address.family);
    return half === undefined ? [] : [{ address, text: formatAddress(address), half }];
  });
  const families = halves
    .filter(({ family }) => held.some(({ half }) => half.family === family))
    .map((half) => ({ ...half, src: ownOf(held.filter((one) => one.half.family === half.family)) }));
  const alias = portAlias(installation, port.id, port.instanceId);
  const [near, far] = [portDevice(port.id), instanceDevice];
  const netns = instanceNetns(installation, port.instanceId);
  const gateway: WireEnd = {
    netns: routerNetns(installation, router.vpcId),
    link: { dev: near, mac: gatewayMac(port.id), alias, settings: routerDevice },
    neighbours: held.map(({ text }) => ({ dev: near, address: text, mac: port.mac })),
  };
  const host: WireEnd = {
    netns,
    link: { dev: far, mac: port.mac, alias, settings: null },
    neighbours: families.map((half) => ({ dev: far, address: half.gateway, mac: gatewayMac(port.id) })),
  };
  return {
    wire: { ends: [gateway, host] },
    routes: held.map(({ address, half }) => hostRoute(address, near, half.gateway)),
    instance: {
      netns,
      sysctls: {},
      links: [loopback, host.link],
      addresses: held.map(({ text, half }) => ({ dev: far, family: half.family, address: text, length: half.cidr.length })),
      neighbours: host.neighbours,
      routes: families.flatMap(({ family, gateway: via, src }) => [
        { ...hostRoute({ family, value: 0n }, far, src), destination: `${via}/${family === 4 ? 32 : 128}` },
        { ...hostRoute({ family, value: 0n }, far, src), destination: anywhere[family], via },
      ]),
      rules: [],
      filters: null,
    },
  };
}

/** What an instance with several addresses of a family sends with; with one there is nothing to say. */
const ownOf = (held: readonly { readonly text: string }[]): string | null => (held.length > 1 ? held[0]!.text : null);

const hostRoute = (address: Address, dev: string, src: string | null): Route => ({
  family: address.family,
  table: tableMain,
  destination: formatCidr(hostBlock(address)),
  metric: defaultMetric[address.family],
  type: 'unicast',
  via: null,
  dev,
  src,
});
