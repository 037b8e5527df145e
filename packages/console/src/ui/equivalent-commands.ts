import type { Call } from '../api/call-log.ts';

/** One quoted word of a POSIX shell: a name with a quote in it must not end the command. */
export const shellWord = (text: string): string => (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The call as it went over the wire, with a token in place of the console's session. */
export function curlOf({ method, path, body }: Call, origin: string): string {
  const lines = [`curl -X ${method} ${shellWord(origin + path)}`, `-H "X-Auth-Token: $TOKEN"`];
  if (body !== null && body !== undefined) lines.push(`-H 'Content-Type: application/json'`, `-d ${shellWord(JSON.stringify(body))}`);
  return lines.join(' \\\n  ');
}

type Bag = Readonly<Record<string, unknown>>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const at = (value: unknown, ...keys: readonly string[]): string => {
  const found = keys.reduce<unknown>((inner, key) => bag(inner)[key], value);
  return typeof found === 'string' ? found : '';
};
const lastPart = (path: string): string => path.split('/').at(-1) ?? '';
const idBefore = (path: string): string => path.split('/').at(-2) ?? '';
const command = (...parts: readonly string[]): string => parts.map(shellWord).join(' ');

/** By method and endpoint: commands of the published OpenStack client with otcextensions. */
const openstack: Readonly<Record<string, (call: Call) => string>> = {
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
};

/** One quoted word of Terraform's language: a name must not become an expression. */
export const terraformWord = (text: string): string => JSON.stringify(text).replaceAll(/[$%]\{/g, (start) => start.charAt(0) + start);

const block = (kind: string, label: string, attributes: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return [
    `resource "${kind}" "${label}" {`,
    ...attributes.map(([name, value]) => `  ${name.padEnd(width)} = ${terraformWord(value)}`),
    '}',
  ].join('\n');
};
/** A name as Terraform lets resources be called. */
const label = (name: string): string => name.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=\d)/, '_') || 'this';

/** By method and endpoint: resources of the provider `opentelekomcloud`. */
const terraform: Readonly<Record<string, (call: Call) => string>> = {
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
};

const keyOf = ({ method, endpoint }: Call): string => `${method} ${endpoint}`;
/** Null where the client has no command for it. */
export const openstackOf = (call: Call): string | null => openstack[keyOf(call)]?.(call) ?? null;
export const terraformOf = (call: Call): string | null => terraform[keyOf(call)]?.(call) ?? null;
