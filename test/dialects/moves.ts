import assert from 'node:assert/strict';
import { ask, fields, type Answer, type Session } from '../api.ts';
import type { Service } from '../service.ts';
import { cidrOf, gatewayOf, type Model, type Range } from './model.ts';

/** Where a move is made, and what it is about: numbers choose among what is there. */
export interface Choice {
  readonly move: MoveName;
  readonly dialect: number;
  readonly first: number;
  readonly second: number;
}

export interface Desk {
  readonly service: Service;
  readonly session: Session;
  readonly model: Model;
}

export const blocks: readonly (string | null)[] = ['10.0.', '10.1.', null];
export const ranges: readonly Range[] = [
  { prefix: '10.0.1.', first: 0, last: 255 },
  { prefix: '10.0.1.', first: 128, last: 255 },
  { prefix: '10.1.1.', first: 0, last: 255 },
  { prefix: '192.168.1.', first: 0, last: 255 },
];
const destinations = ['172.16.0.0/16', '172.17.0.0/16'];
const names = ['a', 'b', 'c', 'd', 'e'];

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % from.length];

type Send = (method: string, path: string, body?: object) => Promise<Answer>;
interface Turn extends Choice {
  readonly model: Model;
  readonly project: string;
  readonly send: Send;
}

/** A request was taken or refused as the model said; a refusal is a 4xx. */
function expect(answer: Answer, taken: boolean, what: string): boolean {
  assert.equal(answer.status < 300, taken, `${what}: ${answer.status} ${answer.text}`);
  if (!taken) assert.ok(answer.status < 500, `${what}: ${answer.status} ${answer.text}`);
  return taken;
}

/** One VPC in v1, v2.0 and v3. */
const vpcPath = (project: string, id: string | undefined, dialect: number): string =>
  [`/v1/${project}/vpcs/${id}`, `/v2.0/routers/${id}`, `/v3/${project}/vpc/vpcs/${id}`][dialect % 3]!;

export const moves = {
  async createVpc({ model, project, send, dialect, first, second }: Turn) {
    const [name = '', block = null] = [pick(names, first), pick(blocks, second)];
    const taken = model.takesVpcName(name);
    const vpc = { name, ...(block === null ? {} : { cidr: `${block}0.0/16` }) };
    const v2 = dialect % 3 === 1;
    // A VPC of v3 has a block.
    const path = dialect % 3 === 2 && block !== null ? `/v3/${project}/vpc/vpcs` : `/v1/${project}/vpcs`;
    const answer = v2 ? await send('POST', '/v2.0/routers', { router: { name } }) : await send('POST', path, { vpc });
    const made = fields(answer);
    if (expect(answer, taken, `create VPC ${name}`)) model.vpcs.set((made.vpc ?? made.router).id, { name, block: v2 ? null : block });
  },
  async renameVpc({ model, project, send, dialect, first, second }: Turn) {
    const [id, name = ''] = [pick([...model.vpcs.keys()], first), pick(names, second)];
    const vpc = id === undefined ? undefined : model.vpcs.get(id);
    if (vpc === undefined) return;
    const taken = model.takesVpcName(name, id);
    const wrapper = dialect % 3 === 1 ? 'router' : 'vpc';
    const answer = await send('PUT', vpcPath(project, id, dialect), { [wrapper]: { name } });
    if (expect(answer, taken, `rename VPC to ${name}`)) vpc.name = name;
  },
  async deleteVpc({ model, project, send, dialect, first }: Turn) {
    const id = pick([...model.vpcs.keys()], first);
    if (id === undefined) return;
    const answer = await send('DELETE', vpcPath(project, id, dialect));
    if (expect(answer, model.freesVpc(id), 'delete VPC')) model.vpcs.delete(id);
  },
  async createSubnetInVpc({ model, project, send, first, second }: Turn) {
    const [vpc_id, range] = [pick([...model.vpcs.keys()], first), pick(ranges, second)];
    if (vpc_id === undefined || range === undefined) return;
    const subnet = { name: 's', cidr: cidrOf(range), gateway_ip: gatewayOf(range), vpc_id };
    const taken = model.takesSubnet(vpc_id, range, 'in the VPC');
    const answer = await send('POST', `/v1/${project}/subnets`, { subnet });
    if (!expect(answer, taken, `create subnet ${subnet.cidr}`)) return;
    const made = fields(answer).subnet;
    model.networks.set(made.id, { subnet: { id: made.neutron_subnet_id, name: 's', range, vpc: vpc_id } });
  },
  async createNetwork({ model, send }: Turn) {
    const answer = await send('POST', '/v2.0/networks', { network: { name: 'n' } });
    if (expect(answer, true, 'create network')) model.networks.set(fields(answer).network.id, { subnet: null });
  },
  async createSubnetOnNetwork({ model, send, first, second }: Turn) {
    const [network_id, range] = [pick([...model.networks.keys()], first), pick(ranges, second)];
    if (network_id === undefined || range === undefined) return;
    const taken = model.networks.get(network_id)?.subnet === null;
    const answer = await send('POST', '/v2.0/subnets', { subnet: { network_id, name: 's', ip_version: 4, cidr: cidrOf(range) } });
    if (expect(answer, taken, 'create subnet on network'))
      model.networks.set(network_id, { subnet: { id: fields(answer).subnet.id, name: 's', range, vpc: null } });
  },
  async joinSubnet({ model, send, first, second }: Turn) {
    const [vpcId, subnet] = [pick([...model.vpcs.keys()], first), pick(subnetsOf(model), second)?.subnet];
    if (vpcId === undefined || subnet === undefined) return;
    const taken = subnet.vpc === vpcId || (subnet.vpc === null && model.takesSubnet(vpcId, subnet.range, 'outside'));
    const answer = await send('PUT', `/v2.0/routers/${vpcId}/add_router_interface`, { subnet_id: subnet.id });
    if (expect(answer, taken, 'join')) subnet.vpc = vpcId;
  },
  async partSubnet({ model, send, first }: Turn) {
    const found = pick(subnetsOf(model), first);
    if (found === undefined || found.subnet.vpc === null) return;
    const taken = model.portsOn(found.network).every(({ isInstance }) => !isInstance);
    const answer = await send('PUT', `/v2.0/routers/${found.subnet.vpc}/remove_router_interface`, { subnet_id: found.subnet.id });
    if (expect(answer, taken, 'part')) found.subnet.vpc = null;
  },
  async renameSubnet({ model, project, send, dialect, first, second }: Turn) {
    const [found, name = ''] = [pick(subnetsOf(model), first), pick(names, second)];
    if (found === undefined) return;
    const { subnet, network } = found;
    const v1 = dialect % 2 === 0 && subnet.vpc !== null;
    const answer = v1
      ? await send('PUT', `/v1/${project}/vpcs/${subnet.vpc}/subnets/${network}`, { subnet: { name } })
      : await send('PUT', `/v2.0/subnets/${subnet.id}`, { subnet: { name } });
    if (expect(answer, true, 'rename subnet')) subnet.name = name;
  },
  async deleteSubnet({ model, project, send, dialect, first }: Turn) {
    const found = pick(subnetsOf(model), first);
    if (found === undefined) return;
    const { subnet, network } = found;
    const unused = model.portsOn(network).length === 0;
    if (dialect % 2 === 0 && subnet.vpc !== null) {
      const answer = await send('DELETE', `/v1/${project}/vpcs/${subnet.vpc}/subnets/${network}`);
      if (expect(answer, unused, 'delete subnet and network')) model.networks.delete(network);
      return;
    }
    const answer = await send('DELETE', `/v2.0/subnets/${subnet.id}`);
    if (expect(answer, unused && subnet.vpc === null, 'delete subnet')) model.networks.set(network, { subnet: null });
  },
  async deleteNetwork({ model, send, first }: Turn) {
    const id = pick([...model.networks.keys()], first);
    if (id === undefined) return;
    const taken = model.portsOn(id).length === 0 && (model.networks.get(id)?.subnet?.vpc ?? null) === null;
    if (expect(await send('DELETE', `/v2.0/networks/${id}`), taken, 'delete network')) model.networks.delete(id);
  },
  async createPort({ model, project, send, dialect, first }: Turn) {
    const found = pick(subnetsOf(model), first);
    if (found === undefined) return;
    const { network } = found;
    const address = model.freeAddress(network);
    assert.ok(address);
    const isInstance = dialect % 4 === 3;
    const taken = !isInstance || found.subnet.vpc !== null;
    const answer = await [
      () => send('POST', '/v2.0/ports', { port: { network_id: network } }),
      () => send('POST', `/v1/${project}/ports`, { port: { network_id: network } }),
      () => send('POST', `/v1/${project}/privateips`, { privateips: [{ subnet_id: network }] }),
      () => send('POST', `/isthmus/v1/projects/${project}/instances`, { name: 'i', subnet_id: network }),
    ][dialect % 4]!();
    if (!expect(answer, taken, 'create port')) return;
    const body = fields(answer);
    model.ports.set(body.port?.id ?? body.privateips?.[0].id ?? body.port_id, { network, address, isInstance });
  },
  /** v2.0 alone has a word for it; every dialect shows it. The last free address of the range, or one that is taken. */
  async movePort({ model, send, first, second }: Turn) {
    const id = pick([...model.ports.keys()], first);
    const port = id === undefined ? undefined : model.ports.get(id);
    const range = port === undefined ? undefined : model.networks.get(port.network)?.subnet?.range;
    if (port === undefined || range === undefined) return;
    const address = `${range.prefix}${range.last - 3 - (second % 3)}`;
    const taken = model.portsOn(port.network).every((one) => one === port || one.address !== address);
    const answer = await send('PUT', `/v2.0/ports/${id}`, { port: { fixed_ips: [{ ip_address: address }] } });
    if (expect(answer, taken, `move port to ${address}`)) port.address = address;
  },
  async deletePort({ model, project, send, dialect, first }: Turn) {
    const id = pick([...model.ports.keys()], first);
    if (id === undefined) return;
    const path = [`/v2.0/ports/${id}`, `/v1/${project}/ports/${id}`, `/v1/${project}/privateips/${id}`][dialect % 3]!;
    const taken = model.ports.get(id)?.isInstance === false;
    if (expect(await send('DELETE', path), taken, 'delete port')) model.ports.delete(id);
  },
  async createPeering({ model, send, first, second }: Turn) {
    const vpcs = [...model.vpcs.keys()];
    const [a, b] = [pick(vpcs, first), pick(vpcs, second)];
    if (a === undefined || b === undefined) return;
    const peering = { name: 'p', request_vpc_info: { vpc_id: a }, accept_vpc_info: { vpc_id: b } };
    const answer = await send('POST', '/v2.0/vpc/peerings', { peering });
    if (expect(answer, model.takesPeering(a, b), 'create peering')) model.peerings.set(fields(answer).peering.id, [a, b]);
  },
  async deletePeering({ model, send, first }: Turn) {
    const id = pick([...model.peerings.keys()], first);
    if (id === undefined) return;
    expect(await send('DELETE', `/v2.0/vpc/peerings/${id}`), true, 'delete peering');
    model.peerings.delete(id);
    model.routes = model.routes.filter(({ peering }) => peering !== id);
  },
  async createRoute({ model, project, send, dialect, first, second }: Turn) {
    const [peering, vpc, destination] = [
      pick([...model.peerings.keys()], first),
      pick([...model.vpcs.keys()], second),
      pick(destinations, dialect >> 1),
    ];
    if (peering === undefined || vpc === undefined || destination === undefined) return;
    const route = { type: 'peering', nexthop: peering, destination };
    const answer =
      dialect % 2 === 0
        ? await send('POST', '/v2.0/vpc/routes', { route: { ...route, vpc_id: vpc } })
        : await send('PUT', `/v1/${project}/routetables/${await defaultTable(send, project, vpc)}`, {
            routetable: { routes: { add: [route] } },
          });
    const taken = model.takesRoute({ vpc, destination, peering });
    if (expect(answer, taken, 'create route')) model.routes = [...model.routes, { vpc, destination, peering }];
  },
  async deleteRoute({ model, project, send, dialect, first }: Turn) {
    const route = pick(model.routes, first);
    if (route === undefined) return;
    const { vpc, destination } = route;
    if (dialect % 2 === 0) {
      const { routes } = fields(await send('GET', `/v2.0/vpc/routes?vpc_id=${vpc}&destination=${destination}`));
      expect(await send('DELETE', `/v2.0/vpc/routes/${routes[0].id}`), true, 'delete route');
    } else {
      const path = `/v1/${project}/routetables/${await defaultTable(send, project, vpc)}`;
      expect(await send('PUT', path, { routetable: { routes: { del: [{ destination }] } } }), true, 'delete route of table');
    }
    model.routes = model.routes.filter((one) => one !== route);
  },
  async deleteInstance({ model, project, send, first }: Turn) {
    const id = pick(
      [...model.ports].filter(([, port]) => port.isInstance).map(([port]) => port),
      first,
    );
    if (id === undefined) return;
    const { device_id } = fields(await send('GET', `/v2.0/ports/${id}`)).port;
    const answer = await send('DELETE', `/isthmus/v1/projects/${project}/instances/${device_id}`);
    if (expect(answer, true, 'delete instance')) model.ports.delete(id);
  },
};

async function defaultTable(send: Send, project: string, vpc: string): Promise<string> {
  const { routetables } = fields(await send('GET', `/v1/${project}/routetables?vpc_id=${vpc}`));
  return routetables.find((table: { default: boolean }) => table.default).id;
}

export type MoveName = keyof typeof moves;

const subnetsOf = ({ networks }: Model) => [...networks].flatMap(([network, { subnet }]) => (subnet === null ? [] : [{ network, subnet }]));

export async function take({ service, session, model }: Desk, choice: Choice): Promise<void> {
  const send: Send = (method, path, body) => ask(service, { method, path, token: session.token, ...(body === undefined ? {} : { body }) });
  await moves[choice.move]({ ...choice, model, project: session.projectId, send });
}
