import type { FilterOf, RowOf } from '@isthmus/control';
import { address, addressPool, cidrWithBounds, flag, instant, json, listOf, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

/** No two subnets of one VPC overlap, in either family: a trigger in SQLite, an exclusion constraint in PostgreSQL. */
export const subnets = noun<RowOf<'subnets'>, FilterOf<'subnets'>>({
  table: 'subnets',
  key: 'id',
  fields: {
    id: text(),
    neutronId: text(),
    neutronIdV6: nullable(text()),
    projectId: text(),
    vpcId: nullable(text()),
    routeTableId: nullable(text()),
    name: text(),
    description: text(),
    cidr: cidrWithBounds,
    gateway: address,
    allocationPools: nullable(listOf(addressPool)),
    cidrV6: nullable(cidrWithBounds),
    gatewayV6: nullable(address),
    dhcpEnabled: flag,
    dnsServers: json(),
    extraDhcpOptions: json(),
    availabilityZone: text(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  filters: { inVpc: () => ({ column: 'vpc_id', notAmong: [null] }) },
  constraints: [
    { name: 'subnets_overlap', conflict: 'overlap' },
    { name: 'subnets_overlap_v6', conflict: 'overlap' },
    { name: 'subnets_neutron_id', columns: ['neutronId'], conflict: 'id' },
    { name: 'subnets_neutron_id_v6', columns: ['neutronIdV6'], conflict: 'id' },
  ],
});
