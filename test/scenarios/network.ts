import assert from 'node:assert/strict';
import { ask, createAccount, fields, inForce, logIn, type Answer, type Ask, type Session } from '../api.ts';
import type { Service } from '../service.ts';
import type { Move, Scenario } from './scenario.ts';

interface Place {
  readonly id: string;
  readonly owner: Session;
}

/** A scenario's network, built through the published API alone, and the ids of what it is made of. */
export interface BuiltNetwork {
  readonly service: Service;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly vpcs: ReadonlyMap<string, Place>;
  readonly instances: ReadonlyMap<string, Place & { readonly address: string }>;
  /** Filled as the steps go. */
  readonly peerings: Map<string, { readonly id: string; readonly accepter: Session }>;
}

/** The first host of a block is its gateway: 192.168.1.0/24 has 192.168.1.1. */
const gatewayOf = (cidr: string): string => cidr.replace(/\.(\d+)\/\d+$/, (_, last: string) => `.${Number(last) + 1}`);

async function written(service: Service, session: Session, request: Omit<Ask, 'token'>): Promise<Answer> {
  const answer = await ask(service, { ...request, token: session.token });
  assert.ok(answer.status < 300, `${request.method} ${request.path}: ${answer.status} ${answer.text}`);
  return answer;
}

/** Account names are made unique by `run`, so that many scenarios share one service. */
export async function build(service: Service, scenario: Scenario, run: string): Promise<BuiltNetwork> {
  const sessions = new Map<string, Session>();
  for (const [name, region] of Object.entries(scenario.accounts))
    sessions.set(name, await logIn(service, await createAccount(service, `${name}-${run}`), region));
  const network = {
    service,
    sessions,
    vpcs: new Map<string, Place>(),
    instances: new Map<string, Place & { address: string }>(),
    peerings: new Map(),
  };
  for (const [name, vpc] of Object.entries(scenario.vpcs)) {
    const owner = sessions.get(vpc.account);
    assert.ok(owner, `account ${vpc.account} is declared`);
    const { projectId } = owner;
    const made = await written(service, owner, { method: 'POST', path: `/v1/${projectId}/vpcs`, body: { vpc: { name, cidr: vpc.cidr } } });
    const id = fields(made).vpc.id as string;
    network.vpcs.set(name, { id, owner });
    const subnets = new Map<string, string>();
    for (const [subnet, cidr] of Object.entries(vpc.subnets)) {
      const body = { subnet: { name: subnet, cidr, gateway_ip: gatewayOf(cidr), vpc_id: id } };
      subnets.set(subnet, fields(await written(service, owner, { method: 'POST', path: `/v1/${projectId}/subnets`, body })).subnet.id);
    }
    for (const [instance, { subnet, ip }] of Object.entries(vpc.instances)) {
      const body = { name: instance, subnet_id: subnets.get(subnet), ip_address: ip };
      const answer = await written(service, owner, { method: 'POST', path: `/isthmus/v1/projects/${projectId}/instances`, body });
      await inForce(service, owner, answer);
      network.instances.set(instance, { id: fields(answer).id, owner, address: ip });
    }
  }
  return network;
}

const found = <T>(map: ReadonlyMap<string, T>, name: string): T => {
  const value = map.get(name);
  assert.ok(value !== undefined, `the scenario names "${name}" before it exists`);
  return value;
};

/** The request that a move is, and whose it is unless another account tries it. */
export async function requestOf(
  network: BuiltNetwork,
  move: Move,
): Promise<{ readonly request: Omit<Ask, 'token'>; readonly owner: Session }> {
  const { vpcs, peerings } = network;
  if ('request' in move) {
    const [from, to] = [found(vpcs, move.from), found(vpcs, move.to)];
    const ends = { request_vpc_info: { vpc_id: from.id }, accept_vpc_info: { vpc_id: to.id, tenant_id: to.owner.projectId } };
    return {
      request: { method: 'POST', path: '/v2.0/vpc/peerings', body: { peering: { name: move.request, ...ends } } },
      owner: from.owner,
    };
  }
  if ('route' in move) {
    const { id, owner } = found(vpcs, move.route);
    const route = { type: 'peering', vpc_id: id, destination: move.destination, nexthop: found(peerings, move.via).id };
    return { request: { method: 'POST', path: '/v2.0/vpc/routes', body: { route } }, owner };
  }
  if ('unroute' in move) {
    const { id, owner } = found(vpcs, move.unroute);
    const query = new URLSearchParams({ vpc_id: id, destination: move.destination });
    const listed = await ask(network.service, { method: 'GET', path: `/v2.0/vpc/routes?${query}`, token: owner.token });
    const [route] = fields(listed).routes as { id: string }[];
    assert.ok(route, `the route to ${move.destination} is listed: ${listed.text}`);
    return { request: { method: 'DELETE', path: `/v2.0/vpc/routes/${route.id}` }, owner };
  }
  if ('delete' in move)
    return {
      request: { method: 'DELETE', path: `/v2.0/vpc/peerings/${found(peerings, move.delete).id}` },
      owner: found(network.sessions, move.by),
    };
  const verb = 'accept' in move ? 'accept' : 'reject';
  const { id, accepter } = found(peerings, 'accept' in move ? move.accept : move.reject);
  return { request: { method: 'PUT', path: `/v2.0/vpc/peerings/${id}/${verb}` }, owner: accepter };
}
