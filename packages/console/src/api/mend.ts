import { aclProtocols, protocolNumberOf } from '@isthmus/core';
import { insertAclRule } from './acl.ts';
import { answer, client } from './client.ts';
import type { Blocker } from './reachability.ts';

export type Fix = NonNullable<Blocker['fix']>;

const text = (fix: Fix, name: string): string => (typeof fix[name] === 'string' ? fix[name] : '');
const number = (fix: Fix, name: string): number | null => (typeof fix[name] === 'number' ? fix[name] : null);
/** First and last port, as a rule of a network ACL writes them. */
const ports = (fix: Fix, name: string): string | null => (Array.isArray(fix[name]) ? fix[name].join(':') : null);
const orNull = (value: string): string | null => (value === '' ? null : value);

/** Fixes that one request makes, by type. What takes something away, or needs another's consent, is not among them. */
export const mends: Readonly<Record<string, (projectId: string, fix: Fix) => Promise<unknown>>> = {
  'create-route': (projectId, fix) =>
    answer(
      client.PUT('/v1/{project_id}/routetables/{routetable_id}', {
        params: { path: { project_id: projectId, routetable_id: text(fix, 'route_table_id') } },
        body: {
          routetable: { routes: { add: [{ type: 'peering', destination: text(fix, 'destination'), nexthop: text(fix, 'peering_id') }] } },
        },
      }),
    ),
  'associate-subnet': (projectId, fix) =>
    answer(
      client.POST('/v1/{project_id}/routetables/{routetable_id}/action', {
        params: { path: { project_id: projectId, routetable_id: text(fix, 'route_table_id') } },
        body: { routetable: { subnets: { associate: [text(fix, 'subnet_id')] } } },
      }),
    ),
  'create-security-group-rule': (projectId, fix) =>
    answer(
      client.POST('/v1/{project_id}/security-group-rules', {
        params: { path: { project_id: projectId } },
        body: {
          security_group_rule: {
            security_group_id: text(fix, 'security_group_id'),
            direction: text(fix, 'direction') === 'egress' ? 'egress' : 'ingress',
            ethertype: text(fix, 'ethertype') === 'IPv6' ? 'IPv6' : 'IPv4',
            protocol: number(fix, 'protocol') === null ? null : String(number(fix, 'protocol')),
            port_range_min: number(fix, 'port_range_min'),
            port_range_max: number(fix, 'port_range_max'),
            remote_ip_prefix: orNull(text(fix, 'remote_ip_prefix')),
            remote_group_id: orNull(text(fix, 'remote_group_id')),
          },
        },
      }),
    ),
  'insert-acl-rule': (projectId, fix) =>
    insertAclRule(
      projectId,
      text(fix, 'firewall_id'),
      text(fix, 'direction') === 'egress' ? 'egress' : 'ingress',
      {
        action: text(fix, 'action') === 'deny' ? 'deny' : 'allow',
        ip_version: text(fix, 'ethertype') === 'IPv6' ? 6 : 4,
        protocol: aclProtocols.find((word) => protocolNumberOf(word, 'IPv4') === fix['protocol']) ?? null,
        source_ip_address: orNull(text(fix, 'source')),
        destination_ip_address: orNull(text(fix, 'destination')),
        source_port: ports(fix, 'source_ports'),
        destination_port: ports(fix, 'destination_ports'),
        description: '',
        enabled: true,
      },
      orNull(text(fix, 'after_rule_id')),
    ),
};
