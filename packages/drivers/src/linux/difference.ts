import type { DesiredVpc, Wire } from './desired.ts';
import { instanceNetns, instanceOfAlias, isOurDevice, ownerOf, type Netns } from './names.ts';
import { rulesAtBirth, type DeviceSettings, type Link, type NetnsObjects, type Rule } from './objects.ts';
import { filtersHold, type ObservedLink, type ObservedNetns, type Owned } from './observe.ts';
import { sysctlsAtBirth } from './sysctls.ts';
import { planOf, type Leftover, type Plan, type Step, type StepOf } from './plan.ts';

/** What is there now, by namespace; absent where there is no such namespace. */
export type ObservedWorld = ReadonlyMap<Netns, ObservedNetns>;

/**
 * What has to change so that a VPC becomes what is desired. Empty when nothing has to.
 * `existing` says which namespaces of other VPCs are there: a peering whose other router is missing waits for it.
 */
export function differenceOf(desired: DesiredVpc, observed: ObservedWorld, existing: (netns: Netns) => boolean): Plan {
  const waiting = desired.wires.filter(({ ends }) =>
    ends.some(({ netns }) => !observed.has(netns) && !existing(netns) && !isPartOf(desired, netns)),
  );
  const without = new Set(waiting.flatMap(({ ends }) => ends.map(({ link }) => link.dev)));
  const parts = [desired.router, ...desired.instances].map((objects) =>
    withoutDevices(objects, objects === desired.router ? without : new Set()),
  );
  const stale = leftoversOf(desired, observed);
  const halves = halvesOf(desired, observed);
  const world = withoutHalves(observed, halves);
  const steps = [
    ...stale.steps,
    ...halves.flatMap(({ remains }) => remains),
    ...parts.flatMap((objects) => netnsSteps(objects, world.get(objects.netns) ?? null)),
    ...desired.wires.filter((wire) => !waiting.includes(wire)).flatMap((wire) => wireSteps(wire, desired, world)),
  ];
  return planOf(steps, stale.leftovers);
}

/** The peerings that wait for the other router to be made, as text for whoever asked. */
export const waitingFor = (desired: DesiredVpc, existing: (netns: Netns) => boolean): readonly string[] =>
  desired.wires.flatMap(({ ends }) =>
    ends.filter(({ netns }) => !existing(netns)).map(({ netns, link }) => `${link.dev} waits for ${netns}`),
  );

const isPartOf = (desired: DesiredVpc, netns: Netns): boolean =>
  netns === desired.router.netns || desired.instances.some((instance) => instance.netns === netns);

function withoutDevices(objects: NetnsObjects, without: ReadonlySet<string>): NetnsObjects {
  if (without.size === 0) return objects;
  const keep = ({ dev }: { readonly dev: string | null }): boolean => dev === null || !without.has(dev);
  return {
    ...objects,
    links: objects.links.filter(keep),
    neighbours: objects.neighbours.filter(keep),
    routes: objects.routes.filter(keep),
  };
}

/** Of a namespace that is still to be made. Nobody looks at an instance's. */
const rulesBefore = (netns: Netns): readonly Owned<Rule>[] =>
  ownerOf(netns)?.kind === 'vpc' ? rulesAtBirth.map((rule) => ({ ...rule, ours: true })) : [];

function netnsSteps(desired: NetnsObjects, observed: ObservedNetns | null): Step[] {
  const { netns } = desired;
  const settled = Object.entries(desired.sysctls).every(([key, value]) => observed === null || observed.sysctls[key] === value);
  const sysctls = settled ? [] : Object.entries(sysctlsAtBirth(netns));
  const filters =
    observed === null ? desired.filters !== null : observed.nftables !== null && !filtersHold(desired.filters, observed.nftables);
  const addresses = compare(desired.addresses, observed?.addresses ?? [], ({ dev, address, length }) => `${dev} ${address}/${length}`);
  const neighbours = compare(desired.neighbours, observed?.neighbours ?? [], ({ dev, address, mac }) => `${dev} ${address} ${mac}`);
  const rules = compare(
    desired.rules,
    observed?.rules ?? rulesBefore(netns),
    ({ family, pref, from, table }) => `${family} ${pref} ${from} ${table}`,
  );
  return [
    ...(observed === null ? [{ kind: 'make-netns', netns } as const] : []),
    ...sysctls.map(([key, value]): Step => ({ kind: 'set-sysctl', netns, key, value })),
    ...(filters ? [{ kind: 'load-filters', netns, filters: desired.filters, present: observed?.nftables?.families ?? [] } as const] : []),
    ...desired.links
      .filter((link) => !linkHolds(link, observed?.links.get(link.dev)))
      .map((link): Step => ({ kind: 'set-link', netns, link: withoutKnownMac(link, observed?.links.get(link.dev)) })),
    ...addresses.missing.map((address): Step => ({ kind: 'add-address', netns, address })),
    ...addresses.extra.map((address): Step => ({ kind: 'delete-address', netns, address })),
    ...neighbours.missing.map((neighbour): Step => ({ kind: 'set-neighbour', netns, neighbour })),
    ...neighbours.extra
      .filter(({ dev, address }) => !desired.neighbours.some((wanted) => wanted.dev === dev && wanted.address === address))
      .map((neighbour): Step => ({ kind: 'delete-neighbour', netns, neighbour })),
    ...routeSteps(desired, observed),
    ...rules.missing.map((rule): Step => ({ kind: 'add-rule', netns, rule })),
    ...rules.extra.map((rule): Step => ({ kind: 'delete-rule', netns, rule })),
  ];
}

/** A device is born with its address, and to be given it again would cost it its neighbours. */
const withoutKnownMac = (wanted: Link, found: ObservedLink | undefined): Link =>
  found === undefined || found.mac === wanted.mac ? { ...wanted, mac: null } : wanted;

const linkHolds = (wanted: Link, found: ObservedLink | undefined): boolean =>
  found !== undefined &&
  found.up &&
  (wanted.mac === null || (wanted.mac === found.mac && wanted.alias === found.alias)) &&
  (wanted.settings === null || settingNames.every((name) => wanted.settings?.[name] === found.settings?.[name]));
const settingNames = ['forwarding', 'acceptRedirects', 'sendRedirects', 'rpFilter'] as const satisfies (keyof DeviceSettings)[];

/** What is wanted and not there, and what is there, ours, and not wanted. What is another's is only counted as there. */
function compare<T>(desired: readonly T[], observed: readonly Owned<T>[], key: (value: T) => string): { missing: T[]; extra: T[] } {
  const wanted = new Set(desired.map(key));
  const found = new Set(observed.map(key));
  return {
    missing: desired.filter((value) => !found.has(key(value))),
    extra: observed.filter((value) => value.ours && !wanted.has(key(value))),
  };
}

/** A route is the same route while family, table, destination and metric are; the rest of it is replaced in place. */
function routeSteps({ netns, routes }: NetnsObjects, observed: ObservedNetns | null): Step[] {
  const place = ({ table, destination, metric }: NetnsObjects['routes'][number]): string => `${table} ${destination} ${metric}`;
  const whole = (route: NetnsObjects['routes'][number]): string => `${place(route)} ${route.type} ${route.via} ${route.dev} ${route.src}`;
  const found = new Set(observed?.routes.map(whole));
  const places = new Set(routes.map(place));
  return [
    ...routes.filter((route) => !found.has(whole(route))).map((route): Step => ({ kind: 'set-route', netns, route })),
    ...(observed?.routes ?? []).filter((route) => !places.has(place(route))).map((route): Step => ({ kind: 'delete-route', netns, route })),
  ];
}

/** A pair of which one end is missing, renamed or moved; `remains` removes the other, and with it the pair. */
interface Half {
  readonly wire: Wire;
  readonly remains: readonly StepOf<'delete-link'>[];
}

function halvesOf(desired: DesiredVpc, observed: ObservedWorld): Half[] {
  return desired.wires.flatMap((wire) => {
    const looked = wire.ends.filter(({ netns }) => isPartOf(desired, netns));
    if (looked.every(({ netns, link }) => observed.get(netns)?.links.has(link.dev))) return [];
    const remains = wire.ends.flatMap(({ netns, link }): StepOf<'delete-link'>[] => {
      const links = observed.get(netns)?.links;
      const rest = links?.get(link.dev) ?? links?.values().find(({ alias }) => alias === link.alias);
      return rest === undefined ? [] : [{ kind: 'delete-link', netns, dev: rest.dev }];
    });
    return remains.length === 0 ? [] : [{ wire, remains }];
  });
}

/** What will be there once the halves are gone: addresses, neighbours and routes go with their device. */
function withoutHalves(observed: ObservedWorld, halves: readonly Half[]): ObservedWorld {
  const world = new Map(observed);
  for (const { netns, dev } of halves.flatMap(({ remains }) => remains)) {
    const before = world.get(netns)!;
    const keep = (thing: { readonly dev: string | null }): boolean => thing.dev !== dev;
    world.set(netns, {
      ...before,
      links: new Map(before.links.entries().filter(([name]) => name !== dev)),
      addresses: before.addresses.filter(keep),
      neighbours: before.neighbours.filter(keep),
      routes: before.routes.filter(keep),
    });
  }
  return world;
}

/** A missing pair is made, and its end in a VPC that was not looked at is set up too. */
function wireSteps(wire: Wire, desired: DesiredVpc, observed: ObservedWorld): Step[] {
  const looked = wire.ends.filter(({ netns }) => isPartOf(desired, netns));
  if (looked.every(({ netns, link }) => observed.get(netns)?.links.has(link.dev))) return [];
  return [
    { kind: 'add-veth', netns: wire.ends[0].netns, wire },
    ...wire.ends
      .filter((end) => !looked.includes(end))
      .flatMap(({ netns, link, neighbours }): Step[] => [
        { kind: 'set-link', netns, link: withoutKnownMac(link, undefined) },
        ...neighbours.map((neighbour): Step => ({ kind: 'set-neighbour', netns, neighbour })),
      ]),
  ];
}

/**
 * Devices of ours that nothing wants any more: set down at once, deleted behind everything else. A port's goes with
 * the namespace of its instance.
 */
function leftoversOf(desired: DesiredVpc, observed: ObservedWorld): { readonly steps: Step[]; readonly leftovers: Leftover[] } {
  const { netns, links } = desired.router;
  const devices = new Set(links.map(({ dev }) => dev));
  const aliases = new Set(links.map(({ alias }) => alias));
  const stale = [...(observed.get(netns)?.links.values() ?? [])].filter(
    ({ dev, alias }) => !devices.has(dev) && (alias?.startsWith('isthmus ') ? !aliases.has(alias) : alias === null && isOurDevice(dev)),
  );
  return {
    steps: stale.filter(({ up }) => up).map(({ dev }): Step => ({ kind: 'down-link', netns, dev })),
    leftovers: stale.map(({ dev, alias }) => {
      const instance = instanceBehind(netns, alias);
      return instance === null || isPartOf(desired, instance) ? { netns, dev } : { netns: instance, dev: null };
    }),
  };
}

/** The namespace of the instance that a port of this router leads to. */
export function instanceBehind(router: Netns, alias: string | null): Netns | null {
  const [owner, instance] = [ownerOf(router), instanceOfAlias(alias ?? '')];
  return owner === null || instance === null ? null : instanceNetns(owner.installation, instance);
}
