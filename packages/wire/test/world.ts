import {
  err,
  must,
  ok,
  parseAddress,
  parseCidr,
  quotaDefaults,
  quotaTypes,
  type AccessKey,
  type TaggedAcl,
  type AclPolicy,
  type AclRule,
  type Address,
  type Cidr,
  type Domain,
  type Event,
  type Execute,
  type Input,
  type Generation,
  type InstanceWithPort,
  type Instant,
  type Network,
  type NeutronSubnet,
  type OperationName,
  type Output,
  type Peering,
  type Principal,
  type Problem,
  type Project,
  type ProjectId,
  type PublicUser,
  type Region,
  type Route,
  type SecurityGroup,
  type SecurityGroupRule,
  type RouteTableContents,
  type SeenPeering,
  type StoredGuardrail,
  type Subnet,
  type TokenInfo,
  type Vpc,
} from '@isthmus/core';
import type { Endpoint, Site, WireRequest } from '../src/index.ts';

/** One thing of each kind, in the words of core, and an `execute` that answers with them. */
export const at = Date.UTC(2026, 10, 23, 10, 15, 0, 123) as Instant;
export const acme = 'a'.repeat(32) as ProjectId;
export const globex = 'b'.repeat(32) as ProjectId;
export const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const cidr = (text: string): Cidr => must(parseCidr(text));
const address = (text: string): Address => must(parseAddress(text));
const as = <T>(text: string): T => text as T;

export const alice: Principal = {
  userId: as('c'.repeat(32)),
  userName: 'alice',
  domainId: as('d'.repeat(32)),
  domainName: 'acme',
  roles: ['te_admin'],
  project: { id: acme, name: 'eu-de', region: as<Region>('eu-de') },
};
export const aliceOfDomain: Principal = { ...alice, project: undefined } as Principal;

export const vpc: Vpc = {
  id: as(uuid('1')),
  projectId: acme,
  name: 'vpc-acme',
  description: '',
  cidr: cidr('192.168.0.0/16'),
  secondaryCidrs: [cidr('23.8.0.0/16')],
  enterpriseProjectId: '0',
  enableSharedSnat: false,
  createdAt: at,
  updatedAt: at,
};
export const subnet: Subnet = {
  id: as(uuid('2')),
  neutronId: as(uuid('3')),
  neutronIdV6: null,
  projectId: acme,
  vpcId: vpc.id,
  routeTableId: as(uuid('4')),
  name: 'subnet-1',
  description: '',
  cidr: cidr('192.168.1.0/24'),
  gateway: address('192.168.1.1'),
  allocationPools: null,
  routerPort: null,
  cidrV6: null,
  gatewayV6: null,
  dhcpEnabled: true,
  dnsServers: ['100.125.4.25', '8.8.8.8'],
  extraDhcpOptions: [{ name: 'ntp', value: '10.0.0.1' }],
  availabilityZone: '',
  createdAt: at,
  updatedAt: at,
};
export const network: Network = {
  id: subnet.id,
  projectId: acme,
  name: 'network-1',
  adminStateUp: true,
  portSecurityEnabled: true,
  createdAt: at,
  updatedAt: at,
};
export const neutronSubnet: NeutronSubnet = { id: subnet.neutronId, family: 4, subnet };
export const peering: Peering = {
  id: as(uuid('5')),
  name: 'acme-globex',
  description: 'for the demo',
  status: 'PENDING_ACCEPTANCE',
  requester: { vpcId: vpc.id, projectId: acme },
  accepter: { vpcId: as(uuid('6')), projectId: globex },
  expiresAt: at,
  createdAt: at,
  updatedAt: at,
};
export const route: Route = {
  id: as(uuid('7')),
  routeTableId: as(uuid('4')),
  vpcId: vpc.id,
  projectId: acme,
  type: 'peering',
  destination: cidr('10.0.0.0/16'),
  destinationText: '10.0.0.0/16',
  nextHop: peering.id,
  description: '',
  createdAt: at,
};
export const routeTable: RouteTableContents = {
  table: {
    id: route.routeTableId,
    vpcId: vpc.id,
    projectId: acme,
    name: 'rtb-vpc-acme',
    description: '',
    isDefault: true,
    createdAt: at,
    updatedAt: at,
  },
  local: [subnet.cidr, cidr('100.64.0.0/10')],
  routes: [route],
  subnetIds: [subnet.id],
};
export const instance: InstanceWithPort = {
  instance: {
    id: as(uuid('8')),
    projectId: acme,
    vpcId: vpc.id,
    subnetId: subnet.id,
    portId: as(uuid('9')),
    name: 'web',
    status: 'BUILD',
    createdAt: at,
  },
  port: {
    id: as(uuid('9')),
    projectId: acme,
    subnetId: subnet.id,
    vpcId: vpc.id,
    name: '',
    macAddress: 'fa:16:3e:00:00:01',
    addresses: [address('192.168.1.10')],
    deviceId: uuid('8'),
    deviceOwner: 'compute:eu-de-01',
    adminStateUp: true,
    portSecurityEnabled: true,
    securityGroupIds: [as(uuid('a'))],
    allowedAddressPairs: [],
    extraDhcpOptions: [],
    createdAt: at,
    updatedAt: at,
  },
};
export const securityGroup: SecurityGroup = {
  id: as(uuid('a')),
  projectId: acme,
  name: 'web',
  description: '',
  vpcId: null,
  enterpriseProjectId: '0',
  isDefault: false,
  createdAt: at,
  updatedAt: at,
};
export const securityGroupRule: SecurityGroupRule = {
  id: as(uuid('b')),
  securityGroupId: securityGroup.id,
  projectId: acme,
  direction: 'ingress',
  etherType: 'IPv4',
  protocol: 'tcp',
  portMin: 5432,
  portMax: 5432,
  remotePrefix: cidr('10.0.0.0/16'),
  remoteGroupId: null,
  description: '',
  createdAt: at,
};
export const aclRule: AclRule = {
  id: as(uuid('c')),
  projectId: acme,
  name: 'web',
  description: '',
  action: 'allow',
  family: 4,
  protocol: 'tcp',
  source: '10.0.0.0/16',
  destination: null,
  sourcePorts: [],
  destinationPorts: [
    [80, 80],
    [8000, 8080],
  ],
  enabled: true,
  createdAt: at,
  updatedAt: at,
};
export const aclPolicy: AclPolicy = {
  id: as(uuid('d')),
  projectId: acme,
  name: 'in',
  description: '',
  audited: false,
  ruleIds: [aclRule.id],
  madeFor: null,
  createdAt: at,
  updatedAt: at,
};
export const acl: TaggedAcl = {
  tags: [{ key: 'env', value: 'test' }],
  acl: {
    id: as(uuid('e')),
    projectId: acme,
    name: 'wall',
    description: '',
    adminStateUp: true,
    enterpriseProjectId: '0',
    ingressPolicyId: aclPolicy.id,
    egressPolicyId: null,
    createdAt: at,
    updatedAt: at,
  },
  subnets: [{ id: subnet.id, neutronId: subnet.neutronId, routerPort: null }],
  ingress: [aclRule],
  egress: [],
};
const groupWithRules = { group: securityGroup, rules: [securityGroupRule] };
export const project: Project = {
  id: acme,
  domainId: alice.domainId,
  name: 'eu-de',
  region: as('eu-de'),
  parentId: null,
  description: '',
  enabled: true,
  createdAt: at,
};
export const domain: Domain = { id: alice.domainId, name: 'acme', enabled: true, description: '', createdAt: at };
export const user: PublicUser = {
  id: alice.userId,
  domainId: alice.domainId,
  name: 'alice',
  email: '',
  description: '',
  enabled: true,
  roles: ['te_admin'],
  createdAt: at,
};
export const accessKey: AccessKey = {
  id: as('HPUAEXAMPLE000000001'),
  userId: alice.userId,
  status: 'active',
  description: '',
  createdAt: at,
  lastUsedAt: at,
  expiresAt: null,
};
export const info: TokenInfo = {
  principal: alice,
  methods: ['password'],
  issuedAt: at,
  expiresAt: (at + 86_400_000) as Instant,
  projectDomain: { id: alice.domainId, name: 'acme' },
};
export const event: Event = {
  generation: 7 as Generation,
  at,
  kind: 'peering.accepted',
  actor: { userId: as('e'.repeat(32)), userName: 'bob', domainId: as('f'.repeat(32)), projectId: globex },
  resourceKind: 'peering',
  resourceId: peering.id,
  projectIds: [acme, globex],
  vpcIds: [vpc.id],
  detail: { status: 'ACTIVE' },
};

export const guardrail: StoredGuardrail = {
  id: as(uuid('b')),
  projectId: acme,
  name: 'no-ssh',
  rule: 'never',
  source: { vpcId: null, cidr: cidr('10.0.0.0/8') },
  destination: { vpcId: vpc.id, cidr: null },
  protocol: 'tcp',
  ports: [22, 22],
  createdAt: at,
};
export const seenPeering: SeenPeering = {
  peering,
  side: 'requester',
  health: { health: 'waiting-on-them', reasons: [], localRoutes: 0, peerHasReturnRoute: false },
  localRanges: [cidr('192.168.0.0/16')],
  peerRanges: null,
};

export const tag = { key: 'env', value: 'test' };

const list = <T>(item: T) => ({ items: [item], more: false });
/** What each operation answers. */
export const outputs: { readonly [Name in OperationName]: Output<Name> } = {
  'issue-token': { token: 'secret-token', info },
  'validate-token': info,
  'revoke-token': null,
  'list-projects': list(project),
  'show-project': project,
  'create-project': project,
  'delete-project': null,
  'list-domains': list(domain),
  'create-domain': { domain, projects: [project], user },
  'list-users': list(user),
  'show-user': user,
  'create-user': user,
  'set-password': null,
  'update-project': project,
  'update-user': user,
  'delete-user': null,
  'change-password': null,
  'list-access-keys': list(accessKey),
  'show-access-key': accessKey,
  'create-access-key': { key: accessKey, secret: 'secret' },
  'update-access-key': accessKey,
  'delete-access-key': null,
  'issue-temporary-key': { key: accessKey, secret: 'secret', securityToken: 'token', expiresAt: at },
  'list-regions': { items: [as<Region>('eu-de'), as<Region>('eu-nl')], more: false },
  'list-vpcs': list(vpc),
  'show-vpc': vpc,
  'create-vpc': vpc,
  'update-vpc': vpc,
  'delete-vpc': null,
  'list-vpc-contents': list({ vpcId: vpc.id, tags: [tag], routeTables: 2, subnets: 1 }),
  'add-secondary-blocks': vpc,
  'remove-secondary-blocks': vpc,
  'list-subnets': list(subnet),
  'show-subnet': subnet,
  'create-subnet': subnet,
  'update-subnet': subnet,
  'delete-subnet': null,
  'list-networks': list({ network, subnet }),
  'show-network': { network, subnet },
  'show-address-use': { network, uses: [{ subnet: { id: subnet.neutronId, family: 4, subnet }, total: 251, used: 1 }] },
  'list-address-uses': list({ network, uses: [{ subnet: { id: subnet.neutronId, family: 4, subnet }, total: 251, used: 1 }] }),
  'create-network': { network, subnet: null },
  'create-networks': [{ network, subnet: null }],
  'update-network': { network, subnet },
  'delete-network': null,
  'list-neutron-subnets': list(neutronSubnet),
  'show-neutron-subnet': neutronSubnet,
  'create-neutron-subnet': neutronSubnet,
  'create-neutron-subnets': [neutronSubnet],
  'update-neutron-subnet': neutronSubnet,
  'delete-neutron-subnet': null,
  'join-subnet': neutronSubnet,
  'part-subnet': neutronSubnet,
  'list-ports': list({ port: instance.port, subnet }),
  'show-port': { port: instance.port, subnet },
  'create-port': { port: instance.port, subnet },
  'create-ports': [{ port: instance.port, subnet }],
  'update-port': { port: instance.port, subnet },
  'delete-port': null,
  'list-private-ips': list(instance.port),
  'show-private-ip': instance.port,
  'create-private-ips': [instance.port],
  'delete-private-ip': null,
  'list-peerings': list(peering),
  'show-peering': peering,
  'create-peering': peering,
  'update-peering': peering,
  'accept-peering': { ...peering, status: 'ACTIVE', expiresAt: null },
  'reject-peering': { ...peering, status: 'REJECTED', expiresAt: null },
  'delete-peering': null,
  'show-peering-health': {
    health: 'one-way',
    reasons: ['the peer has no return route'],
    localRoutes: 1,
    peerHasReturnRoute: false,
    expiresAt: null,
  },
  'list-routes': list(route),
  'show-route': route,
  'create-route': route,
  'delete-route': null,
  'list-route-tables': list(routeTable),
  'show-route-table': routeTable,
  'create-route-table': routeTable,
  'update-route-table': routeTable,
  'associate-subnets': routeTable,
  'delete-route-table': null,
  'list-acls': list(acl),
  'show-acl': acl,
  'create-acl': acl,
  'update-acl': acl,
  'delete-acl': null,
  'associate-acl-subnets': acl,
  'disassociate-acl-subnets': acl,
  'add-acl-rules': acl,
  'remove-acl-rules': acl,
  'change-acl-rules': acl,
  'list-acl-policies': list(aclPolicy),
  'show-acl-policy': aclPolicy,
  'create-acl-policy': aclPolicy,
  'update-acl-policy': aclPolicy,
  'delete-acl-policy': null,
  'insert-acl-rule': aclPolicy,
  'remove-acl-rule': aclPolicy,
  'list-acl-rules': list(aclRule),
  'show-acl-rule': aclRule,
  'create-acl-rule': aclRule,
  'update-acl-rule': aclRule,
  'delete-acl-rule': null,
  'list-security-groups': list(groupWithRules),
  'show-security-group': groupWithRules,
  'create-security-group': groupWithRules,
  'create-security-groups': [groupWithRules],
  'update-security-group': groupWithRules,
  'delete-security-group': null,
  'list-security-group-rules': list(securityGroupRule),
  'show-security-group-rule': securityGroupRule,
  'create-security-group-rules': [securityGroupRule],
  'delete-security-group-rule': null,
  'update-port-security-groups': instance.port,
  'list-instances': list(instance),
  'show-instance': instance,
  'create-instance': instance,
  'delete-instance': null,
  'probe-instance': {
    transmitted: 3,
    received: 3,
    rtt: { min: 0.1, avg: 0.2, max: 0.3 },
    hops: [{ ttl: 1, address: null, rttMs: null }],
    connected: true,
    notice: 'none',
  },
  'list-quotas': { items: quotaTypes.map((type) => ({ type, used: 1, limit: quotaDefaults[type] })), more: false },
  'list-domain-quotas': list({ region: as<Region>('eu-de'), type: 'vpc', used: 1, limit: 5 } as const),
  'set-quotas': list({ region: as<Region>('eu-de'), type: 'vpc', used: 1, limit: 5 } as const),
  'list-tags': list(tag),
  'list-project-tags': list({ key: tag.key, values: [tag.value] }),
  'set-tags': null,
  'delete-tag': null,
  'delete-tags': null,
  'show-tagged-resources': { resources: [{ id: vpc.id, name: vpc.name, tags: [tag] }], total: 1 },
  'check-reachability': {
    answer: {
      reachable: false,
      forward: {
        hops: [{ side: 'yours', at: { noun: 'port', id: instance.port.id } }],
        blockers: [
          { kind: 'no-return-route', at: null, side: 'theirs', summary: 'x' },
          {
            kind: 'no-route',
            at: { noun: 'route_table', id: route.routeTableId },
            side: 'yours',
            summary: 'x',
            fix: {
              type: 'create-route',
              vpcId: vpc.id,
              routeTableId: route.routeTableId,
              destination: route.destination,
              peeringId: peering.id,
            },
          },
        ],
      },
      return: { hops: [], blockers: [] },
    },
    probe: { arrived: false, agreed: true, result: { transmitted: 1, received: 0, rtt: null, notice: 'none' } },
  },
  'preview-peering': {
    yours: { vpcId: vpc.id, ranges: [subnet.cidr] },
    theirs: { vpcId: peering.accepter.vpcId, ranges: [route.destination] },
    overlaps: [{ yours: subnet.cidr, theirs: subnet.cidr }],
    shadowed: [{ subnetId: subnet.id, yours: subnet.cidr, theirs: subnet.cidr }],
    suggested: [
      {
        type: 'create-route',
        vpcId: vpc.id,
        routeTableId: route.routeTableId,
        destination: route.destination,
        peeringId: peering.id,
      },
    ],
    taken: [{ routeTableId: route.routeTableId, destination: route.destination }],
    quota: { used: 1, limit: 50 },
  },
  'add-suggested-routes': [route],
  'list-seen-peerings': list(seenPeering),
  'show-topology': {
    vpcs: [vpc],
    subnets: [subnet],
    instances: [{ ...instance.instance, addresses: instance.port.addresses }],
    peerings: [seenPeering],
  },
  'list-guardrails': list(guardrail),
  'show-guardrail': guardrail,
  'create-guardrail': guardrail,
  'delete-guardrail': null,
  'check-changes': {
    opened: [
      {
        source: { vpcId: vpc.id, ranges: { family: 4, spans: [{ first: 1n, last: 2n }] } },
        destination: { vpcId: vpc.id, ranges: { family: 4, spans: [{ first: 3n, last: 3n }] } },
        protocol: 'tcp',
        ports: [
          [1, 1],
          [3, 5],
        ],
      },
    ],
    cut: [],
  },
  'list-events': list(event),
  'show-receipt': { generation: 7 as Generation, inForce: true, inForceAt: at },
  'show-plan': { dataPlane: 'sim', lines: ['ip netns add x'] },
};

export interface Call {
  readonly name: OperationName;
  readonly input: unknown;
}

export const isRead = (name: OperationName): boolean => /^(list|show|validate|probe|check|preview)-/.test(name);

/** Answers every operation with its output above, and writes down what was asked. */
export function scripted(calls: Call[] = []): Execute {
  return async (_principal, name, input) => {
    calls.push({ name, input });
    return ok({ value: outputs[name], generation: isRead(name) ? null : (42 as Generation) });
  };
}

export const refusing =
  (problem: Problem): Execute =>
  async () =>
    err(problem);

export const site: Site = {
  baseUrl: 'http://127.0.0.1:9696',
  regions: ['eu-de', 'eu-nl'],
  unread: () => ({
    fields: [{ dialect: 'native', endpoint: 'GET /isthmus/v1/plan', field: '?debug', requests: 1 }],
    paths: [{ method: 'GET', path: '/v9', requests: 1 }],
  }),
};
export const asking = (parts: Partial<WireRequest> = {}): WireRequest => ({
  principal: alice,
  params: {},
  query: {},
  body: undefined,
  headers: {},
  source: '127.0.0.1',
  requestId: '0'.repeat(32),
  site,
  ...parts,
});

/** Path parameters that name what the world above has. */
const ids: Readonly<Record<string, string>> = {
  project_id: acme,
  vpc_id: vpc.id,
  subnet_id: subnet.id,
  router_id: vpc.id,
  network_id: subnet.id,
  private_ip_id: instance.port.id,
  peering_id: peering.id,
  guardrail_id: guardrail.id,
  route_id: route.id,
  routetable_id: routeTable.table.id,
  instance_id: instance.instance.id,
  port_id: instance.port.id,
  security_group_id: securityGroup.id,
  firewall_id: acl.acl.id,
  firewall_policy_id: aclPolicy.id,
  firewall_rule_id: aclRule.id,
  security_group_rule_id: securityGroupRule.id,
  user_id: user.id,
  domain_id: user.domainId,
  access_key_id: accessKey.id,
  target_project_id: acme,
  tag_key: tag.key,
  region_id: 'eu-de',
  extension_alias: 'router',
  generation: '7',
};
export const paramsOf = ({ path }: Pick<Endpoint, 'path'>): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, ids[name] ?? 'f'.repeat(32)]));

export const called = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string => `${method} ${path}`;

/** The row of that method and path. */
export function rowOf(rows: readonly Endpoint[], name: string): Endpoint {
  const row = rows.find((one) => called(one) === name);
  if (row === undefined) throw new Error(`there is no ${name}`);
  return row;
}

/** Asks a row with an `execute` that writes down what it was given; the answer as it travels, and the operations asked. */
export async function exchange(row: Endpoint, parts: Partial<WireRequest> = {}, execute?: Execute) {
  const calls: Call[] = [];
  const answer = await row.answer(asking({ params: paramsOf(row), ...parts }), execute ?? scripted(calls));
  const body = answer.ok && answer.value.body !== undefined ? (JSON.parse(JSON.stringify(answer.value.body)) as unknown) : undefined;
  return { answer, calls, body, status: answer.ok ? answer.value.status : null, problem: answer.ok ? null : answer.problem };
}

/** What the first operation of an exchange was given. */
export function inputOf<Name extends OperationName>(calls: readonly Call[]): Input<Name> {
  const [first] = calls;
  if (first === undefined) throw new Error('nothing was asked');
  return first.input as Input<Name>;
}
