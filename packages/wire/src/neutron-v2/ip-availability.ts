import { cidrOf, formatCidr, idOf, ok, type AddressUse, type SubnetId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const Counts = { total_ips: Type.Integer(), used_ips: Type.Integer() };
const Shown = Type.Object({
  network_ip_availability: Type.Object({
    network_id: anyText,
    network_name: anyText,
    tenant_id: anyText,
    project_id: anyText,
    ...Counts,
    subnet_ip_availability: Type.Array(
      Type.Object({ subnet_id: anyText, subnet_name: anyText, ip_version: Type.Integer(), cidr: anyText, ...Counts }),
    ),
  }),
});

const render = ({ subnet, total, used }: AddressUse) => ({
  subnet_id: subnet.id,
  subnet_name: subnet.subnet.name,
  ip_version: subnet.family,
  cidr: formatCidr(cidrOf(subnet)),
  total_ips: total,
  used_ips: used,
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

export const ipAvailabilities: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'neutron-v2',
    method: 'GET',
    path: '/v2.0/network-ip-availabilities/:network_id',
    summary: 'Show how many addresses a network has, and how many are used',
    operation: 'show-address-use',
    success: [200, Shown],
    decode: ({ params }) => ok({ id: idOf<SubnetId>(params['network_id'] ?? '') }),
    encode: ({ network, uses }) => ({
      network_ip_availability: {
        network_id: network.id,
        network_name: network.name,
        tenant_id: network.projectId,
        project_id: network.projectId,
        total_ips: sum(uses.map(({ total }) => total)),
        used_ips: sum(uses.map(({ used }) => used)),
        subnet_ip_availability: uses.map(render),
      },
    }),
  }),
];
