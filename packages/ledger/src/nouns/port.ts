import type { FilterOf, RowOf } from '@isthmus/control';
import { formatAddress } from '@isthmus/core';
import { address, encodeText, flag, instant, json, listOf, nullable, text } from '../codec.ts';
import { noun } from '../noun.ts';

/**
 * Addresses and security groups are read from the row itself, in their order. Their own tables hold what the database
 * must: one address per network, and no group that goes while a port is in it.
 */
export const ports = noun<RowOf<'ports'>, FilterOf<'ports'>>({
  table: 'ports',
  key: 'id',
  fields: {
    id: text(),
    projectId: text(),
    subnetId: text(),
    vpcId: nullable(text()),
    name: text(),
    macAddress: text(),
    addresses: listOf(address),
    deviceId: text(),
    deviceOwner: text(),
    adminStateUp: flag,
    portSecurityEnabled: flag,
    securityGroupIds: json(),
    allowedAddressPairs: json(),
    extraDhcpOptions: json(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  constraints: [{ name: 'port_addresses_address', columns: ['port_addresses.subnet_id', 'port_addresses.address'], conflict: 'address' }],
  children: [
    {
      field: 'addresses',
      table: 'port_addresses',
      key: 'port_id',
      rows: ({ id, subnetId, addresses }) =>
        addresses.map((one) => ({ port_id: encodeText(id), subnet_id: encodeText(subnetId), address: formatAddress(one) })),
    },
    {
      field: 'securityGroupIds',
      table: 'port_security_groups',
      key: 'port_id',
      rows: ({ id, securityGroupIds }) =>
        [...new Set(securityGroupIds)].map((group) => ({ port_id: encodeText(id), security_group_id: encodeText(group) })),
    },
  ],
  filters: {
    address: (one) => ({ keyIn: { table: 'port_addresses', key: 'port_id', column: 'address', among: [formatAddress(one)] } }),
    securityGroupId: (wanted) => ({
      keyIn: { table: 'port_security_groups', key: 'port_id', column: 'security_group_id', among: [wanted].flat().map(encodeText) },
    }),
  },
});
