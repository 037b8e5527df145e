import { isUuid } from '@isthmus/core';
import { connect, type Client } from './client.ts';
import { loginOf } from './clouds.ts';
import type { Call, Shown } from './command.ts';
import { Failure, refused, usage } from './failure.ts';
import { fieldsOf, tableOf, type Column } from './table.ts';

/** A thing as the wire shows it. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string; readonly name?: string };

/** Where the things of a noun are, on the published wire or our own. */
export interface Collection {
  readonly noun: string;
  /** Key of the array in a list. */
  readonly plural: string;
  /** Key around one thing; null where it stands bare. */
  readonly singular: string | null;
  path(client: Client): string;
  /** Where one thing is changed and deleted; by default below `path`. */
  itemPath?(client: Client, item: Item): string;
  readonly columns: readonly Column<Item>[];
}

export const collections = {
  vpc: {
    noun: 'VPC',
    plural: 'vpcs',
    singular: 'vpc',
    path: (client) => `/v1/${client.projectId}/vpcs`,
    columns: columnsOf(['id', 'name', 'cidr', 'status']),
  },
  subnet: {
    noun: 'subnet',
    plural: 'subnets',
    singular: 'subnet',
    path: (client) => `/v1/${client.projectId}/subnets`,
    itemPath: (client, item) => `/v1/${client.projectId}/vpcs/${item['vpc_id']}/subnets/${item.id}`,
    columns: columnsOf(['id', 'name', 'cidr', 'gateway_ip', 'vpc_id', 'status']),
  },
  instance: {
    noun: 'instance',
    plural: 'instances',
    singular: null,
    path: (client) => `/isthmus/v1/projects/${client.projectId}/instances`,
    columns: columnsOf(['id', 'name', 'ip_address', 'status', 'vpc_id', 'subnet_id']),
  },
  peering: {
    noun: 'peering',
    plural: 'peerings',
    singular: 'peering',
    path: () => '/v2.0/vpc/peerings',
    columns: [
      ...columnsOf(['id', 'name', 'status']),
      { heading: 'REQUESTER VPC', of: (row) => endOf(row, 'request_vpc_info') },
      { heading: 'ACCEPTER VPC', of: (row) => endOf(row, 'accept_vpc_info') },
    ],
  },
  route: {
    noun: 'route',
    plural: 'routes',
    singular: 'route',
    path: () => '/v2.0/vpc/routes',
    columns: columnsOf(['id', 'destination', 'type', 'nexthop', 'vpc_id']),
  },
  routeTable: {
    noun: 'route table',
    plural: 'routetables',
    singular: 'routetable',
    path: (client) => `/v1/${client.projectId}/routetables`,
    columns: [
      ...columnsOf(['id', 'name', 'default', 'vpc_id']),
      { heading: 'ROUTES', of: (row) => customRoutesOf(row).map(({ destination }) => destination) },
      { heading: 'SUBNETS', of: (row) => (row['subnets'] as readonly Item[] | undefined)?.map(({ id }) => id) },
    ],
  },
  securityGroup: {
    noun: 'security group',
    plural: 'security_groups',
    singular: 'security_group',
    path: () => '/v2.0/security-groups',
    columns: columnsOf(['id', 'name', 'description']),
  },
  securityGroupRule: {
    noun: 'security group rule',
    plural: 'security_group_rules',
    singular: 'security_group_rule',
    path: () => '/v2.0/security-group-rules',
    columns: [
      ...columnsOf(['id', 'direction', 'ethertype', 'protocol']),
      { heading: 'PORTS', of: portsOf },
      { heading: 'REMOTE', of: (row) => row['remote_ip_prefix'] ?? row['remote_group_id'] ?? 'anywhere' },
      ...columnsOf(['security_group_id']),
    ],
  },
  project: {
    noun: 'project',
    plural: 'projects',
    singular: 'project',
    path: () => '/v3/auth/projects',
    columns: columnsOf(['id', 'name', 'domain_id', 'enabled']),
  },
} as const satisfies Record<string, Collection>;

function columnsOf(names: readonly string[]): readonly Column<Item>[] {
  return names.map((name) => ({ heading: name.replaceAll('_', ' ').toUpperCase(), of: (row: Item) => row[name] }));
}

interface RouteShown {
  readonly type: string;
  readonly destination: string;
}
/** Without those of the system. */
const customRoutesOf = (row: Item): readonly RouteShown[] =>
  ((row['routes'] as readonly RouteShown[] | undefined) ?? []).filter(({ type }) => type !== 'local');

function portsOf({ port_range_min: first, port_range_max: last }: Item): unknown {
  return first === last ? first : `${first}-${last}`;
}

const endOf = (row: Item, side: string): unknown => (row[side] as { readonly vpc_id?: string } | undefined)?.vpc_id;

/** The caller's project, logged in. */
export async function projectClient(call: Pick<Call, 'flags' | 'environment'>): Promise<Client> {
  const login = loginOf(call);
  if (login.project === null) throw usage('no project: set OS_PROJECT_NAME, OS_PROJECT_ID or OS_REGION_NAME');
  return connect(login);
}

const pageSize = 500;

/** Every thing of a collection, page by page. */
export async function listAll(
  client: Client,
  collection: Collection,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (;;) {
    const params = new URLSearchParams({ limit: String(pageSize) });
    for (const [name, wanted] of Object.entries(query)) if (wanted !== undefined) params.set(name, wanted);
    const last = items.at(-1);
    if (last !== undefined) params.set('marker', last.id);
    const { body } = await client.call('GET', `${collection.path(client)}?${params}`);
    const page = (body as Record<string, readonly Item[]>)[collection.plural] ?? [];
    items.push(...page);
    if (page.length < pageSize) return items;
  }
}

export const itemPath = (client: Client, collection: Collection, item: Item): string =>
  collection.itemPath?.(client, item) ?? `${collection.path(client)}/${item.id}`;

/** Around one thing on the way to the service, as on the way back. */
export const wrap = (collection: Collection, content: object): object =>
  collection.singular === null ? content : { [collection.singular]: content };

export const unwrap = (collection: Collection, body: unknown): Item =>
  (collection.singular === null ? body : ((body as Record<string, unknown>)[collection.singular] ?? body)) as Item;

/** The one thing of this id or name. */
export async function find(client: Client, collection: Collection, idOrName: string): Promise<Item> {
  if (isUuid(idOrName)) return unwrap(collection, (await client.call('GET', `${collection.path(client)}/${idOrName}`)).body);
  const named = (await listAll(client, collection)).filter((item) => item.name === idOrName);
  if (named.length > 1)
    throw refused(`${named.length} have the name "${idOrName}"; use the id: ${named.map((item) => item.id).join(', ')}`);
  const [only] = named;
  if (only === undefined) throw refused(`there is no ${collection.noun} "${idOrName}" in this project`);
  return only;
}

export const shownList = (collection: Collection, items: readonly Item[]): Shown => ({
  data: { [collection.plural]: items },
  text: tableOf(items, collection.columns),
});

export const shownItem = (item: Item): Shown => ({ data: item, text: fieldsOf(item) });

/** Milliseconds until a write that is not in force is called late; it stays committed either way. */
const inForceWithin = 30_000;

/** Waits until a write steers packets. */
export async function inForce(client: Client, generation: number | null): Promise<void> {
  if (generation === null) return;
  const end = Date.now() + inForceWithin;
  while (Date.now() < end) {
    const { body } = await client.call('GET', `/isthmus/v1/projects/${client.projectId}/receipts/${generation}`);
    if ((body as { in_force?: boolean }).in_force === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Failure('refused', `generation ${generation} is committed, but not in force after ${inForceWithin / 1000} s`);
}
