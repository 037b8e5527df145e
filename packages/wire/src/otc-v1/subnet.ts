import { err, formatAddress, formatCidr, idOf, isUuid, ok, parseAddress, parseCidr, type Subnet, type SyntaxProblem } from '@isthmus/core';
import { Type } from 'typebox';
import { operationEndpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { addressText, anyText, cidrText, descriptionText, filterText, idText, named, oneOf, wordText } from '../fields.ts';
import { listEndpoint } from '../list.ts';
import { mostRows, strictPage } from '../page.ts';
import { bareTime } from '../times.ts';
import { DhcpFields, DhcpShown, dhcpOptionsOf, dnsServersOf, renderDhcp } from './dhcp.ts';

/** Two path shapes, as published: reads and creates know the project, changes name the VPC too. */
const path = '/v1/:project_id/subnets';
const underVpc = '/v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id';
const dialect = 'otc-v1';
const resource = 'subnet';

type Status = 'ACTIVE' | 'UNKNOWN';
const Shown = named(
  'Subnet',
  Type.Object({
    id: anyText,
    name: anyText,
    description: anyText,
    cidr: anyText,
    gateway_ip: anyText,
    ipv6_enable: Type.Boolean(),
    cidr_v6: Type.Optional(anyText),
    gateway_ip_v6: Type.Optional(anyText),
    dhcp_enable: Type.Boolean(),
    ...DhcpShown,
    availability_zone: anyText,
    vpc_id: anyText,
    status: oneOf(['ACTIVE', 'UNKNOWN']),
    neutron_network_id: anyText,
    neutron_subnet_id: anyText,
    neutron_subnet_id_v6: Type.Optional(anyText),
    scope: anyText,
    tenant_id: anyText,
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ subnet: Shown });

const render = (subnet: Subnet, status: Status) => ({
  id: subnet.id,
  name: subnet.name,
  description: subnet.description,
  cidr: formatCidr(subnet.cidr),
  gateway_ip: subnet.gateway === null ? '' : formatAddress(subnet.gateway),
  ipv6_enable: subnet.cidrV6 !== null,
  ...(subnet.cidrV6 === null ? {} : { cidr_v6: formatCidr(subnet.cidrV6) }),
  ...(subnet.gatewayV6 === null ? {} : { gateway_ip_v6: formatAddress(subnet.gatewayV6) }),
  dhcp_enable: subnet.dhcpEnabled,
  ...renderDhcp(subnet),
  availability_zone: subnet.availabilityZone,
  vpc_id: subnet.vpcId ?? '',
  status,
  neutron_network_id: subnet.id,
  neutron_subnet_id: subnet.neutronId,
  ...(subnet.neutronIdV6 === null ? {} : { neutron_subnet_id_v6: subnet.neutronIdV6 }),
  scope: 'center',
  tenant_id: subnet.projectId,
  created_at: bareTime(subnet.createdAt),
  updated_at: bareTime(subnet.updatedAt),
});

const Create = Type.Object({
  subnet: Type.Object({
    name: wordText(1, 64),
    description: Type.Optional(descriptionText),
    cidr: cidrText,
    gateway_ip: addressText,
    vpc_id: idText,
    ipv6_enable: Type.Optional(Type.Boolean()),
    dhcp_enable: Type.Optional(Type.Boolean()),
    availability_zone: Type.Optional(wordText(0, 64)),
    ...DhcpFields,
  }),
});
const Update = Type.Object({
  subnet: Type.Object({
    name: wordText(1, 64),
    description: Type.Optional(descriptionText),
    ipv6_enable: Type.Optional(Type.Boolean()),
    dhcp_enable: Type.Optional(Type.Boolean()),
    ...DhcpFields,
  }),
});
const Updated = Type.Object({ subnet: Type.Object({ id: anyText, status: oneOf(['ACTIVE', 'UNKNOWN']) }) });
const Filters = Type.Object({ vpc_id: Type.Optional(filterText), ...strictPage(mostRows) });

const wrong = (field: string, problem: SyntaxProblem) =>
  err({ kind: 'invalid-field', resource, field: `subnet.${field}`, ...problem } as const);
const subnetId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Subnet['id']>(params['subnet_id'] ?? '') });
const bothIds = (params: Readonly<Record<string, string>>) => ({
  ...subnetId(params),
  vpcId: idOf<NonNullable<Subnet['vpcId']>>(params['vpc_id'] ?? ''),
});

export const subnets: readonly Endpoint[] = [
  listEndpoint({
    dialect,
    path,
    summary: 'List subnets',
    resource,
    list: 'list-subnets',
    show: 'show-subnet',
    query: Filters,
    success: Type.Object({ subnets: Type.Array(Shown) }),
    filter({ query: { vpc_id } }) {
      if (vpc_id === undefined) return {};
      return isUuid(vpc_id) ? { vpcId: idOf(vpc_id) } : null;
    },
    encode: ({ items }) => ({ subnets: items.map((subnet) => render(subnet, 'ACTIVE')) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a subnet in a VPC',
    resource,
    operation: 'create-subnet',
    body: Create,
    success: [200, Wrapped],
    decode({ body: { subnet } }) {
      const cidr = parseCidr(subnet.cidr);
      if (!cidr.ok) return wrong('cidr', cidr.problem);
      const gateway = parseAddress(subnet.gateway_ip);
      if (!gateway.ok) return wrong('gateway_ip', gateway.problem);
      const dnsServers = dnsServersOf(subnet, 'subnet');
      if (!dnsServers.ok) return dnsServers;
      const options = dhcpOptionsOf(subnet, 'subnet');
      if (!options.ok) return options;
      return ok({
        vpcId: idOf(subnet.vpc_id),
        name: subnet.name,
        description: subnet.description ?? '',
        cidr: cidr.value,
        gateway: gateway.value,
        ipv6Enabled: subnet.ipv6_enable ?? false,
        dhcpEnabled: subnet.dhcp_enable ?? true,
        dnsServers: dnsServers.value ?? [],
        extraDhcpOptions: options.value ?? [],
        availabilityZone: subnet.availability_zone ?? '',
      });
    },
    /** The published answer to a create; every read afterwards says ACTIVE. */
    encode: (subnet) => ({ subnet: render(subnet, 'UNKNOWN') }),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:subnet_id`,
    summary: 'Show a subnet',
    operation: 'show-subnet',
    success: [200, Wrapped],
    decode: ({ params }) => ok(subnetId(params)),
    encode: (subnet) => ({ subnet: render(subnet, 'ACTIVE') }),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: underVpc,
    summary: 'Change a subnet; the name is required, what else is left out stays as it is',
    resource,
    operation: 'update-subnet',
    body: Update,
    success: [200, Updated],
    decode({ params, body: { subnet } }) {
      const dnsServers = dnsServersOf(subnet, 'subnet');
      if (!dnsServers.ok) return dnsServers;
      const options = dhcpOptionsOf(subnet, 'subnet');
      if (!options.ok) return options;
      return ok({
        ...bothIds(params),
        name: subnet.name,
        ...(subnet.description === undefined ? {} : { description: subnet.description }),
        ...(subnet.ipv6_enable === undefined ? {} : { ipv6Enabled: subnet.ipv6_enable }),
        ...(subnet.dhcp_enable === undefined ? {} : { dhcpEnabled: subnet.dhcp_enable }),
        ...(dnsServers.value === undefined ? {} : { dnsServers: dnsServers.value }),
        ...(options.value === undefined ? {} : { extraDhcpOptions: options.value }),
      });
    },
    encode: (subnet) => ({ subnet: { id: subnet.id, status: 'ACTIVE' } }),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: underVpc,
    summary: 'Delete a subnet that has no addresses in use',
    operation: 'delete-subnet',
    success: [204, null],
    decode: ({ params }) => ok(bothIds(params)),
  }),
];
