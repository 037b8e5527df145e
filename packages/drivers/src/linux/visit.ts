import { closeSync } from 'node:fs';
import { Connection, netlinkFamily, type Request } from './connection.ts';
import { errno, socketFamily, SystemError } from './kernel.ts';
import { insideOf, openNetns, writeSysctls } from './namespaces.ts';
import { ownerOf, type Netns } from './names.ts';
import { attributesOf } from './netlink.ts';
import { readNftables, subsystem, type Nftables } from './nfnetlink.ts';
import type { Filters, Sysctls } from './objects.ts';
import { observeLinks, observeNetns, type ObservedNetns } from './observe.ts';
import { addressBytes, ifla, linkHeader, routeType, rta, rtm } from './rtnetlink.ts';
import { silenceRequests } from './silence.ts';

/**
 * A namespace while it is being looked at or changed: its descriptor and sockets. Opening all of it takes 10 us, so
 * nothing is held between visits, whatever the number of VPCs.
 */
export class Visit {
  readonly netns: Netns;
  readonly fd: number;
  readonly #route: Connection;
  readonly #netfilter: Connection | null;
  readonly #indexes = new Map<string, number>();

  private constructor(netns: Netns, fd: number, route: Connection, netfilter: Connection | null) {
    this.netns = netns;
    this.fd = fd;
    this.#route = route;
    this.#netfilter = netfilter;
  }

  /** Null where there is no such namespace. */
  static open(netns: Netns): Visit | null {
    const fd = openNetns(netns);
    if (fd === null) return null;
    const filtered = ownerOf(netns)?.kind === 'vpc';
    const visit = insideOf(fd, () => {
      const route = new Connection(netlinkFamily.route);
      return new Visit(netns, fd, route, filtered ? new Connection(netlinkFamily.netfilter) : null);
    });
    if (visit === null) closeSync(fd);
    return visit;
  }

  close(): void {
    this.#route.close();
    this.#netfilter?.close();
    closeSync(this.fd);
  }

  /** Its devices alone. */
  observeDevices(): ObservedNetns {
    const links = observeLinks(this.#route);
    this.#know(links);
    return { sysctls: {}, links, addresses: [], neighbours: [], routes: [], rules: [], nftables: null };
  }

  observe(): ObservedNetns {
    const observed = observeNetns(this.#route, this.#netfilter);
    this.#know(observed.links);
    return observed;
  }

  /** One that goes before a request names it is then refused by the kernel, with an error number. */
  #know(links: ObservedNetns['links']): void {
    for (const { dev, index } of links.values()) this.#indexes.set(dev, index);
  }

  /** Null in an instance, which has no filters. */
  nftables(): Nftables | null {
    return this.#netfilter === null ? null : readNftables(this.#netfilter);
  }

  /** Loads a router's filters where they are those that every router has; false where the ruleset changed meanwhile. */
  silence(filters: Filters, present: Nftables): boolean {
    const [refused] = this.#netfilter!.transact(subsystem >> 8, present.generation, silenceRequests(filters, present));
    if (refused === undefined) return true;
    if (refused === errno.ERESTART) return false;
    throw new SystemError(`filters in ${this.netns}`, refused);
  }

  writeSysctls(sysctls: Sysctls): void {
    insideOf(this.fd, () => writeSysctls(sysctls));
  }

  /** The kernel's number of a device; a new one is asked for by name. */
  readonly indexOf = (dev: string): number => {
    const known = this.#indexes.get(dev);
    if (known !== undefined) return known;
    const found = this.#route.get(rtm.getLink, Buffer.alloc(16), (writer) => writer.text(ifla.name, dev));
    if (found === null || !attributesOf(found.body, 16).has(ifla.name)) throw new Error(`${this.netns} has no device ${dev}`);
    const index = found.body.readInt32LE(4);
    this.#indexes.set(dev, index);
    return index;
  };

  /**
   * Waits until the device can send. A link that comes up drops what it is given until the kernel's link watcher has
   * run, which may be long under load; asking for one device (not a dump) makes it run at once.
   */
  settle(dev: string): void {
    this.#route.get(rtm.getLink, linkHeader(this.indexOf(dev)));
  }

  /** Whether packets to an IPv6 address are taken in here. */
  isLocal(address: string): boolean {
    const body = Buffer.alloc(12);
    body.set([socketFamily.inet6, 128]);
    const found = this.#route.get(rtm.getRoute, body, (writer) => writer.attribute(rta.destination, addressBytes(address)));
    return found?.body[7] === routeType.local;
  }

  forget(dev: string): void {
    this.#indexes.delete(dev);
  }

  /** Makes them all in order; `tolerated` are error numbers that mean it was so already. */
  run(requests: readonly (Request & { readonly name: string; readonly tolerated: readonly number[] })[]): void {
    const refused = this.#route.run(requests).find((refusal) => !requests[refusal.index]!.tolerated.includes(refusal.errno));
    if (refused !== undefined) throw new SystemError(`${requests[refused.index]!.name} in ${this.netns}`, refused.errno, refused.detail);
  }
}
