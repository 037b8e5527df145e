import type { FilterOf, RowOf } from '@isthmus/control';
import { idOf } from '@isthmus/core';
import {
  address,
  addressPool,
  cidrWithBounds,
  decodeText,
  encodeText,
  flag,
  instant,
  json,
  listOf,
  nullable,
  text,
  type Codec,
} from '../codec.ts';
import { noun } from '../noun.ts';

/** What is kept of the port, side by side. */
const routerPort: Codec<NonNullable<RowOf<'subnets'>['routerPort']>> = {
  suffixes: ['_id', '_name', '_secured'],
  encode: ({ id, name, portSecurityEnabled }) => [id, encodeText(name), Number(portSecurityEnabled)],
  decode: ([id, name, secured]) => ({ id: idOf(String(id)), name: decodeText(String(name)), portSecurityEnabled: Number(secured) === 1 }),
};

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
    gateway: nullable(address),
    allocationPools: nullable(listOf(addressPool)),
    routerPort: nullable(routerPort),
    cidrV6: nullable(cidrWithBounds),
    gatewayV6: nullable(address),
    dhcpEnabled: flag,
    dnsServers: json(),
    extraDhcpOptions: json(),
    availabilityZone: text(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  filters: {
    inVpc: () => ({ column: 'vpc_id', notAmong: [null] }),
    routerPortId: (id) => ({ column: 'router_port_id', among: [id] }),
  },
  constraints: [
    { name: 'subnets_overlap', conflict: 'overlap' },
    { name: 'subnets_overlap_v6', conflict: 'overlap' },
    { name: 'subnets_neutron_id', columns: ['neutronId'], conflict: 'id' },
    { name: 'subnets_neutron_id_v6', columns: ['neutronIdV6'], conflict: 'id' },
  ],
});
