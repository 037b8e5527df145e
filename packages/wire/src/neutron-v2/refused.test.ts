import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, network, rowOf, securityGroup, uuid, vpc } from '../../test/world.ts';
import { networks } from './network.ts';
import { routers } from './router.ts';
import { securityGroups } from './security-group.ts';

/** What has one possible value, or none, is refused by name and never taken in silence. */
const cases = [
  [rowOf(networks, 'POST /v2.0/networks'), { network: { name: 'admin_external_net' } }, 'network.name'],
  [rowOf(networks, 'PUT /v2.0/networks/:network_id'), { network: { name: 'admin_external_net' } }, 'network.name'],
  [rowOf(securityGroups, 'POST /v2.0/security-groups'), { security_group: { name: 'x', stateful: false } }, 'security_group.stateful'],
  [
    rowOf(securityGroups, 'PUT /v2.0/security-groups/:security_group_id'),
    { security_group: { stateful: false } },
    'security_group.stateful',
  ],
  [rowOf(securityGroups, 'PUT /v2.0/security-groups/:security_group_id'), { security_group: { tags: ['x'] } }, 'security_group.tags'],
  [rowOf(securityGroups, 'PUT /v2.0/security-groups/:security_group_id'), { security_group: {} }, 'security_group'],
  [
    rowOf(routers, 'POST /v2.0/routers'),
    { router: { external_gateway_info: { network_id: network.id } } },
    'router.external_gateway_info.network_id',
  ],
  [
    rowOf(routers, 'PUT /v2.0/routers/:router_id'),
    { router: { external_gateway_info: { network_id: network.id } } },
    'router.external_gateway_info.network_id',
  ],
  [rowOf(routers, 'PUT /v2.0/routers/:router_id/add_router_interface'), {}, 'subnet_id'],
  [rowOf(routers, 'PUT /v2.0/routers/:router_id/add_router_interface'), { subnet_id: uuid('3'), port_id: uuid('9') }, 'port_id'],
  [rowOf(routers, 'PUT /v2.0/routers/:router_id/remove_router_interface'), {}, 'subnet_id'],
] as const;
for (const [row, body, field] of cases)
  test(`${row.method} ${row.path} with ${JSON.stringify(body)} names ${field}`, async () => {
    const { problem } = await exchange(row, {
      params: { network_id: network.id, security_group_id: securityGroup.id, router_id: vpc.id },
      body,
    });
    assert.deepEqual([problem?.kind, (problem as { field?: string } | null)?.field], ['invalid-field', field]);
  });
