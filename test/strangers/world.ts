import assert from 'node:assert/strict';
import { ask, createAccount, fields, inForce, logIn, logInAsAdministrator, password, type Answer, type Session } from '../api.ts';
import type { Service } from '../service.ts';

/** Everybody who could ask, with what each may be expected to know: every id of A's things. */
export const principals = ['owner', 'peer', 'viewer', 'sibling', 'stranger', 'administrator', 'nobody', 'revoked'] as const;
export type PrincipalName = (typeof principals)[number];

/** One side of a peering. */
interface Side {
  readonly session: Session;
  readonly vpcId: string;
  readonly subnetId: string;
  /** The VPC's default one. */
  readonly routeTableId: string;
  readonly instanceId: string;
}

/** A: an owner and what it has; B: the owner at the other end of A's peering; and everybody else. */
export interface World {
  readonly service: Service;
  readonly tokens: Readonly<Record<PrincipalName, string | undefined>>;
  /** The project in whose path each asks when it does not use A's. */
  readonly projects: Readonly<Record<PrincipalName, string>>;
  readonly a: Side;
  readonly b: Side;
  readonly peeringId: string;
  readonly routeId: string;
  readonly generation: string;
  /** Makes something new of A's, for a request that may take it away. */
  readonly make: Makers;
}

export interface Makers {
  vpc(): Promise<string>;
  vpcWithSecondary(block: string): Promise<string>;
  subnet(): Promise<{ readonly vpcId: string; readonly subnetId: string }>;
  instance(): Promise<string>;
  /** Asked for by A, waiting for B. */
  pendingPeering(): Promise<string>;
  route(): Promise<string>;
  securityGroup(): Promise<string>;
  acl(): Promise<string>;
  /** An ACL with a subnet and a rule. */
  wall(): Promise<{ readonly aclId: string; readonly subnetId: string; readonly ruleId: string }>;
  /** A subnet that no ACL filters before it is asked for. */
  unwalled(): string;
  aclRule(): Promise<string>;
  aclPolicy(): Promise<string>;
  filledAclPolicy(): Promise<{ readonly policyId: string; readonly ruleId: string }>;
  securityGroupRule(): Promise<string>;
  /** The port of A's instance. */
  port(): Promise<string>;
  user(): Promise<string>;
  /** Of a user of its own, because a user has two at most. */
  accessKey(): Promise<string>;
  project(): Promise<string>;
  /** A custom one of a new VPC. */
  routeTable(): Promise<string>;
  /** The key of a tag on a thing of A's. */
  tag(path: string, id: string): Promise<string>;
  token(): Promise<string>;
  guardrail(): Promise<string>;
}

let count = 0;
const fresh = (): number => ++count;

/** What `session` creates; a refusal is a mistake of the test. */
async function made(service: Service, session: Session, path: string, body: object): Promise<Answer> {
  const answer = await ask(service, { method: 'POST', path, body, token: session.token });
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`);
  return answer;
}

const vpcOf = async (service: Service, session: Session, cidr: string): Promise<string> =>
  fields(await made(service, session, `/v1/${session.projectId}/vpcs`, { vpc: { name: `v${fresh()}`, cidr } })).vpc.id;

const subnetOf = async (service: Service, session: Session, vpcId: string, prefix: string): Promise<string> => {
  const subnet = { name: `s${fresh()}`, cidr: `${prefix}.0/24`, gateway_ip: `${prefix}.1`, vpc_id: vpcId };
  return fields(await made(service, session, `/v1/${session.projectId}/subnets`, { subnet })).subnet.id;
};

const instanceOf = async (service: Service, session: Session, subnetId: string): Promise<string> => {
  const answer = await made(service, session, `/isthmus/v1/projects/${session.projectId}/instances`, {
    name: `i${fresh()}`,
    subnet_id: subnetId,
  });
  await inForce(service, session, answer);
  return fields(answer).id;
};

async function sideOf(service: Service, session: Session, prefix: string): Promise<Side> {
  const vpcId = await vpcOf(service, session, `${prefix}.0.0/16`);
  const subnetId = await subnetOf(service, session, vpcId, `${prefix}.1`);
  const tables = await ask(service, { method: 'GET', path: `/v1/${session.projectId}/routetables?vpc_id=${vpcId}`, token: session.token });
  const routeTableId = fields(tables).routetables[0].id;
  return { session, vpcId, subnetId, routeTableId, instanceId: await instanceOf(service, session, subnetId) };
}

export async function createWorld(service: Service): Promise<World> {
  const [credentialsA, credentialsB, credentialsC] = [
    await createAccount(service, 'account-a'),
    await createAccount(service, 'account-b'),
    await createAccount(service, 'account-c'),
  ];
  const owner = await logIn(service, credentialsA, 'eu-de');
  const peer = await logIn(service, credentialsB, 'eu-de');
  const stranger = await logIn(service, credentialsC, 'eu-de');
  const sibling = await logIn(service, credentialsA, 'eu-nl');
  const administrator = await logInAsAdministrator(service);
  await made(service, owner, '/isthmus/v1/users', { name: 'viewer', password, roles: ['vpc_viewer'] });
  const viewer = await logIn(service, { domain: 'account-a', user: 'viewer', password }, 'eu-de');
  const limits = await ask(service, {
    method: 'PUT',
    path: `/isthmus/v1/domains/${owner.domainId}/quotas`,
    body: { quotas: { vpc: 1000 } },
    token: administrator.token,
  });
  assert.equal(limits.status, 200, limits.text);
  const revoked = await logIn(service, credentialsA, 'eu-de');
  const gone = await ask(service, {
    method: 'DELETE',
    path: '/v3/auth/tokens',
    token: owner.token,
    headers: { 'X-Subject-Token': revoked.token },
  });
  assert.equal(gone.status, 204, gone.text);

  const a = await sideOf(service, owner, '192.168');
  const b = await sideOf(service, peer, '10.0');
  const peering = async (vpcA: string, vpcB: string): Promise<string> => {
    const ends = { request_vpc_info: { vpc_id: vpcA }, accept_vpc_info: { vpc_id: vpcB, tenant_id: peer.projectId } };
    return fields(await made(service, owner, '/v2.0/vpc/peerings', { peering: { name: `p${fresh()}`, ...ends } })).peering.id;
  };
  const peeringId = await peering(a.vpcId, b.vpcId);
  const accepted = await ask(service, { method: 'PUT', path: `/v2.0/vpc/peerings/${peeringId}/accept`, token: peer.token });
  assert.equal(accepted.status, 200, accepted.text);
  const route = async (destination: string): Promise<Answer> =>
    made(service, owner, '/v2.0/vpc/routes', { route: { type: 'peering', vpc_id: a.vpcId, destination, nexthop: peeringId } });
  const routed = await route('10.0.0.0/16');
  const remove = async (path: string): Promise<Answer> => ask(service, { method: 'DELETE', path, token: owner.token });
  /** The one before goes, where it can: there is a quota. */
  const replacing = (make: () => Promise<string>, path: string): (() => Promise<string>) => {
    let last: string | undefined;
    return async () => {
      if (last !== undefined) await remove(`${path}/${last}`);
      return (last = await make());
    };
  };
  const acls = `/v3/${owner.projectId}/vpc/firewalls`;
  const acl = replacing(
    async () => fields(await made(service, owner, acls, { firewall: { name: `a${fresh()}` } })).firewall.id as string,
    acls,
  );
  let wallId: string | undefined;
  const walledVpc = await vpcOf(service, owner, '172.16.0.0/16');
  const walled = await subnetOf(service, owner, walledVpc, '172.16.8');
  const unwalled = await subnetOf(service, owner, walledVpc, '172.16.9');
  const aclRule = async (): Promise<string> =>
    fields(await made(service, owner, '/v2.0/fwaas/firewall_rules', { firewall_rule: { action: 'allow' } })).firewall_rule.id;
  const aclPolicy = async (firewall_rules: readonly string[]): Promise<string> =>
    fields(await made(service, owner, '/v2.0/fwaas/firewall_policies', { firewall_policy: { firewall_rules } })).firewall_policy.id;
  const securityGroup = replacing(
    async () =>
      fields(await made(service, owner, '/v2.0/security-groups', { security_group: { name: `g${fresh()}` } })).security_group.id as string,
    '/v2.0/security-groups',
  );

  return {
    service,
    a,
    b,
    peeringId,
    routeId: fields(routed).route.id,
    generation: routed.headers.get('Isthmus-Generation') ?? '',
    tokens: {
      owner: owner.token,
      peer: peer.token,
      viewer: viewer.token,
      sibling: sibling.token,
      stranger: stranger.token,
      administrator: administrator.token,
      nobody: undefined,
      revoked: revoked.token,
    },
    projects: {
      owner: owner.projectId,
      peer: peer.projectId,
      viewer: owner.projectId,
      sibling: sibling.projectId,
      stranger: stranger.projectId,
      administrator: owner.projectId,
      nobody: owner.projectId,
      revoked: owner.projectId,
    },
    make: {
      vpc: () => vpcOf(service, owner, '172.16.0.0/16'),
      async vpcWithSecondary(block) {
        const vpcId = await vpcOf(service, owner, '172.16.0.0/16');
        const path = `/v3/${owner.projectId}/vpc/vpcs/${vpcId}/add-extend-cidr`;
        const added = await ask(service, { method: 'PUT', path, body: { vpc: { extend_cidrs: [block] } }, token: owner.token });
        assert.equal(added.status, 200, added.text);
        return vpcId;
      },
      async subnet() {
        const vpcId = await vpcOf(service, owner, '172.16.0.0/16');
        return { vpcId, subnetId: await subnetOf(service, owner, vpcId, '172.16.9') };
      },
      instance: () => instanceOf(service, owner, a.subnetId),
      pendingPeering: async () => peering(await vpcOf(service, owner, '172.16.0.0/16'), await vpcOf(service, peer, '172.17.0.0/16')),
      route: async () => fields(await route(`10.200.${fresh() % 250}.0/24`)).route.id,
      securityGroup: () => securityGroup(),
      acl: () => acl(),
      async wall() {
        const put = (id: string, verb: string, body: object): Promise<Answer> =>
          ask(service, { method: 'PUT', path: `${acls}/${id}/${verb}`, body, token: owner.token });
        const subnets = [{ virsubnet_id: walled }];
        if (wallId !== undefined) await put(wallId, 'disassociate-subnets', { subnets });
        wallId = await acl();
        await put(wallId, 'associate-subnets', { subnets });
        const answer = await put(wallId, 'insert-rules', { firewall: { ingress_rules: [{ action: 'deny' }] } });
        return { aclId: wallId, subnetId: walled, ruleId: fields(answer).firewall.ingress_rules[0].id };
      },
      unwalled: () => unwalled,
      aclRule: () => aclRule(),
      aclPolicy: () => aclPolicy([]),
      async filledAclPolicy() {
        const ruleId = await aclRule();
        return { policyId: await aclPolicy([ruleId]), ruleId };
      },
      async securityGroupRule() {
        const rule = { security_group_id: await securityGroup(), direction: 'ingress', protocol: 'icmp' };
        return fields(await made(service, owner, '/v2.0/security-group-rules', { security_group_rule: rule })).security_group_rule.id;
      },
      async port() {
        const path = `/isthmus/v1/projects/${owner.projectId}/instances/${a.instanceId}`;
        return fields(await ask(service, { method: 'GET', path, token: owner.token })).port_id;
      },
      user: async () => fields(await made(service, owner, '/isthmus/v1/users', { name: `u${fresh()}`, password })).id,
      async accessKey() {
        const user = await made(service, owner, '/isthmus/v1/users', { name: `u${fresh()}`, password });
        const credential = { user_id: fields(user).id };
        return fields(await made(service, owner, '/v3.0/OS-CREDENTIAL/credentials', { credential })).credential.access;
      },
      project: async () =>
        fields(await made(service, owner, '/v3/projects', { project: { name: `eu-de_p${fresh()}`, parent_id: owner.projectId } })).project
          .id,
      async routeTable() {
        const vpcId = await vpcOf(service, owner, '172.16.0.0/16');
        const routetable = { vpc_id: vpcId, name: `rtb${fresh()}` };
        return fields(await made(service, owner, `/v1/${owner.projectId}/routetables`, { routetable })).routetable.id;
      },
      async tag(path, id) {
        const tag = { key: `t${fresh()}`, value: '' };
        await made(service, owner, `${path.replace(':project_id', owner.projectId)}/${id}/tags`, { tag });
        return tag.key;
      },
      async guardrail() {
        const stated = { name: `g${fresh()}`, rule: 'never', source: { cidr: '203.0.113.0/24' } };
        return fields(await made(service, owner, `/isthmus/v1/projects/${owner.projectId}/guardrails`, stated)).id;
      },
      token: async () => (await logIn(service, credentialsA, 'eu-de')).token,
    },
  };
}
