import { formatAddress, formatCidr, ok, type Subnet, type Vpc } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, nullableText } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { PeeringShown, renderPeering } from './peering.ts';

const Shown = named(
  'Topology',
  Type.Object({
    vpcs: Type.Array(Type.Object({ id: anyText, name: anyText, cidr: nullableText, secondary_cidrs: Type.Array(anyText) })),
    subnets: Type.Array(
      Type.Object({
        id: anyText,
        name: anyText,
        vpc_id: nullableText,
        route_table_id: nullableText,
        cidr: anyText,
        cidr_v6: nullableText,
      }),
    ),
    instances: Type.Array(
      Type.Object({
        id: anyText,
        name: anyText,
        status: anyText,
        vpc_id: anyText,
        subnet_id: anyText,
        addresses: Type.Array(anyText),
      }),
    ),
    peerings: Type.Array(PeeringShown),
  }),
);

const renderVpc = ({ id, name, cidr, secondaryCidrs }: Vpc) => ({
  id,
  name,
  cidr: cidr && formatCidr(cidr),
  secondary_cidrs: secondaryCidrs.map(formatCidr),
});
const renderSubnet = ({ id, name, vpcId, routeTableId, cidr, cidrV6 }: Subnet) => ({
  id,
  name,
  vpc_id: vpcId,
  route_table_id: routeTableId,
  cidr: formatCidr(cidr),
  cidr_v6: cidrV6 && formatCidr(cidrV6),
});

export const topologies: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/projects/:project_id/topology',
    summary: 'VPCs, subnets, instances and peerings of the project, for a map',
    operation: 'show-topology',
    success: [200, Shown],
    decode: () => ok({}),
    encode: ({ vpcs, subnets, instances, peerings }) => ({
      vpcs: vpcs.map(renderVpc),
      subnets: subnets.map(renderSubnet),
      instances: instances.map(({ id, name, status, vpcId, subnetId, addresses }) => ({
        id,
        name,
        status,
        vpc_id: vpcId,
        subnet_id: subnetId,
        addresses: addresses.map(formatAddress),
      })),
      peerings: peerings.map(renderPeering),
    }),
  }),
];
