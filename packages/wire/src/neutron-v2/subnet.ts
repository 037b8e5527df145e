import {
  cidrOf,
  err,
  formatAddress,
  formatCidr,
  gatewayOf,
  idOf,
  isUuid,
  lastOf,
  nameOf,
  ok,
  parseAddress,
  parseCidr,
  type AddressPool,
  type Input,
  type NeutronSubnet,
  type Problem,
  type Result,
  type SyntaxProblem,
} from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import {
  addressText,
  anyText,
  cidrText,
  descriptionText,
  filterText,
  idText,
  named,
  nullableText,
  oneOf,
  orNull,
  printableText,
  wholeNumber,
} from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { bareTime } from '../times.ts';
import { neutronList } from './list.ts';
import { OwnerFields, OwnerFilters, checkOwner, isOwner } from '../owner.ts';
import { orSeveral } from './several.ts';

const path = '/v2.0/subnets';
const dialect = 'neutron-v2';
const resource = 'subnet';

const Pool = Type.Object({ start: anyText, end: anyText });
const v6Mode = 'dhcpv6-stateful';
const Shown = named(
  'Subnet',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    network_id: anyText,
    tenant_id: anyText,
    project_id: anyText,
    ip_version: Type.Integer(),
    cidr: anyText,
    gateway_ip: nullableText,
    allocation_pools: Type.Array(Pool),
    dns_nameservers: Type.Array(anyText),
    host_routes: Type.Array(Type.Object({ destination: anyText, nexthop: anyText })),
    enable_dhcp: Type.Boolean(),
    ipv6_address_mode: nullableText,
    ipv6_ra_mode: nullableText,
    subnetpool_id: nullableText,
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ subnet: Shown });

/** As published, where none was given: without the network's and the gateway's address and the four highest. 192.168.1.0/24 has .2 to .251. */
function publishedPool(one: NeutronSubnet): AddressPool {
  const block = cidrOf(one);
  const { family } = block;
  return { first: { family, value: block.first + (gatewayOf(one) === null ? 1n : 2n) }, last: { family, value: lastOf(block) - 4n } };
}
const poolsOf = (one: NeutronSubnet): readonly AddressPool[] =>
  (one.family === 4 ? one.subnet.allocationPools : null) ?? [publishedPool(one)];

const render = (one: NeutronSubnet) => {
  const { id, family, subnet } = one;
  const gateway = gatewayOf(one);
  const mode = family === 6 ? v6Mode : null;
  return {
    id,
    name: nameOf(one),
    description: subnet.description,
    network_id: subnet.id,
    tenant_id: subnet.projectId,
    project_id: subnet.projectId,
    ip_version: family,
    cidr: formatCidr(cidrOf(one)),
    gateway_ip: gateway === null ? null : formatAddress(gateway),
    allocation_pools: poolsOf(one).map(({ first, last }) => ({ start: formatAddress(first), end: formatAddress(last) })),
    dns_nameservers: family === 4 ? subnet.dnsServers : [],
    host_routes: [],
    enable_dhcp: subnet.dhcpEnabled,
    ipv6_address_mode: mode,
    ipv6_ra_mode: mode,
    subnetpool_id: null,
    created_at: bareTime(subnet.createdAt),
    updated_at: bareTime(subnet.updatedAt),
  };
};
const wrap = (one: NeutronSubnet) => ({ subnet: render(one) });

const name = printableText(0, 255);
const description = Type.Optional(orNull(descriptionText));
const Servers = Type.Array(addressText, { maxItems: 5, description: 'at most 5 IP addresses' });
const mostPools = 50;
const Pools = Type.Array(Type.Object({ start: addressText, end: addressText }), {
  maxItems: mostPools,
  description: `at most ${mostPools} pools`,
});
const mode = Type.Optional(orNull(oneOf([v6Mode], v6Mode)));
const Create = Type.Object({
  subnet: Type.Object({
    network_id: idText,
    name: Type.Optional(name),
    description,
    ip_version: Type.Optional(Type.Integer({ minimum: 4, maximum: 6, description: '4 or 6' })),
    cidr: Type.Optional(cidrText),
    gateway_ip: Type.Optional(orNull(addressText)),
    allocation_pools: Type.Optional(Pools),
    enable_dhcp: Type.Optional(Type.Boolean()),
    dns_nameservers: Type.Optional(Servers),
    ipv6_address_mode: mode,
    ipv6_ra_mode: mode,
    ...OwnerFields,
  }),
});
const Update = Type.Object({
  subnet: Type.Object(
    {
      name: Type.Optional(name),
      description,
      allocation_pools: Type.Optional(Pools),
      enable_dhcp: Type.Optional(Type.Boolean()),
      dns_nameservers: Type.Optional(Servers),
    },
    {
      additionalProperties: false,
      minProperties: 1,
      description: 'at least one of name, description, allocation_pools, enable_dhcp and dns_nameservers',
    },
  ),
});

const wrong = (field: string, problem: SyntaxProblem): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource, field: `subnet.${field}`, ...problem });

/** As the addresses are written canonically, without duplicates. */
function serversOf(texts: readonly string[]): Result<readonly string[], Problem> {
  const servers = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const address = parseAddress(text);
    if (!address.ok) return wrong(`dns_nameservers.${index}`, address.problem);
    servers.add(formatAddress(address.value));
  }
  return ok([...servers]);
}

function newPools(written: Static<typeof Pools> | undefined): Result<readonly AddressPool[] | undefined, Problem> {
  if (written === undefined) return ok(undefined);
  const pools: AddressPool[] = [];
  for (const [index, { start, end }] of written.entries()) {
    const [first, last] = [parseAddress(start), parseAddress(end)];
    if (!first.ok) return wrong(`allocation_pools.${index}.start`, first.problem);
    if (!last.ok) return wrong(`allocation_pools.${index}.end`, last.problem);
    pools.push({ first: first.value, last: last.value });
  }
  return ok(pools);
}

interface Wanted {
  readonly network_id: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly ip_version?: number;
  readonly cidr?: string;
  readonly gateway_ip?: string | null;
  readonly allocation_pools?: Static<typeof Pools>;
  readonly enable_dhcp?: boolean;
  readonly dns_nameservers?: readonly string[];
}

function newSubnet(wanted: Wanted): Result<Input<'create-neutron-subnet'>, Problem> {
  const { ip_version: version = 4, cidr: block, gateway_ip } = wanted;
  const networked = { networkId: idOf<NeutronSubnet['subnet']['id']>(wanted.network_id), name: wanted.name ?? '' };
  if (version === 5) return wrong('ip_version', { reason: 'is no version of IP', fix: 'use 4 or 6' });
  if (version === 6 && wanted.allocation_pools !== undefined)
    return wrong('allocation_pools', {
      reason: 'cannot be chosen for IPv6',
      fix: 'leave it out: an IPv6 address goes with the IPv4 one',
    });
  if (version === 6)
    return block === undefined
      ? ok({ ...networked, family: 6 })
      : wrong('cidr', { reason: 'cannot be chosen for IPv6', fix: 'leave it out: the block comes from the space of the router' });
  if (block === undefined) return wrong('cidr', { reason: 'is required', fix: 'use an IPv4 block such as 192.168.1.0/24' });
  const cidr = parseCidr(block);
  if (!cidr.ok) return wrong('cidr', cidr.problem);
  const gateway = gateway_ip === undefined ? undefined : gateway_ip === null ? ok(null) : parseAddress(gateway_ip);
  if (gateway !== undefined && !gateway.ok) return wrong('gateway_ip', gateway.problem);
  const dnsServers = serversOf(wanted.dns_nameservers ?? []);
  if (!dnsServers.ok) return dnsServers;
  const pools = newPools(wanted.allocation_pools);
  if (!pools.ok) return pools;
  return ok({
    ...networked,
    family: 4,
    description: wanted.description ?? '',
    cidr: cidr.value,
    ...(gateway === undefined ? {} : { gateway: gateway.value }),
    ...(pools.value === undefined ? {} : { allocationPools: pools.value }),
    dhcpEnabled: wanted.enable_dhcp ?? true,
    dnsServers: dnsServers.value,
  });
}

const Filters = Type.Object({
  id: Type.Optional(filterText),
  name: Type.Optional(filterText),
  network_id: Type.Optional(filterText),
  ip_version: Type.Optional(wholeNumber(0)),
  cidr: Type.Optional(filterText),
  gateway_ip: Type.Optional(filterText),
  enable_dhcp: Type.Optional(Type.Boolean({ description: 'True or False' })),
  ...OwnerFilters,
  ...neutronPage,
});
type Filter = Omit<Input<'list-neutron-subnets'>, 'page'>;
interface Asked {
  readonly id?: string;
  readonly name?: string;
  readonly network_id?: string;
  readonly ip_version?: number;
  readonly cidr?: string;
  readonly gateway_ip?: string;
  readonly enable_dhcp?: boolean;
}

/** Null where nothing can match, as in `peering.ts`. */
function filterOf({ id, name: called, network_id, ip_version, cidr, gateway_ip, enable_dhcp }: Asked): Filter | null {
  if ((id !== undefined && !isUuid(id)) || (network_id !== undefined && !isUuid(network_id))) return null;
  if (ip_version !== undefined && ip_version !== 4 && ip_version !== 6) return null;
  return {
    ...(id === undefined ? {} : { id: idOf(id) }),
    ...(called === undefined ? {} : { name: called }),
    ...(network_id === undefined ? {} : { networkId: idOf(network_id) }),
    ...(ip_version === undefined ? {} : { family: ip_version }),
    ...(cidr === undefined ? {} : { cidr }),
    ...(gateway_ip === undefined ? {} : { gateway: gateway_ip }),
    ...(enable_dhcp === undefined ? {} : { dhcpEnabled: enable_dhcp }),
  };
}

const subnetId = (params: Readonly<Record<string, string>>) => ({ id: idOf<NeutronSubnet['id']>(params['subnet_id'] ?? '') });

export const subnets: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List subnets, one for each family of addresses',
    resource,
    list: 'list-neutron-subnets',
    show: 'show-neutron-subnet',
    query: Filters,
    plural: 'subnets',
    shown: Shown,
    filter: ({ query, request }) => (isOwner(query, request) ? filterOf(query) : null),
    idOf: ({ id }) => id,
    render,
  }),
  orSeveral(
    {
      dialect,
      method: 'POST',
      path,
      summary: 'Create a subnet on a network, or several at once; it is in no VPC until it is added to a router',
      resource,
      operation: 'create-neutron-subnet',
      body: Create,
      success: [201, Wrapped],
      decode({ body: { subnet }, request }) {
        const owner = checkOwner(subnet, request, resource, 'subnet');
        return owner.ok ? newSubnet(subnet) : owner;
      },
      encode: wrap,
    },
    'create-neutron-subnets',
  ),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:subnet_id`,
    summary: 'Show a subnet',
    operation: 'show-neutron-subnet',
    success: [200, Wrapped],
    decode: ({ params }) => ok(subnetId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:subnet_id`,
    summary: 'Rename or describe a subnet, or change its pools, DHCP and name servers',
    resource,
    operation: 'update-neutron-subnet',
    body: Update,
    success: [200, Wrapped],
    decode({ params, body: { subnet } }) {
      const dnsServers = subnet.dns_nameservers === undefined ? undefined : serversOf(subnet.dns_nameservers);
      if (dnsServers !== undefined && !dnsServers.ok) return dnsServers;
      const pools = newPools(subnet.allocation_pools);
      if (!pools.ok) return pools;
      return ok({
        ...subnetId(params),
        ...(subnet.name === undefined ? {} : { name: subnet.name }),
        ...(subnet.description === undefined ? {} : { description: subnet.description ?? '' }),
        ...(pools.value === undefined ? {} : { allocationPools: pools.value }),
        ...(subnet.enable_dhcp === undefined ? {} : { dhcpEnabled: subnet.enable_dhcp }),
        ...(dnsServers === undefined ? {} : { dnsServers: dnsServers.value }),
      });
    },
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:subnet_id`,
    summary: 'Delete a subnet that is in no router and has no address in use',
    operation: 'delete-neutron-subnet',
    success: [204, null],
    decode: ({ params }) => ok(subnetId(params)),
  }),
];
