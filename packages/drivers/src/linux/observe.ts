import type { Family } from '@isthmus/core';
import type { Connection } from './connection.ts';
import { markOf } from './filters.ts';
import { protocol } from './names.ts';
import { attributesOf, textOf } from './netlink.ts';
import { readNftables, type Nftables } from './nfnetlink.ts';
import { socketFamily } from './kernel.ts';
import type { DeviceAddress, DeviceSettings, Filters, Neighbour, Route, RouteType, Rule, Sysctls } from './objects.ts';
import {
  addressText,
  familyNumber,
  fra,
  ifa,
  ifla,
  inetConf,
  deviceSetting,
  linkUp,
  macText,
  nda,
  netconf,
  netconfAll,
  kernelProtocol,
  permanent,
  routeType,
  rta,
  rtm,
} from './rtnetlink.ts';

export interface ObservedLink {
  readonly index: number;
  readonly dev: string;
  readonly mac: string;
  readonly alias: string | null;
  readonly up: boolean;
  readonly settings: DeviceSettings | null;
}
/** `ours` where it carries our protocol number; what does not is another's and stays. */
export type Owned<T> = T & { readonly ours: boolean };

/** What is in one namespace now. Routes are ours alone; all else is everything. */
export interface ObservedNetns {
  readonly sysctls: Sysctls;
  readonly links: ReadonlyMap<string, ObservedLink>;
  readonly addresses: readonly Owned<DeviceAddress>[];
  readonly neighbours: readonly Owned<Neighbour>[];
  readonly routes: readonly Route[];
  readonly rules: readonly Owned<Rule>[];
  /** Null where nobody looked: an instance has no filters. */
  readonly nftables: Nftables | null;
}

const skipStatistics = 8;

/** Reads one namespace back through its own sockets: about 0.2 ms. */
export function observeNetns(route: Connection, netfilter: Connection | null): ObservedNetns {
  const links = observeLinks(route);
  const names = new Map([...links.values()].map(({ index, dev }) => [index, dev]));
  return {
    sysctls: netfilter === null ? {} : observeSysctls(route),
    links,
    addresses: observeAddresses(route, names),
    neighbours: observeNeighbours(route, names),
    routes: [...observeRoutes(route, 4, names), ...observeRoutes(route, 6, names)],
    rules: netfilter === null ? [] : observeRules(route),
    nftables: netfilter === null ? null : readNftables(netfilter),
  };
}

type Names = ReadonlyMap<number, string>;

export function observeLinks(route: Connection): Map<string, ObservedLink> {
  const links = new Map<string, ObservedLink>();
  for (const { body } of route.dump(rtm.getLink, Buffer.alloc(16), (writer) => writer.u32(ifla.extMask, skipStatistics))) {
    const attributes = attributesOf(body, 16);
    const dev = textOf(attributes.get(ifla.name)!);
    const alias = attributes.get(ifla.alias);
    links.set(dev, {
      index: body.readInt32LE(4),
      dev,
      mac: macText(attributes.get(ifla.address) ?? Buffer.alloc(0)),
      alias: alias === undefined ? null : textOf(alias),
      up: (body.readUInt32LE(8) & linkUp) !== 0,
      settings: deviceSettings(attributes.get(ifla.afSpec)),
    });
  }
  return links;
}

function deviceSettings(afSpec: Buffer | undefined): DeviceSettings | null {
  const inet = afSpec === undefined ? undefined : attributesOf(afSpec, 0).get(socketFamily.inet);
  const values = inet === undefined ? undefined : attributesOf(inet, 0).get(inetConf);
  if (values === undefined) return null;
  const value = (name: keyof DeviceSettings): number => values.readUInt32LE(4 * (deviceSetting[name] - 1));
  return {
    forwarding: value('forwarding'),
    acceptRedirects: value('acceptRedirects'),
    sendRedirects: value('sendRedirects'),
    rpFilter: value('rpFilter'),
  };
}

/** Those of a router that are held, without a path below /proc: 20 us, where each path took 0.3 ms with 1,000 VPCs. */
function observeSysctls(route: Connection): Sysctls {
  const all = (family: Family): Map<number, Buffer> => {
    const answer = route.get(rtm.getNetconf, Buffer.from([familyNumber[family], 0, 0, 0]), (writer) =>
      writer.u32(netconf.device, netconfAll),
    );
    return answer === null ? new Map<number, Buffer>() : attributesOf(answer.body, 4);
  };
  const [v4, v6] = [all(4), all(6)];
  const text = (value: Buffer | undefined): string => (value === undefined ? '' : String(value.readUInt32LE()));
  return {
    'net/ipv4/ip_forward': text(v4.get(netconf.forwarding)),
    'net/ipv4/conf/all/rp_filter': text(v4.get(netconf.rpFilter)),
    'net/ipv6/conf/all/forwarding': text(v6.get(netconf.forwarding)),
  };
}

function observeAddresses(route: Connection, names: Names): Owned<DeviceAddress>[] {
  return route.dump(rtm.getAddress, Buffer.alloc(8)).flatMap(({ body }) => {
    const attributes = attributesOf(body, 8);
    const bytes = attributes.get(ifa.local) ?? attributes.get(ifa.address);
    const dev = names.get(body.readUInt32LE(4));
    if (bytes === undefined || dev === undefined) return [];
    const ours = attributes.get(ifa.protocol)?.[0] === protocol;
    return [{ dev, family: bytes.length === 4 ? 4 : 6, address: addressText(bytes), length: body[1]!, ours }];
  });
}

function observeNeighbours(route: Connection, names: Names): Owned<Neighbour>[] {
  return route.dump(rtm.getNeighbour, Buffer.alloc(12)).flatMap(({ body }) => {
    const attributes = attributesOf(body, 12);
    const [address, mac, dev] = [attributes.get(nda.destination), attributes.get(nda.lladdr), names.get(body.readInt32LE(4))];
    if ((body.readUInt16LE(8) & permanent) === 0 || address === undefined || mac === undefined || dev === undefined) return [];
    return [{ dev, address: addressText(address), mac: macText(mac), ours: attributes.get(nda.protocol)?.[0] === protocol }];
  });
}

const routeTypes = new Map(Object.entries(routeType).map(([type, number]) => [number, type as RouteType]));

/** The kernel sends back our protocol's routes alone. */
function observeRoutes(route: Connection, family: 4 | 6, names: Names): Route[] {
  const filter = Buffer.alloc(12);
  filter[0] = familyNumber[family];
  filter[5] = protocol;
  return route.dump(rtm.getRoute, filter).flatMap(({ body }): Route[] => {
    const type = routeTypes.get(body[7]!);
    if (type === undefined || body[5] !== protocol) return [];
    const attributes = attributesOf(body, 12);
    const destination = attributes.get(rta.destination) ?? Buffer.alloc(family === 4 ? 4 : 16);
    const optional = (number: number): string | null => {
      const bytes = attributes.get(number);
      return bytes === undefined ? null : addressText(bytes);
    };
    return [
      {
        family,
        table: attributes.get(rta.table)?.readUInt32LE() ?? body[4]!,
        destination: `${addressText(destination)}/${body[1]!}`,
        metric: attributes.get(rta.priority)?.readUInt32LE() ?? 0,
        type,
        via: optional(rta.gateway),
        dev: type === 'unreachable' || type === 'throw' ? null : (names.get(attributes.get(rta.device)?.readUInt32LE() ?? 0) ?? null),
        src: optional(rta.preferredSource),
      },
    ];
  });
}

/** The kernel's own rules count as ours: each namespace is born with them, and a router with other ones. */
function observeRules(route: Connection): Owned<Rule>[] {
  return route.dump(rtm.getRule, Buffer.alloc(12)).flatMap(({ body }) => {
    const attributes = attributesOf(body, 12);
    const family = body[0] === familyNumber[4] ? 4 : body[0] === familyNumber[6] ? 6 : null;
    if (family === null) return [];
    const source = attributes.get(fra.source);
    const by = attributes.get(fra.protocol)?.[0];
    return [
      {
        family,
        pref: attributes.get(fra.priority)?.readUInt32LE() ?? 0,
        from: source === undefined ? null : `${addressText(source)}/${body[2]!}`,
        table: attributes.get(fra.table)?.readUInt32LE() ?? body[4]!,
        ours: by === protocol || by === kernelProtocol,
      },
    ];
  });
}

/** Whether exactly these filters are loaded: ours were, and nothing has been changed in this namespace since. */
export const filtersHold = (filters: Filters | null, { generation, mark, families }: Nftables): boolean =>
  filters === null ? families.length === 0 : mark === markOf(filters, generation);
