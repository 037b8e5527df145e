import { formatAddress, must, parseAddress, type Family } from '@isthmus/core';
import { socketFamily } from './kernel.ts';
import type { Request } from './connection.ts';
import { flag } from './netlink.ts';
import { protocol } from './names.ts';
import type { DeviceAddress, DeviceSettings, Link, Neighbour, Route, RouteType, Rule } from './objects.ts';

/** Objects of ours to rtnetlink requests. Numbers as in linux/rtnetlink.h, if_link.h, if_addr.h, neighbour.h, fib_rules.h. */
export const rtm = {
  newLink: 16,
  deleteLink: 17,
  getLink: 18,
  setLink: 19,
  newAddress: 20,
  deleteAddress: 21,
  getAddress: 22,
  newRoute: 24,
  deleteRoute: 25,
  getRoute: 26,
  newNeighbour: 28,
  deleteNeighbour: 29,
  getNeighbour: 30,
  newRule: 32,
  deleteRule: 33,
  getRule: 34,
  getNetconf: 82,
} as const;
export const ifla = { address: 1, name: 3, linkInfo: 18, alias: 20, afSpec: 26, netnsFd: 28, extMask: 29 } as const;
export const ifa = { address: 1, local: 2, flags: 8, protocol: 11 } as const;
export const rta = { destination: 1, device: 4, gateway: 5, priority: 6, preferredSource: 7, table: 15 } as const;
export const nda = { destination: 1, lladdr: 2, protocol: 12 } as const;
export const fra = { source: 2, priority: 6, table: 15, protocol: 21 } as const;
export const netconf = { device: 1, forwarding: 2, rpFilter: 3 } as const;
export const netconfAll = 0xffff_ffff;
/** Where the kernel keeps a device's settings: IFLA_AF_SPEC, of IPv4, a list by these numbers (linux/ip.h) from 1. */
export const inetConf = 1;
export const deviceSetting: Readonly<Record<keyof DeviceSettings, number>> = {
  forwarding: 1,
  acceptRedirects: 4,
  sendRedirects: 6,
  rpFilter: 8,
};
const info = { kind: 1, data: 2 } as const;
const vethPeer = 1;
export const linkUp = 1;
export const permanent = 0x80;
/** Who made a rule: the kernel, with the namespace. */
export const kernelProtocol = 2;
const addressFlag = { noDad: 0x02, permanent: 0x80, noPrefixRoute: 0x200 } as const;
export const routeType: Readonly<Record<RouteType, number>> = { unicast: 1, local: 2, unreachable: 7, throw: 9 };
const scope = { universe: 0, link: 253, host: 254, nowhere: 255 } as const;
const onLink = 4;
const toTable = 1;

export const familyNumber: Readonly<Record<Family, number>> = { 4: socketFamily.inet, 6: socketFamily.inet6 };
/** The kernel's number of a device, by its name. */
export type IndexOf = (dev: string) => number;

export function addressBytes(text: string): Buffer {
  const { family, value } = must(parseAddress(text));
  return Buffer.from(value.toString(16).padStart(family === 4 ? 8 : 32, '0'), 'hex');
}

export const addressText = (bytes: Buffer): string =>
  bytes.length === 4 ? bytes.join('.') : formatAddress({ family: 6, value: BigInt(`0x${bytes.toString('hex')}`) });

export const macBytes = (mac: string): Buffer => Buffer.from(mac.replaceAll(':', ''), 'hex');
export const macText = (bytes: Buffer): string => bytes.toString('hex').replace(/..(?=.)/g, '$&:');

const familyOf = (text: string): Family => (text.includes(':') ? 6 : 4);

export function linkHeader(index: number, flags = 0, change = 0): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(index, 4);
  header.writeUInt32LE(flags, 8);
  header.writeUInt32LE(change, 12);
  return header;
}

/** A pair of devices: the first where the request is made, the second in the namespace behind the descriptor. */
export const addVeth = (
  near: { readonly dev: string; readonly mac: string },
  far: { readonly dev: string; readonly mac: string },
  farNetns: number,
): Request => ({
  type: rtm.newLink,
  flags: flag.create | flag.exclusive,
  body: linkHeader(0),
  attributes: (writer) =>
    writer
      .text(ifla.name, near.dev)
      .attribute(ifla.address, macBytes(near.mac))
      .nest(ifla.linkInfo, (link) =>
        link
          .text(info.kind, 'veth')
          .nest(info.data, (data) =>
            data.nest(
              vethPeer,
              (peer) => peer.text(ifla.name, far.dev).attribute(ifla.address, macBytes(far.mac)).u32(ifla.netnsFd, farNetns),
              linkHeader(0),
            ),
          ),
      ),
});

/** Address, alias and up, of a device that is there. */
export const setLink = (link: Link, indexOf: IndexOf): Request => ({
  type: rtm.setLink,
  flags: 0,
  body: linkHeader(indexOf(link.dev), linkUp, linkUp),
  attributes: (writer) => {
    if (link.mac !== null) writer.attribute(ifla.address, macBytes(link.mac));
    if (link.alias !== null) writer.attribute(ifla.alias, Buffer.from(link.alias));
    const { settings } = link;
    if (settings === null) return;
    writer.nest(ifla.afSpec, (spec) =>
      spec.nest(socketFamily.inet, (inet) =>
        inet.nest(inetConf, (conf) => {
          for (const [name, number] of Object.entries(deviceSetting)) conf.u32(number, settings[name as keyof DeviceSettings]);
        }),
      ),
    );
  },
});

export const downLink = (dev: string, indexOf: IndexOf): Request => ({
  type: rtm.setLink,
  flags: 0,
  body: linkHeader(indexOf(dev), 0, linkUp),
});
export const deleteLink = (dev: string, indexOf: IndexOf): Request => ({ type: rtm.deleteLink, flags: 0, body: linkHeader(indexOf(dev)) });

function address(type: number, flags: number, { dev, family, address: text, length }: DeviceAddress, indexOf: IndexOf): Request {
  const body = Buffer.alloc(8);
  body.set([familyNumber[family], length]);
  body.writeUInt32LE(indexOf(dev), 4);
  const bytes = addressBytes(text);
  return {
    type,
    flags,
    body,
    attributes: (writer) =>
      writer
        .attribute(ifa.local, bytes)
        .attribute(ifa.address, bytes)
        .u32(ifa.flags, addressFlag.permanent | addressFlag.noPrefixRoute | (family === 6 ? addressFlag.noDad : 0))
        .u8(ifa.protocol, protocol),
  };
}

export const addAddress = (value: DeviceAddress, indexOf: IndexOf): Request =>
  address(rtm.newAddress, flag.create | flag.replace, value, indexOf);
export const deleteAddress = (value: DeviceAddress, indexOf: IndexOf): Request => address(rtm.deleteAddress, 0, value, indexOf);

function reachOf({ family, type, dev, via }: Route): number {
  if (family === 6 || dev === null || via !== null) return scope.universe;
  return type === 'local' ? scope.host : scope.link;
}

function route(type: number, flags: number, value: Route, indexOf: IndexOf): Request {
  const { family, table, destination, metric, via, dev, src } = value;
  const [first, length] = destination.split('/') as [string, string];
  const body = Buffer.alloc(12);
  const reach = type === rtm.deleteRoute ? scope.nowhere : reachOf(value);
  body.set([familyNumber[family], Number(length), 0, 0, table < 256 ? table : 0, protocol, reach, routeType[value.type]]);
  body.writeUInt32LE(family === 4 && via !== null && type === rtm.newRoute && value.table !== 254 ? onLink : 0, 8);
  return {
    type,
    flags,
    body,
    attributes: (writer) => {
      writer.attribute(rta.destination, addressBytes(first)).u32(rta.table, table).u32(rta.priority, metric);
      if (type === rtm.deleteRoute) return;
      if (via !== null) writer.attribute(rta.gateway, addressBytes(via));
      if (dev !== null) writer.u32(rta.device, indexOf(dev));
      if (src !== null) writer.attribute(rta.preferredSource, addressBytes(src));
    },
  };
}

export const setRoute = (value: Route, indexOf: IndexOf): Request => route(rtm.newRoute, flag.create | flag.replace, value, indexOf);
export const deleteRoute = (value: Route, indexOf: IndexOf): Request => route(rtm.deleteRoute, 0, value, indexOf);

function rule(type: number, flags: number, { family, pref, from, table }: Rule): Request {
  const [first, length] = from?.split('/') ?? [];
  const body = Buffer.alloc(12);
  body.set([familyNumber[family], 0, Number(length ?? 0), 0, 0, 0, 0, toTable]);
  return {
    type,
    flags,
    body,
    attributes: (writer) => {
      if (first !== undefined) writer.attribute(fra.source, addressBytes(first));
      writer.u32(fra.priority, pref).u32(fra.table, table);
      // With one named, the kernel's own rules would not be found.
      if (type === rtm.newRule) writer.u8(fra.protocol, protocol);
    },
  };
}

export const addRule = (value: Rule): Request => rule(rtm.newRule, flag.create | flag.exclusive, value);
export const deleteRule = (value: Rule): Request => rule(rtm.deleteRule, 0, value);

function neighbour(type: number, flags: number, { dev, address: text, mac }: Neighbour, indexOf: IndexOf): Request {
  const body = Buffer.alloc(12);
  body.set([familyNumber[familyOf(text)]]);
  body.writeInt32LE(indexOf(dev), 4);
  body.writeUInt16LE(permanent, 8);
  return {
    type,
    flags,
    body,
    attributes: (writer) =>
      writer.attribute(nda.destination, addressBytes(text)).attribute(nda.lladdr, macBytes(mac)).u8(nda.protocol, protocol),
  };
}

export const setNeighbour = (value: Neighbour, indexOf: IndexOf): Request =>
  neighbour(rtm.newNeighbour, flag.create | flag.replace, value, indexOf);
export const deleteNeighbour = (value: Neighbour, indexOf: IndexOf): Request => neighbour(rtm.deleteNeighbour, 0, value, indexOf);
