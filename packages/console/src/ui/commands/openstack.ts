import { at, bag, found, idBefore, lastPart, listAt, type Commands } from './call.ts';
import { command } from './shell.ts';

/** A rule of any dialect as the command that makes it; `group` is its name or id. */
function ruleCommand(rule: unknown, group: string): string {
  const ports = at(rule, 'multiport') || portsOf(found(rule, 'port_range_min'), found(rule, 'port_range_max'));
  const flags = [
    ['--ethertype', at(rule, 'ethertype')],
    ['--protocol', at(rule, 'protocol')],
    ...(at(rule, 'protocol') === 'icmp' ? icmpFlags(ports) : [['--dst-port', ports.replace('-', ':')]]),
    ['--remote-ip', at(rule, 'remote_ip_prefix')],
    ['--remote-group', at(rule, 'remote_group_id')],
    ['--description', at(rule, 'description')],
  ].flatMap(([flag = '', value = '']) => (value === '' ? [] : [flag, value]));
  return command('openstack', 'security', 'group', 'rule', 'create', `--${at(rule, 'direction')}`, ...flags, group);
}
/** `443`, `8000-8080`, or empty for all. */
const portsOf = (min: unknown, max: unknown): string =>
  typeof min !== 'number' ? '' : typeof max !== 'number' || max === min ? String(min) : `${min}-${max}`;
/** Of ICMP the two numbers are a type and a code. */
const icmpFlags = (numbers: string): readonly (readonly string[])[] => {
  const [type = '', code = ''] = numbers.split('-');
  return [
    ['--icmp-type', type],
    ['--icmp-code', code],
  ];
};

/** By method and endpoint: commands of the published OpenStack client with otcextensions. */
export const openstack: Commands = {
  'POST /v2.0/vpc/peerings': ({ body }) => {
    const peering = bag(bag(body)['peering']);
    const project = at(peering, 'accept_vpc_info', 'tenant_id');
    return command(
      'openstack',
      'vpc',
      'peering',
      'create',
      at(peering, 'name'),
      '--local-router-id',
      at(peering, 'request_vpc_info', 'vpc_id'),
      '--peer-router-id',
      at(peering, 'accept_vpc_info', 'vpc_id'),
      ...(project === '' ? [] : ['--peer-project-id', project]),
    );
  },
  'PUT /v2.0/vpc/peerings/{peering_id}/accept': ({ path }) => command('openstack', 'vpc', 'peering', 'set', '--accept', idBefore(path)),
  'PUT /v2.0/vpc/peerings/{peering_id}/reject': ({ path }) => command('openstack', 'vpc', 'peering', 'set', '--reject', idBefore(path)),
  'PUT /v2.0/vpc/peerings/{peering_id}': ({ path, body }) =>
    command('openstack', 'vpc', 'peering', 'update', '--name', at(body, 'peering', 'name'), lastPart(path)),
  'DELETE /v2.0/vpc/peerings/{peering_id}': ({ path }) => command('openstack', 'vpc', 'peering', 'delete', lastPart(path)),
  'POST /v2.0/vpc/routes': ({ body }) =>
    command(
      'openstack',
      'vpc',
      'route',
      'add',
      '--router-id',
      at(body, 'route', 'vpc_id'),
      '--destination',
      at(body, 'route', 'destination'),
      '--nexthop',
      at(body, 'route', 'nexthop'),
    ),
  'DELETE /v2.0/vpc/routes/{route_id}': ({ path }) => command('openstack', 'vpc', 'route', 'delete', lastPart(path)),
  'DELETE /v1/{project_id}/vpcs/{vpc_id}': ({ path }) => command('openstack', 'router', 'delete', lastPart(path)),
  // A group of this dialect lets its own members in from birth; one of the OpenStack client does not.
  'POST /v1/{project_id}/security-groups': ({ body }) => {
    const [name, description] = [at(body, 'security_group', 'name'), at(body, 'security_group', 'description')];
    const own = { direction: 'ingress', remote_group_id: name };
    return [
      command('openstack', 'security', 'group', 'create', ...(description === '' ? [] : ['--description', description]), name),
      ...['IPv4', 'IPv6'].map((ethertype) => ruleCommand({ ...own, ethertype }, name)),
    ].join('\n');
  },
  'DELETE /v1/{project_id}/security-groups/{security_group_id}': ({ path }) =>
    command('openstack', 'security', 'group', 'delete', lastPart(path)),
  'POST /v1/{project_id}/security-group-rules': ({ body }) =>
    ruleCommand(found(body, 'security_group_rule'), at(body, 'security_group_rule', 'security_group_id')),
  'POST /v3/{project_id}/vpc/security-groups/{security_group_id}/security-group-rules/batch-create': ({ path, body }) =>
    listAt(body, 'security_group_rules')
      .map((rule) => ruleCommand(rule, path.split('/').at(-3) ?? ''))
      .join('\n'),
  'DELETE /v1/{project_id}/security-group-rules/{security_group_rule_id}': ({ path }) =>
    command('openstack', 'security', 'group', 'rule', 'delete', lastPart(path)),
  'PUT /v2.0/ports/{port_id}': ({ path, body }) =>
    command(
      'openstack',
      'port',
      'set',
      '--no-security-group',
      ...listAt(body, 'port', 'security_groups').flatMap((id) => ['--security-group', String(id)]),
      lastPart(path),
    ),
};
