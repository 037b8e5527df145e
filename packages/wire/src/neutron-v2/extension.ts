import { err, ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { Links } from './link.ts';

/** What of Neutron beyond its core is here, by alias: clients look before they send an attribute of it. */
const extensions = {
  router: 'Neutron L3 Router',
  'security-group': 'security-group',
  'port-security': 'Port Security',
  'allowed-address-pairs': 'Allowed Address Pairs',
  extra_dhcp_opt: 'Neutron Extra DHCP options',
  'external-net': 'Neutron external network',
  provider: 'Provider Network',
  binding: 'Port Binding',
  availability_zone: 'Availability Zone',
  'port-security-groups-filtering': 'Port filtering on security groups',
  'network-ip-availability': 'Network IP Availability',
  fwaas_v2: 'Firewall service v2',
  quotas: 'Quota management support',
  quota_details: 'Quota details management support',
  pagination: 'Pagination support',
  sorting: 'Sorting support',
  'project-id': 'project_id field enabled',
  'standard-attr-timestamp': 'Resource timestamps',
};
const since = '2026-01-01T00:00:00';

const Shown = named('Extension', Type.Object({ alias: anyText, name: anyText, description: anyText, updated: anyText, links: Links }));

const shown = Object.entries(extensions).map(([alias, name]) => ({ alias, name, description: name, updated: since, links: [] }));

export const extensionList: readonly Endpoint[] = [
  endpoint({
    dialect: 'neutron-v2',
    method: 'GET',
    path: '/v2.0/extensions',
    summary: 'What of Neutron beyond its core is here',
    caller: 'project',
    operations: [],
    responses: { 200: Type.Object({ extensions: Type.Array(Shown) }) },
    handle: async () => ok({ status: 200, body: { extensions: shown } }),
  }),
  endpoint({
    dialect: 'neutron-v2',
    method: 'GET',
    path: '/v2.0/extensions/:extension_alias',
    summary: 'Show one of them',
    caller: 'project',
    operations: [],
    responses: { 200: Type.Object({ extension: Shown }) },
    async handle({ params }) {
      const { extension_alias: wanted = '' } = params;
      const extension = shown.find(({ alias }) => alias === wanted);
      return extension === undefined
        ? err({ kind: 'not-found', resource: 'extension', id: wanted })
        : ok({ status: 200, body: { extension } });
    },
  }),
];
