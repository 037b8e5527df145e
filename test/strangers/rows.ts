import { ask, fields, password } from '../api.ts';
import { absentRows } from './absent-rows.ts';
import { networkRows } from './network-rows.ts';
import { each, name, nothing, own, type Row } from './row.ts';
import { tagRows } from './tag-rows.ts';
import type { World } from './world.ts';

/** Whoever knows a password is its user, whatever token comes along. */
const login = {
  auth: {
    identity: { methods: ['password'], password: { user: { name: 'account-c', password, domain: { name: 'account-c' } } } },
    scope: { project: { name: 'eu-de' } },
  },
};

let unique = 0;
/** A block that no row used before. */
const destination = (): string => `10.${100 + (++unique >> 8)}.${unique & 255}.0/24`;
const block = (): object => {
  const third = 100 + (++unique % 150);
  return { cidr: `192.168.${third}.0/24`, gateway_ip: `192.168.${third}.1` };
};

const groupRule = (security_group_id: string): object => ({
  security_group_id,
  direction: 'ingress',
  protocol: 'tcp',
  port_range_min: 80,
  port_range_max: 80,
});

async function firstOf({ service, tokens }: World, plural: 'services' | 'endpoints' | 'roles'): Promise<string> {
  const answer = await ask(service, { method: 'GET', path: `/v3/${plural}`, token: tokens.owner ?? '' });
  return fields(answer)[plural][0].id;
}

/**
 * Every endpoint, and what each principal is answered that asks for A's things. A row for whoever adds an endpoint: the
 * test fails without one. 404 says that a thing is not there or not yours, and never which.
 */
export const rows: Readonly<Record<string, Row>> = {
  'GET /v3': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'POST /v3/auth/tokens': {
    expected: each(201, 201, 201, 201, 201, 201, 201, 201),
    ask: () => ({ body: login }),
  },
  'GET /v3/auth/tokens': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
  'HEAD /v3/auth/tokens': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
  'DELETE /v3/auth/tokens': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
  'GET /v3/auth/catalog': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/auth/projects': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/projects': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/projects/:target_project_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { target_project_id: a.session.projectId } }),
  },
  'POST /v3/projects': {
    expected: each(201, 404, 403, 201, 404, 404, 401, 401),
    ask: ({ a }) => ({ body: { project: { name: `eu-de_${name()}`, parent_id: a.session.projectId } } }),
  },
  'DELETE /v3/projects/:target_project_id': {
    expected: each(200, 404, 403, 200, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() } }),
  },
  'GET /v3/auth/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/users': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ query: `domain_id=${a.session.domainId}` }),
  },
  'GET /v3/users/:user_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'POST /v3/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { user: { name: name(), password, domain_id: a.session.domainId } } }),
  },
  'GET /v3/users/:user_id/projects': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'PATCH /v3/projects/:target_project_id': {
    expected: each(200, 404, 403, 200, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() }, body: { project: { description: name() } } }),
  },
  'GET /v3-ext/projects/:target_project_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { target_project_id: a.session.projectId } }),
  },
  'PUT /v3-ext/projects/:target_project_id': {
    expected: each(204, 404, 403, 204, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() }, body: { project: { status: 'suspended' } } }),
  },
  'GET /v3/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/domains/:domain_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId } }),
  },
  'PATCH /v3/users/:user_id': {
    expected: each(200, 404, 403, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { user: { enabled: false } } }),
  },
  'POST /v3.0/OS-USER/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { user: { name: name(), password, domain_id: a.session.domainId } } }),
  },
  'GET /v3.0/OS-USER/users/:user_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'PUT /v3.0/OS-USER/users/:user_id': {
    expected: each(200, 404, 403, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { user: { enabled: false } } }),
  },
  'DELETE /v3/users/:user_id': {
    expected: each(204, 404, 403, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() } }),
  },
  // One's own alone; an administrator sets a password without the old one.
  'POST /v3/users/:user_id/password': {
    expected: each(404, 404, 404, 404, 404, 404, 401, 401),
    ask: async ({ make }) => ({
      params: { user_id: await make.user() },
      body: { user: { original_password: password, password: `${password}-2` } },
    }),
  },
  'GET /v3/users/:user_id/groups': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'GET /v3/groups': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/roles': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/roles/:role_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { role_id: await firstOf(world, 'roles') } }),
  },
  'GET /v3/role_assignments': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ query: `user.id=${a.session.userId}` }),
  },
  'GET /v3.0/OS-CREDENTIAL/credentials': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ query: `user_id=${a.session.userId}` }),
  },
  'POST /v3.0/OS-CREDENTIAL/credentials': {
    expected: each(201, 404, 404, 201, 404, 201, 401, 401),
    ask: async ({ make }) => ({ body: { credential: { user_id: await make.user() } } }),
  },
  'GET /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() } }),
  },
  'PUT /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() }, body: { credential: { status: 'inactive' } } }),
  },
  'DELETE /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() } }),
  },
  'POST /v3.0/OS-CREDENTIAL/securitytokens': {
    expected: each(201, 404, 404, 201, 404, 404, 401, 401),
    ask: async ({ make }) => ({ body: { auth: { identity: { methods: ['token'], token: { id: await make.token() } } } } }),
  },
  'GET /isthmus/v1/wire/unread': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/regions': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'GET /v3/regions/:region_id': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: () => ({ params: { region_id: 'eu-de' } }),
  },
  'GET /v3/services': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/services/:service_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { service_id: await firstOf(world, 'services') } }),
  },
  'GET /v3/endpoints': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/endpoints/:endpoint_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { endpoint_id: await firstOf(world, 'endpoints') } }),
  },
  'GET /': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0': {
    expected: each(200, 200, 200, 200, 200, 200, 200, 200),
    ask: nothing,
  },
  ...networkRows,
  ...tagRows,
  ...absentRows,
  'GET /v2.0/network-ip-availabilities': { expected: each(200, 200, 200, 200, 200, 403, 401, 401), ask: nothing },
  'GET /v2.0/network-ip-availabilities/:network_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: ({ a }) => ({ params: { network_id: a.subnetId } }),
  },
  'GET /v2.0/vpc/peerings': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/vpc/peerings': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make, b }) => ({
      body: {
        peering: {
          name: name(),
          request_vpc_info: { vpc_id: await make.vpc() },
          accept_vpc_info: { vpc_id: b.vpcId, tenant_id: b.session.projectId },
        },
      },
    }),
  },
  'GET /v2.0/vpc/peerings/:peering_id': {
    expected: each(200, 200, 200, 404, 404, 403, 401, 401),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id': {
    expected: each(200, 200, 403, 404, 404, 403, 401, 401),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId }, body: { peering: { name: name() } } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id/accept': {
    expected: each(403, 200, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'PUT /v2.0/vpc/peerings/:peering_id/reject': {
    expected: each(403, 200, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'DELETE /v2.0/vpc/peerings/:peering_id': {
    expected: each(204, 204, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { peering_id: await make.pendingPeering() } }),
  },
  'GET /v2.0/vpc/routes': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v2.0/vpc/routes': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: ({ a, peeringId }) => ({ body: { route: { type: 'peering', vpc_id: a.vpcId, destination: destination(), nexthop: peeringId } } }),
  },
  'GET /v2.0/vpc/routes/:route_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: ({ routeId }) => ({ params: { route_id: routeId } }),
  },
  'DELETE /v2.0/vpc/routes/:route_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { route_id: await make.route() } }),
  },
  'GET /v1/:project_id/vpcs': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/vpcs': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: () => ({ body: { vpc: { name: name(), cidr: '172.16.0.0/16' } } }),
  },
  'GET /v1/:project_id/vpcs/:vpc_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId } }),
  },
  'PUT /v1/:project_id/vpcs/:vpc_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId }, body: { vpc: { description: name() } } }),
  },
  'DELETE /v1/:project_id/vpcs/:vpc_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() } }),
  },
  'GET /v1/:project_id/subnets': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v1/:project_id/subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { subnet: { name: name(), ...block(), vpc_id: a.vpcId } } }),
  },
  'GET /v1/:project_id/subnets/:subnet_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { subnet_id: a.subnetId } }),
  },
  'PUT /v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId, subnet_id: a.subnetId }, body: { subnet: { name: name() } } }),
  },
  'DELETE /v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { vpcId, subnetId } = await make.subnet();
      return { params: { vpc_id: vpcId, subnet_id: subnetId } };
    },
  },
  'GET /v1/:project_id/routetables': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: ({ a }) => ({ query: `vpc_id=${a.vpcId}` }),
  },
  'POST /v1/:project_id/routetables': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ body: { routetable: { vpc_id: await make.vpc(), name: name() } } }),
  },
  'GET /v1/:project_id/routetables/:routetable_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { routetable_id: a.routeTableId } }),
  },
  'PUT /v1/:project_id/routetables/:routetable_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a, peeringId }) => ({
      params: { routetable_id: a.routeTableId },
      body: { routetable: { routes: { add: [{ type: 'peering', destination: destination(), nexthop: peeringId }] } } },
    }),
  },
  'POST /v1/:project_id/routetables/:routetable_id/action': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { routetable_id: a.routeTableId }, body: { routetable: { subnets: { associate: [a.subnetId] } } } }),
  },
  'DELETE /v1/:project_id/routetables/:routetable_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { routetable_id: await make.routeTable() } }),
  },
  'GET /v3/:project_id/vpc/vpcs': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/vpcs': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { vpc: { name: name(), cidr: '10.0.0.0/16' } } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() }, body: { vpc: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() } }),
  },
  'GET /v3/:project_id/vpc/vpcs/:vpc_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { vpc_id: a.vpcId } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/add-extend-cidr': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { vpc_id: await make.vpc() }, body: { vpc: { extend_cidrs: ['23.8.0.0/16'] } } }),
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/remove-extend-cidr': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { vpc_id: await make.vpcWithSecondary('23.8.0.0/16') },
      body: { vpc: { extend_cidrs: ['23.8.0.0/16'] } },
    }),
  },
  'GET /v1/:project_id/quotas': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/details': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/details.json': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/default': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/domains/:domain_id/quotas': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId } }),
  },
  'PUT /isthmus/v1/domains/:domain_id/quotas': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId }, body: { quotas: { firewall: 7 } } }),
  },
  'GET /isthmus/v1/whoami': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v1/:project_id/security-groups': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v1/:project_id/security-groups/:security_group_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'DELETE /v1/:project_id/security-groups/:security_group_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v1/:project_id/security-group-rules': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/security-group-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ body: { security_group_rule: groupRule(await make.securityGroup()) } }),
  },
  'GET /v1/:project_id/security-group-rules/:security_group_rule_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v1/:project_id/security-group-rules/:security_group_rule_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'POST /v2.0/:project_id/security-groups/:security_group_id/instance/action': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { security_group_id: await make.securityGroup() },
      body: { action: 'add', ports: [{ id: await make.port() }] },
    }),
  },
  'GET /v2.0/security-groups': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/security-groups': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v2.0/security-groups/:security_group_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'PUT /v2.0/security-groups/:security_group_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() }, body: { security_group: { name: name() } } }),
  },
  'DELETE /v2.0/security-groups/:security_group_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v2.0/security-group-rules': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/security-group-rules': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ body: { security_group_rule: groupRule(await make.securityGroup()) } }),
  },
  'GET /v2.0/security-group-rules/:security_group_rule_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v2.0/security-group-rules/:security_group_rule_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'GET /v3/:project_id/vpc/security-groups': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/security-groups': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'PUT /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() }, body: { security_group: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v3/:project_id/vpc/security-group-rules': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/security-group-rules': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      body: {
        security_group_rule: { security_group_id: await make.securityGroup(), direction: 'ingress', protocol: 'tcp', multiport: '80' },
      },
    }),
  },
  'POST /v3/:project_id/vpc/security-groups/:security_group_id/security-group-rules/batch-create': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { security_group_id: await make.securityGroup() },
      body: { security_group_rules: [{ direction: 'ingress', protocol: 'udp', multiport: '53' }] },
    }),
  },
  'GET /v3/:project_id/vpc/security-group-rules/:security_group_rule_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v3/:project_id/vpc/security-group-rules/:security_group_rule_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'PUT /v3/:project_id/ports/:port_id/insert-security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { port_id: await make.port() },
      body: { port: { security_groups: [await make.securityGroup()] } },
    }),
  },
  'PUT /v3/:project_id/ports/:port_id/remove-security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { port_id: await make.port() },
      body: { port: { security_groups: [await make.securityGroup()] } },
    }),
  },
  'GET /v3/:project_id/vpc/firewalls': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/firewalls': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { firewall: { name: name() } } }),
  },
  'GET /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() }, body: { firewall: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/associate-subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { firewall_id: await make.acl() },
      body: { subnets: [{ virsubnet_id: make.unwalled() }] },
    }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/disassociate-subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, subnetId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { subnets: [{ virsubnet_id: subnetId }] } };
    },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/insert-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { firewall_id: await make.acl() },
      body: { firewall: { ingress_rules: [{ action: 'deny' }] } },
    }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/remove-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, ruleId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { firewall: { ingress_rules: [{ id: ruleId }] } } };
    },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/update-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, ruleId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { firewall: { ingress_rules: [{ id: ruleId, action: 'allow' }] } } };
    },
  },
  'GET /v2.0/fwaas/firewall_groups': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_groups': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_group: { name: name() } } }),
  },
  'GET /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() }, body: { firewall_group: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'GET /v2.0/fwaas/firewall_policies': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_policies': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_policy: { name: name() } } }),
  },
  'GET /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() } }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() }, body: { firewall_policy: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() } }),
  },
  'GET /v2.0/fwaas/firewall_rules': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_rules': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_rule: { action: 'allow' } } }),
  },
  'GET /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() } }),
  },
  'PUT /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() }, body: { firewall_rule: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() } }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/insert_rule': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({
      params: { firewall_policy_id: await make.aclPolicy() },
      body: { firewall_rule_id: await make.aclRule() },
    }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/remove_rule': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => {
      const { policyId, ruleId } = await make.filledAclPolicy();
      return { params: { firewall_policy_id: policyId }, body: { firewall_rule_id: ruleId } };
    },
  },
  'GET /isthmus/v1/projects/:project_id/vpcs': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/instances': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /isthmus/v1/projects/:project_id/instances': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { name: name(), subnet_id: a.subnetId } }),
  },
  'GET /isthmus/v1/projects/:project_id/instances/:instance_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { instance_id: a.instanceId } }),
  },
  'DELETE /isthmus/v1/projects/:project_id/instances/:instance_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { instance_id: await make.instance() } }),
  },
  'POST /isthmus/v1/projects/:project_id/instances/:instance_id/probes': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({
      params: { instance_id: a.instanceId },
      body: { type: 'ping', destination: '192.168.1.1', count: 1, timeout_ms: 50 },
    }),
  },
  'GET /isthmus/v1/projects/:project_id/peerings/:peering_id/health': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'GET /isthmus/v1/projects/:project_id/peerings': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/peerings/:peering_id/preview': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'POST /isthmus/v1/projects/:project_id/peerings/:peering_id/suggested-routes': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 404, 404),
    ask: ({ peeringId }) => ({ params: { peering_id: peeringId } }),
  },
  'POST /isthmus/v1/projects/:project_id/reachability': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { source: { instance_id: a.instanceId }, destination: { ip: '192.168.1.1' }, protocol: 'icmp' } }),
  },
  'POST /isthmus/v1/projects/:project_id/what-if': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a, peeringId }) => ({
      body: {
        changes: [
          { type: 'create-route', vpc_id: a.vpcId, route_table_id: a.routeTableId, destination: '10.9.0.0/16', peering_id: peeringId },
        ],
      },
    }),
  },
  'GET /isthmus/v1/projects/:project_id/guardrails': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /isthmus/v1/projects/:project_id/guardrails': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    // The peer may state something of the VPC at the other end of its peering.
    inOwnProject: own(201, 404, 404),
    ask: ({ a }) => ({ body: { name: name(), rule: 'never', source: { cidr: '203.0.113.0/24' }, destination: { vpc_id: a.vpcId } } }),
  },
  'GET /isthmus/v1/projects/:project_id/guardrails/:guardrail_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { guardrail_id: await make.guardrail() } }),
  },
  'DELETE /isthmus/v1/projects/:project_id/guardrails/:guardrail_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { guardrail_id: await make.guardrail() } }),
  },
  'GET /isthmus/v1/projects/:project_id/topology': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/events': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/receipts/:generation': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ generation }) => ({ params: { generation } }),
  },
  'GET /isthmus/v1/plan': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: nothing,
  },
  'GET /isthmus/v1/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'POST /isthmus/v1/domains': {
    expected: each(403, 403, 403, 403, 403, 201, 401, 401),
    ask: () => ({ body: { name: name(), user: { name: name(), password } } }),
  },
  'POST /isthmus/v1/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { name: name(), password, domain_id: a.session.domainId } }),
  },
  'PUT /isthmus/v1/users/:user_id/password': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { password: `${password}-2` } }),
  },
};
