import assert from 'node:assert/strict';
import { ask, fields, type Answer } from '../../api.ts';
import { each, name, nothing, own, type Row } from '../row.ts';
import type { World } from '../world.ts';

/** What A makes for a request that may take it away. */
async function made({ service, tokens }: World, path: string, body: object): Promise<Answer> {
  const answer = await ask(service, { method: 'POST', path, body, token: tokens.owner ?? '' });
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`);
  return answer;
}

const network = async (world: World): Promise<string> =>
  fields(await made(world, '/v2.0/networks', { network: { name: name() } })).network.id;

let blocks = 0;
const cidr = (): string => `172.${16 + (blocks >> 8)}.${blocks++ & 255}.0/24`;
const subnet = async (world: World): Promise<{ readonly network_id: string; readonly subnet_id: string }> => {
  const network_id = await network(world);
  const answer = await made(world, '/v2.0/subnets', { subnet: { network_id, ip_version: 4, cidr: cidr() } });
  return { network_id, subnet_id: fields(answer).subnet.id };
};
const router = async (world: World): Promise<string> => fields(await made(world, '/v2.0/routers', { router: { name: name() } })).router.id;
const port = async (world: World): Promise<string> =>
  fields(await made(world, '/v2.0/ports', { port: { network_id: world.a.subnetId } })).port.id;

async function joined(world: World): Promise<{ readonly router_id: string; readonly subnet_id: string }> {
  const [router_id, { subnet_id }] = [await router(world), await subnet(world)];
  const path = `/v2.0/routers/${router_id}/add_router_interface`;
  const answer = await ask(world.service, { method: 'PUT', path, body: { subnet_id }, token: world.tokens.owner ?? '' });
  assert.equal(answer.status, 200, answer.text);
  return { router_id, subnet_id };
}

const list = { expected: each(200, 200, 200, 200, 200, 403, 401, 401), ask: nothing };
const show = each(200, 404, 200, 404, 404, 403, 401, 401);
const change = each(200, 404, 403, 404, 404, 403, 401, 401);
const create = each(201, 404, 403, 404, 404, 403, 401, 401);
const remove = each(204, 404, 403, 404, 404, 403, 401, 401);
/** In v1 the path names the project, which is refused first. */
const v1 = (owner: number, viewer: number) => each(owner, 400, viewer, 400, 400, 403, 401, 401);
const hidden = own(404, 404, 404);

export const networkRows: Readonly<Record<string, Row>> = {
  'GET /v2.0/networks': list,
  'POST /v2.0/networks': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { network: { name: name() } } }),
  },
  'GET /v2.0/networks/:network_id': { expected: show, ask: ({ a }) => ({ params: { network_id: a.subnetId } }) },
  'PUT /v2.0/networks/:network_id': {
    expected: change,
    ask: ({ a }) => ({ params: { network_id: a.subnetId }, body: { network: { name: name() } } }),
  },
  'DELETE /v2.0/networks/:network_id': { expected: remove, ask: async (world) => ({ params: { network_id: await network(world) } }) },

  'GET /v2.0/subnets': list,
  'POST /v2.0/subnets': {
    expected: create,
    ask: async (world) => ({ body: { subnet: { network_id: await network(world), ip_version: 4, cidr: cidr() } } }),
  },
  'GET /v2.0/subnets/:subnet_id': { expected: show, ask: async (world) => ({ params: { subnet_id: (await subnet(world)).subnet_id } }) },
  'PUT /v2.0/subnets/:subnet_id': {
    expected: change,
    ask: async (world) => ({ params: { subnet_id: (await subnet(world)).subnet_id }, body: { subnet: { name: name() } } }),
  },
  'DELETE /v2.0/subnets/:subnet_id': {
    expected: remove,
    ask: async (world) => ({ params: { subnet_id: (await subnet(world)).subnet_id } }),
  },

  'GET /v2.0/routers': list,
  'POST /v2.0/routers': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { router: { name: name() } } }),
  },
  'GET /v2.0/routers/:router_id': { expected: show, ask: ({ a }) => ({ params: { router_id: a.vpcId } }) },
  'PUT /v2.0/routers/:router_id': {
    expected: change,
    ask: async (world) => ({ params: { router_id: await router(world) }, body: { router: { name: name() } } }),
  },
  'DELETE /v2.0/routers/:router_id': { expected: remove, ask: async (world) => ({ params: { router_id: await router(world) } }) },
  'PUT /v2.0/routers/:router_id/add_router_interface': {
    expected: change,
    ask: async (world) => ({ params: { router_id: await router(world) }, body: { subnet_id: (await subnet(world)).subnet_id } }),
  },
  'PUT /v2.0/routers/:router_id/remove_router_interface': {
    expected: change,
    ask: async (world) => {
      const { router_id, subnet_id } = await joined(world);
      return { params: { router_id }, body: { subnet_id } };
    },
  },

  'GET /v2.0/ports': list,
  'POST /v2.0/ports': { expected: create, ask: ({ a }) => ({ body: { port: { network_id: a.subnetId } } }) },
  'GET /v2.0/ports/:port_id': { expected: show, ask: async (world) => ({ params: { port_id: await port(world) } }) },
  'PUT /v2.0/ports/:port_id': {
    expected: change,
    ask: async (world) => ({ params: { port_id: await port(world) }, body: { port: { name: name() } } }),
  },
  'DELETE /v2.0/ports/:port_id': { expected: remove, ask: async (world) => ({ params: { port_id: await port(world) } }) },

  'GET /v1/:project_id/ports': { expected: v1(200, 200), inOwnProject: own(200, 200, 200), ask: nothing },
  'POST /v1/:project_id/ports': {
    expected: v1(200, 403),
    inOwnProject: hidden,
    ask: ({ a }) => ({ body: { port: { network_id: a.subnetId } } }),
  },
  'GET /v1/:project_id/ports/:port_id': {
    expected: v1(200, 200),
    inOwnProject: hidden,
    ask: async (world) => ({ params: { port_id: await port(world) } }),
  },
  'PUT /v1/:project_id/ports/:port_id': {
    expected: v1(200, 403),
    inOwnProject: hidden,
    ask: async (world) => ({ params: { port_id: await port(world) }, body: { port: { name: name() } } }),
  },
  'DELETE /v1/:project_id/ports/:port_id': {
    expected: v1(204, 403),
    inOwnProject: hidden,
    ask: async (world) => ({ params: { port_id: await port(world) } }),
  },
  'POST /v1/:project_id/privateips': {
    expected: v1(200, 403),
    inOwnProject: hidden,
    ask: ({ a }) => ({ body: { privateips: [{ subnet_id: a.subnetId }] } }),
  },
  'GET /v1/:project_id/subnets/:subnet_id/privateips': {
    expected: v1(200, 200),
    inOwnProject: hidden,
    ask: ({ a }) => ({ params: { subnet_id: a.subnetId } }),
  },
  'GET /v1/:project_id/privateips/:private_ip_id': {
    expected: v1(200, 200),
    inOwnProject: hidden,
    ask: async (world) => ({ params: { private_ip_id: await port(world) } }),
  },
  'DELETE /v1/:project_id/privateips/:private_ip_id': {
    expected: v1(204, 403),
    inOwnProject: hidden,
    ask: async (world) => ({ params: { private_ip_id: await port(world) } }),
  },

  'GET /v2.0/network-ip-availabilities': { expected: each(200, 200, 200, 200, 200, 403, 401, 401), ask: nothing },
  'GET /v2.0/network-ip-availabilities/:network_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: ({ a }) => ({ params: { network_id: a.subnetId } }),
  },
};
