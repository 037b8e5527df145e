import {
  admissionsOf,
  type Cidr,
  type InstanceId,
  type PeeringId,
  type RouterAcl,
  type RouterGroup,
  type RouterPort,
  type RouteTableId,
  type SecurityGroupId,
  type SubnetId,
  type VpcId,
} from '@isthmus/core';
import type { Entry, EntryOf, Row } from './entry.ts';

export type Command = { readonly op: 'set' | 'unset'; readonly vpcId: VpcId; readonly row: Row };

/** A router as its packets meet it. */
export interface RouterView {
  readonly vpcId: VpcId;
  readonly blocks: readonly Cidr[];
  readonly locals: readonly EntryOf<'local'>[];
  readonly tableOf: ReadonlyMap<SubnetId, RouteTableId>;
  readonly routes: ReadonlyMap<RouteTableId, readonly EntryOf<'route'>[]>;
  readonly halves: ReadonlyMap<PeeringId, EntryOf<'half'>>;
  readonly ports: readonly RouterPort[];
  readonly groups: ReadonlyMap<SecurityGroupId, RouterGroup>;
  readonly acls: ReadonlyMap<SubnetId, RouterAcl>;
  /** What decides who may come in at a port of these groups, as text. */
  readonly admissionOf: (groupIds: readonly SecurityGroupId[]) => string;
}

/**
 * What stands in for the kernel: routers with what was programmed into them, and nothing of what was meant. Like a
 * kernel it refuses what makes no sense, takes the routes over a device away with the device, and outlives its driver.
 */
export class SimKernel {
  readonly #routers = new Map<VpcId, Map<string, Row>>();
  readonly #views = new Map<VpcId, RouterView>();
  readonly #homes = new Map<InstanceId, VpcId>();

  routers(): readonly VpcId[] {
    return [...this.#routers.keys()];
  }

  /** What is programmed into a router, by key; undefined where there is no such router. */
  rows(vpcId: VpcId): ReadonlyMap<string, Row> | undefined {
    return this.#routers.get(vpcId);
  }

  /** Where an instance's port is. */
  homeOf(instanceId: InstanceId): { readonly router: RouterView; readonly port: RouterPort } | null {
    const vpcId = this.#homes.get(instanceId);
    const router = vpcId === undefined ? undefined : this.view(vpcId);
    const port = router?.ports.find((candidate) => candidate.instanceId === instanceId);
    return router === undefined || port === undefined ? null : { router, port };
  }

  /** Why a command is refused, or null once it is done. */
  run({ op, vpcId, row }: Command): string | null {
    this.#views.delete(vpcId);
    return op === 'set' ? this.#set(vpcId, row) : this.#unset(vpcId, row);
  }

  #set(vpcId: VpcId, row: Row): string | null {
    const { entry } = row;
    if (entry.kind === 'router') {
      this.#routers.set(vpcId, new Map([[row.key, row]]));
      return null;
    }
    const rows = this.#routers.get(vpcId);
    if (rows === undefined) return 'there is no such router';
    const needed = needs(entry);
    if (needed !== null && !rows.has(needed)) return `${row.key}: there is no ${needed}`;
    this.#unseat(vpcId, rows.get(row.key));
    rows.set(row.key, row);
    if (entry.kind === 'port') this.#homes.set(entry.port.instanceId, vpcId);
    return null;
  }

  #unset(vpcId: VpcId, { key, entry }: Row): string | null {
    const rows = this.#routers.get(vpcId);
    if (rows === undefined) return null;
    const going = entry.kind === 'router' ? [...rows.values()] : [rows.get(key)].filter((row) => row !== undefined);
    for (const row of going) {
      this.#unseat(vpcId, row);
      rows.delete(row.key);
    }
    if (entry.kind === 'router') this.#routers.delete(vpcId);
    if (entry.kind === 'half')
      for (const row of rows.values()) if (row.entry.kind === 'route' && row.entry.peeringId === entry.peeringId) rows.delete(row.key);
    return null;
  }

  #unseat(vpcId: VpcId, row: Row | undefined): void {
    if (row?.entry.kind === 'port' && this.#homes.get(row.entry.port.instanceId) === vpcId) this.#homes.delete(row.entry.port.instanceId);
  }

  view(vpcId: VpcId): RouterView | undefined {
    const rows = this.#routers.get(vpcId);
    if (rows === undefined) return undefined;
    const known =
      this.#views.get(vpcId) ??
      viewOf(
        vpcId,
        [...rows.values()].map((row) => row.entry),
      );
    this.#views.set(vpcId, known);
    return known;
  }
}

/** The key of the entry that this one stands on. */
function needs(entry: Entry): string | null {
  switch (entry.kind) {
    case 'local':
    case 'acl':
      return `segment ${entry.subnetId}`;
    case 'port':
      return `segment ${entry.port.subnetId}`;
    case 'route':
      return `half ${entry.peeringId}`;
    default:
      return null;
  }
}

function viewOf(vpcId: VpcId, entries: readonly Entry[]): RouterView {
  const all = <Kind extends Entry['kind']>(kind: Kind): EntryOf<Kind>[] =>
    entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
  const ports = all('port').map(({ port }) => port);
  const groups = all('group').map(({ group }) => group);
  return {
    vpcId,
    blocks: all('block').map(({ cidr }) => cidr),
    locals: all('local'),
    tableOf: new Map(all('segment').map(({ subnetId, tableId }) => [subnetId, tableId])),
    routes: Map.groupBy(all('route'), ({ tableId }) => tableId),
    halves: new Map(all('half').map((half) => [half.peeringId, half])),
    ports,
    groups: new Map(groups.map((group) => [group.id, group])),
    acls: new Map(all('acl').map(({ subnetId, acl }) => [subnetId, acl])),
    admissionOf: admissionsOf({ groups, ports }),
  };
}
