import { at, found, idBefore, listAt, type Commands } from './call.ts';

/** One quoted word of Terraform's language: a name must not become an expression. */
export const terraformWord = (text: string): string => JSON.stringify(text).replaceAll(/[$%]\{/g, (start) => start.charAt(0) + start);

const block = (kind: string, label: string, attributes: readonly (readonly [string, string | number])[]): string => {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return [
    `resource "${kind}" "${label}" {`,
    ...attributes.map(([name, value]) => `  ${name.padEnd(width)} = ${typeof value === 'number' ? value : terraformWord(value)}`),
    '}',
  ].join('\n');
};
/** A name as Terraform lets resources be called. */
const label = (name: string): string => name.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=\d)/, '_') || 'this';

function ruleBlock(rule: unknown, groupId: string, ports: readonly unknown[]): string {
  const name = label([at(rule, 'direction'), at(rule, 'protocol') || 'all', ...ports.slice(0, 1)].filter((part) => part != null).join('_'));
  const attributes: readonly (readonly [string, unknown])[] = [
    ['direction', at(rule, 'direction')],
    ['ethertype', at(rule, 'ethertype')],
    ['protocol', at(rule, 'protocol')],
    ['port_range_min', ports[0]],
    ['port_range_max', ports[1]],
    ['remote_ip_prefix', at(rule, 'remote_ip_prefix')],
    ['remote_group_id', at(rule, 'remote_group_id')],
    ['security_group_id', groupId],
  ];
  return block(
    'opentelekomcloud_networking_secgroup_rule_v2',
    name,
    attributes.flatMap(([field, value]) => (value === '' || value == null ? [] : [[field, value as string | number] as const])),
  );
}

/** By method and endpoint: resources of the provider `opentelekomcloud`. */
export const terraform: Commands = {
  'POST /v2.0/vpc/peerings': ({ body }) =>
    block('opentelekomcloud_vpc_peering_connection_v2', label(at(body, 'peering', 'name')), [
      ['name', at(body, 'peering', 'name')],
      ['vpc_id', at(body, 'peering', 'request_vpc_info', 'vpc_id')],
      ['peer_vpc_id', at(body, 'peering', 'accept_vpc_info', 'vpc_id')],
      ['peer_tenant_id', at(body, 'peering', 'accept_vpc_info', 'tenant_id')],
    ]),
  'PUT /v2.0/vpc/peerings/{peering_id}/accept': ({ path }) =>
    `resource "opentelekomcloud_vpc_peering_connection_accepter_v2" "peer" {\n  vpc_peering_connection_id = "${idBefore(path)}"\n  accept                    = true\n}`,
  'PUT /v2.0/vpc/peerings/{peering_id}/reject': ({ path }) =>
    `resource "opentelekomcloud_vpc_peering_connection_accepter_v2" "peer" {\n  vpc_peering_connection_id = "${idBefore(path)}"\n  accept                    = false\n}`,
  'POST /v2.0/vpc/routes': ({ body }) =>
    block('opentelekomcloud_vpc_route_v2', 'peering', [
      ['type', 'peering'],
      ['nexthop', at(body, 'route', 'nexthop')],
      ['destination', at(body, 'route', 'destination')],
      ['vpc_id', at(body, 'route', 'vpc_id')],
    ]),
  'POST /v1/{project_id}/vpcs': ({ body }) =>
    block('opentelekomcloud_vpc_v1', label(at(body, 'vpc', 'name')), [
      ['name', at(body, 'vpc', 'name')],
      ['cidr', at(body, 'vpc', 'cidr')],
    ]),
  'POST /v1/{project_id}/subnets': ({ body }) =>
    block('opentelekomcloud_vpc_subnet_v1', label(at(body, 'subnet', 'name')), [
      ['name', at(body, 'subnet', 'name')],
      ['cidr', at(body, 'subnet', 'cidr')],
      ['gateway_ip', at(body, 'subnet', 'gateway_ip')],
      ['vpc_id', at(body, 'subnet', 'vpc_id')],
    ]),
  'POST /v1/{project_id}/routetables': ({ body }) =>
    block('opentelekomcloud_vpc_route_table_v1', label(at(body, 'routetable', 'name')), [
      ['name', at(body, 'routetable', 'name')],
      ['vpc_id', at(body, 'routetable', 'vpc_id')],
      ['description', at(body, 'routetable', 'description')],
    ]),
  'POST /v1/{project_id}/security-groups': ({ body }) =>
    block('opentelekomcloud_networking_secgroup_v2', label(at(body, 'security_group', 'name')), [
      ['name', at(body, 'security_group', 'name')],
      ['description', at(body, 'security_group', 'description')],
    ]),
  'POST /v1/{project_id}/security-group-rules': ({ body }) => {
    const rule = found(body, 'security_group_rule');
    return ruleBlock(rule, at(rule, 'security_group_id'), [found(rule, 'port_range_min'), found(rule, 'port_range_max')]);
  },
  'POST /v3/{project_id}/vpc/security-groups/{security_group_id}/security-group-rules/batch-create': ({ path, body }) =>
    listAt(body, 'security_group_rules')
      .map((rule) => {
        const [min, max = min] = at(rule, 'multiport').split('-');
        return ruleBlock(rule, path.split('/').at(-3) ?? '', min === '' ? [] : [Number(min), Number(max)]);
      })
      .join('\n\n'),
};
