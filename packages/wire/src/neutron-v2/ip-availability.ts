import { cidrOf, formatCidr, idOf, isUuid, ok, type AddressUse, type NetworkUse, type SubnetId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, wholeNumber } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { neutronList } from './list.ts';
import { OwnerFilters, isOwner } from '../owner.ts';

const path = '/v2.0/network-ip-availabilities';
const dialect = 'neutron-v2';
const resource = 'network';

const Counts = { total_ips: Type.Integer(), used_ips: Type.Integer() };
const Shown = named(
  'NetworkIpAvailability',
  Type.Object({
    network_id: anyText,
    network_name: anyText,
    tenant_id: anyText,
    project_id: anyText,
    ...Counts,
    subnet_ip_availability: Type.Array(
      Type.Object({ subnet_id: anyText, subnet_name: anyText, ip_version: Type.Integer(), cidr: anyText, ...Counts }),
    ),
  }),
);

const renderUse = ({ subnet, total, used }: AddressUse) => ({
  subnet_id: subnet.id,
  subnet_name: subnet.subnet.name,
  ip_version: subnet.family,
  cidr: formatCidr(cidrOf(subnet)),
  total_ips: total,
  used_ips: used,
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const render = ({ network, uses }: NetworkUse) => ({
  network_id: network.id,
  network_name: network.name,
  tenant_id: network.projectId,
  project_id: network.projectId,
  total_ips: sum(uses.map(({ total }) => total)),
  used_ips: sum(uses.map(({ used }) => used)),
  subnet_ip_availability: uses.map(renderUse),
});

const Filters = Type.Object({
  network_id: Type.Optional(filterText),
  network_name: Type.Optional(filterText),
  ip_version: Type.Optional(wholeNumber(0)),
  ...OwnerFilters,
  ...neutronPage,
});

export const ipAvailabilities: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List how many addresses each network has, and how many are used',
    resource,
    list: 'list-address-uses',
    show: 'show-network',
    query: Filters,
    plural: 'network_ip_availabilities',
    shown: Shown,
    filter({ query, request }) {
      const { network_id: id, network_name: name } = query;
      if (!isOwner(query, request) || (id !== undefined && !isUuid(id))) return null;
      return { ...(id === undefined ? {} : { id: idOf<SubnetId>(id) }), ...(name === undefined ? {} : { name }) };
    },
    keep: ({ query: { ip_version: version } }) =>
      version === undefined ? undefined : ({ uses }) => uses.some(({ subnet }) => subnet.family === version),
    idOf: ({ network }) => network.id,
    render,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:network_id`,
    summary: 'Show how many addresses a network has, and how many are used',
    operation: 'show-address-use',
    success: [200, Type.Object({ network_ip_availability: Shown })],
    decode: ({ params }) => ok({ id: idOf<SubnetId>(params['network_id'] ?? '') }),
    encode: (use) => ({ network_ip_availability: render(use) }),
  }),
];
