import assert from 'node:assert/strict';
import { ask, createAccount, fields, inForce, logIn, type Answer, type Ask, type Session } from '../api.ts';
import { connected, pinged } from '../probing.ts';
import type { Service } from '../service.ts';

export type Host = 'web' | 'neighbour' | 'db' | 'other';

/** Two VPCs of one project with a peering and both routes; `db` and `other` share a subnet, and so do `web` and `neighbour`. */
export interface Network {
  readonly session: Session;
  readonly subnets: Readonly<Record<'a' | 'b', string>>;
  readonly instances: Readonly<Record<Host, { readonly id: string; readonly portId: string; readonly groups: readonly string[] }>>;
  /** Asks as the owner; a refusal is a mistake of the test, and a write is in force when it resolves. */
  done(request: Omit<Ask, 'token'>): Promise<Answer>;
  /** That so many echoes of three come back: all, or none. */
  pings(from: Host, to: Host, expected: 0 | 3, why?: string): Promise<void>;
  /** That a TCP handshake comes about. */
  connects(from: Host, to: Host, port: number): Promise<void>;
  /** That none does. */
  isShut(from: Host, to: Host, port: number): Promise<void>;
}

const places: Readonly<Record<Host, { readonly vpc: 'a' | 'b'; readonly address: string }>> = {
  web: { vpc: 'a', address: '10.1.1.10' },
  neighbour: { vpc: 'a', address: '10.1.1.11' },
  db: { vpc: 'b', address: '10.2.1.10' },
  other: { vpc: 'b', address: '10.2.1.11' },
};
const blocks = { a: '10.1', b: '10.2' } as const;

export async function build(service: Service, account: string): Promise<Network> {
  const session = await logIn(service, await createAccount(service, account), 'eu-de');
  const { projectId, token } = session;
  const done = async (request: Omit<Ask, 'token'>): Promise<Answer> => {
    const answer = await ask(service, { ...request, token });
    assert.ok(answer.status < 300, `${request.method} ${request.path}: ${answer.status} ${answer.text}`);
    if (answer.headers.has('Isthmus-Generation')) await inForce(service, session, answer);
    return answer;
  };
  const post = async (path: string, body: object): Promise<ReturnType<typeof fields>> => fields(await done({ method: 'POST', path, body }));
  const vpcs = { a: '', b: '' };
  const subnets = { a: '', b: '' };
  for (const name of ['a', 'b'] as const) {
    vpcs[name] = (await post(`/v1/${projectId}/vpcs`, { vpc: { name, cidr: `${blocks[name]}.0.0/16` } })).vpc.id;
    const subnet = { name, cidr: `${blocks[name]}.1.0/24`, gateway_ip: `${blocks[name]}.1.1`, vpc_id: vpcs[name] };
    subnets[name] = (await post(`/v1/${projectId}/subnets`, { subnet })).subnet.id;
  }
  const path = `/isthmus/v1/projects/${projectId}/instances`;
  const instances: Record<string, { id: string; portId: string; groups: readonly string[] }> = {};
  for (const [name, { vpc, address }] of Object.entries(places)) {
    const made = await post(path, { name, subnet_id: subnets[vpc], ip_address: address });
    instances[name] = { id: made.id, portId: made.port_id, groups: made.security_group_ids };
  }
  const ends = { request_vpc_info: { vpc_id: vpcs.a }, accept_vpc_info: { vpc_id: vpcs.b } };
  const { peering } = await post('/v2.0/vpc/peerings', { peering: { name: 'a-b', ...ends } });
  for (const [from, to] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const)
    await post('/v2.0/vpc/routes', {
      route: { type: 'peering', vpc_id: vpcs[from], destination: `${blocks[to]}.0.0/16`, nexthop: peering.id },
    });
  const between = (from: Host, to: Host) => ({ session, instanceId: instances[from]!.id, destination: places[to].address });
  return {
    session,
    subnets,
    instances: instances as Network['instances'],
    done,
    pings: async (from, to, expected, why) => assert.equal(await pinged(service, between(from, to), 3, expected), expected, why),
    connects: async (from, to, port) => assert.equal(await connected(service, { ...between(from, to), port }, 'answer'), true, `${port}`),
    isShut: async (from, to, port) => assert.equal(await connected(service, { ...between(from, to), port }, 'silence'), false, `${port}`),
  };
}
