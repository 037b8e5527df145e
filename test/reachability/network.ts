import { createHash, randomUUID } from 'node:crypto';
import type { DataPlane } from '@isthmus/control';
import {
  blocksOf,
  desiredRouter,
  formatAddress,
  idOf,
  lastOf,
  sameAddress,
  walk,
  worldVpc,
  type Address,
  type Answer,
  type Branded,
  type FilterMatch,
  type FlowProtocol,
  type InstanceId,
  type Instant,
  type Peering,
  type Port,
  type ProbeRequest,
  type ProjectId,
  type Router,
  type RouterAcl,
  type RouterSubnet,
  type SecurityGroupRule,
  type VpcId,
  type VpcIntent,
  type World,
  type WorldPort,
  type WorldVpc,
} from '@isthmus/core';
import { drawFrom, generateWorld, probedPort, type Draw } from '@isthmus/core/reachability/testing/generate.ts';
import { cidr, ip, type Sample, type SampleVpc } from '@isthmus/core/reachability/testing/sample.ts';

/** A generated network as the service would store it, as the data plane is told of it, and as the walk reads it. */
export interface Network {
  readonly world: World;
  readonly vpcs: readonly WorldVpc[];
  readonly routers: readonly Router[];
}

const at = 0 as Instant;

/** Ids follow from names and from `run`: networks beside each other in one data plane never meet. */
function idMaker(run: string): <Id extends Branded<string>>(noun: string, name: string) => Id {
  return (noun, name) => {
    const hex = createHash('sha256').update(`${run} ${noun} ${name}`).digest('hex');
    return idOf([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-'));
  };
}
type Ids = ReturnType<typeof idMaker>;

/** `mostHosts`: of each VPC, the first ones. */
export function generateNetwork(draw: Draw, mostHosts: number): Network {
  const { sample } = generateWorld(draw);
  return networkOf(sample, mostHosts, idMaker(randomUUID()));
}
export { drawFrom };

function networkOf(sample: Sample, mostHosts: number, id: Ids): Network {
  const peerings = peeringsOf(sample, id);
  const intents = Object.entries(sample.vpcs).map(([name, vpc]) => intentOf(name, vpc, peerings, mostHosts, id));
  const routers = intents.map((intent) => withAcls(desiredRouter(intent), sample.vpcs, id));
  const vpcs = intents.map((intent, index) => worldVpc(intent, routers[index]!));
  const byId = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  const blocks = new Map(intents.map(({ vpc }) => [vpc.id, blocksOf(vpc)]));
  const world: World = {
    vpc: (vpcId) => byId.get(vpcId),
    blocks: (vpcId) => blocks.get(vpcId) ?? [],
    peering: (peeringId) => peerings.find((peering) => peering.id === peeringId),
    peeringsOf: (vpcId) => peerings.filter(({ requester, accepter }) => requester.vpcId === vpcId || accepter.vpcId === vpcId),
    vpcsWith: (groupId) => vpcs.filter(({ ports }) => ports.some(({ groupIds }) => groupIds?.includes(groupId))).map((vpc) => vpc.id),
    acl: () => undefined,
  };
  return { world, vpcs, routers };
}

function peeringsOf({ vpcs, peerings = {} }: Sample, id: Ids): readonly Peering[] {
  const end = (name: string) => ({ vpcId: id<VpcId>('vpc', name), projectId: id<ProjectId>('project', vpcs[name]!.project) });
  return Object.entries(peerings).map(([name, { from, to, status = 'ACTIVE' }]) => ({
    id: id('peering', name),
    name,
    description: '',
    status,
    requester: end(from),
    accepter: end(to),
    expiresAt: null,
    createdAt: at,
    updatedAt: at,
  }));
}

function intentOf(name: string, vpc: SampleVpc, peerings: readonly Peering[], mostHosts: number, id: Ids): VpcIntent {
  const vpcId = id<VpcId>('vpc', name);
  const projectId = id<ProjectId>('project', vpc.project);
  const owned = { projectId, createdAt: at, updatedAt: at, description: '' };
  const [block, ...more] = vpc.blocks.map(cidr);
  const tableNames = new Set([`${name}-main`, ...(vpc.tables ?? [])]);
  const hosts = Object.entries(vpc.instances ?? {}).slice(0, mostHosts);
  const placed = { projectId, vpcId, createdAt: at };
  return {
    vpc: { ...owned, id: vpcId, name, cidr: block!, secondaryCidrs: more, enterpriseProjectId: '0', enableSharedSnat: false },
    subnets: Object.entries(vpc.subnets).map(([subnet, of]) => {
      const gateway = (text: string): Address => ({ family: cidr(text).family, value: cidr(text).first + 1n });
      return {
        ...owned,
        id: id('subnet', subnet),
        neutronId: id('neutron', subnet),
        neutronIdV6: null,
        allocationPools: null,
        routerPort: null,
        vpcId,
        routeTableId: id('table', of.table ?? `${name}-main`),
        name: subnet,
        cidr: cidr(of.cidr),
        gateway: gateway(of.cidr),
        cidrV6: of.cidrV6 === undefined ? null : cidr(of.cidrV6),
        gatewayV6: of.cidrV6 === undefined ? null : gateway(of.cidrV6),
        dhcpEnabled: true,
        dnsServers: [],
        extraDhcpOptions: [],
        availabilityZone: '',
      };
    }),
    routeTables: [...tableNames].map((table) => ({
      ...owned,
      id: id('table', table),
      vpcId,
      name: table,
      isDefault: table === `${name}-main`,
    })),
    routes: (vpc.routes ?? []).map(([table, destination, peering]) => ({
      id: id('route', `${table} ${destination}`),
      routeTableId: id('table', table),
      vpcId,
      projectId,
      type: peering === null ? ('ecs' as const) : ('peering' as const),
      destination: cidr(destination),
      destinationText: destination,
      nextHop: peering === null ? 'elsewhere' : id('peering', peering),
      description: '',
      createdAt: at,
    })),
    peerings: peerings.filter(
      ({ status, requester, accepter }) => status === 'ACTIVE' && [requester.vpcId, accepter.vpcId].includes(vpcId),
    ),
    ports: hosts.map(([host, { subnet, addresses, groups }], index) => ({
      ...placed,
      id: id('port', host),
      subnetId: id('subnet', subnet),
      name: host,
      macAddress: `fa:16:3e:${id('mac', host).slice(0, 6).match(/../g)!.join(':')}`,
      addresses: addresses.map(ip),
      deviceId: id<InstanceId>('instance', host),
      deviceOwner: 'compute:eu-de-01',
      adminStateUp: true,
      portSecurityEnabled: groups !== undefined,
      securityGroupIds: (groups ?? []).map((group) => id('group', group)),
      allowedAddressPairs: pairsOf(index, subnet, vpc),
      extraDhcpOptions: [],
      updatedAt: at,
    })),
    instances: hosts.map(([host, { subnet }]) => ({
      ...placed,
      id: id('instance', host),
      subnetId: id('subnet', subnet),
      portId: id('port', host),
      name: host,
      status: 'ACTIVE' as const,
    })),
    rules: Object.entries(vpc.groups ?? {}).flatMap(([group, { ingress = [], egress = [] }]) => [
      ...ingress.map((match, index) => ruleOf(group, 'ingress', match, index, projectId, id)),
      ...egress.map((match, index) => ruleOf(group, 'egress', match, index, projectId, id)),
    ]),
    // Each group of the sample is one VPC's own, so its members are all within.
    members: new Map(
      Object.keys(vpc.groups ?? {}).map((group) => [
        id('group', group),
        hosts.filter(([, { groups }]) => groups?.includes(group)).flatMap(([, { addresses }]) => addresses.map(ip)),
      ]),
    ),
    acls: [],
  } as VpcIntent;
}

/** Of two hosts in three: an address that their subnet's hosts share (see `oddities`), that of every host of the VPC, and blocks. */
function pairsOf(index: number, subnet: string, { subnets, instances = {} }: SampleVpc): Port['allowedAddressPairs'] {
  if (index % 3 === 2) return [];
  const { cidr: block, cidrV6 } = subnets[subnet]!;
  const shared = [
    { family: 4 as const, value: cidr(block).first + 77n },
    ...(cidrV6 === undefined ? [] : [{ family: 6 as const, value: cidr(cidrV6).first + 0x7777n }]),
  ].map(formatAddress);
  const others = Object.values(instances).flatMap(({ addresses }) => addresses);
  return [...shared, ...others, block, '1.1.1.1/0'].map((ipAddress) => ({ ipAddress, macAddress: null }));
}

/** A rule as the service stores it: one that it would refuse, for its parts do not agree, loses its ports. */
function ruleOf(
  group: string,
  direction: SecurityGroupRule['direction'],
  { family, protocol, portMin, portMax, remote }: FilterMatch,
  index: number,
  projectId: ProjectId,
  id: Ids,
): SecurityGroupRule {
  const ported = protocol !== null;
  return {
    id: id('rule', `${group} ${direction} ${index}`),
    securityGroupId: id('group', group),
    projectId,
    direction,
    etherType: family === 4 ? 'IPv4' : 'IPv6',
    protocol: protocol === null ? null : String(protocol),
    portMin: ported ? portMin : null,
    portMax: ported ? portMax : null,
    remotePrefix: remote !== null && 'cidr' in remote ? remote.cidr : null,
    remoteGroupId: remote !== null && 'groupId' in remote ? id('group', remote.groupId) : null,
    description: '',
    createdAt: at,
  };
}

/** The generated ACLs on the subnets of a router, with what no ACL rule could say taken out of them. */
function withAcls(router: Router, vpcs: Sample['vpcs'], id: Ids): Router {
  const acls = new Map(
    Object.values(vpcs).flatMap(({ subnets }) => Object.entries(subnets).map(([name, { acl }]) => [id('subnet', name), acl] as const)),
  );
  return { ...router, subnets: router.subnets.map((subnet) => ({ ...subnet, acl: sensible(acls.get(subnet.id)) })) };
}

function sensible(acl: RouterAcl | undefined): RouterAcl | null {
  if (acl === undefined) return null;
  const side = (rules: RouterAcl['ingress']): RouterAcl['ingress'] =>
    rules.map((rule) => {
      const ofFamily = (block: typeof rule.source) => (block?.family === rule.family ? block : null);
      const protocol = rule.protocol === 1 && rule.family === 6 ? 58 : rule.protocol;
      const ported = protocol === 6 || protocol === 17;
      return {
        ...rule,
        protocol,
        source: ofFamily(rule.source),
        destination: ofFamily(rule.destination),
        sourcePorts: ported ? allClients(rule.sourcePorts) : null,
        destinationPorts: ported ? allClients(rule.destinationPorts) : null,
      };
    });
  return { ingress: side(acl.ingress), egress: side(acl.egress) };
}

/** A span that cuts through the ports that clients send from lets some connections through and some not: no test can say which. */
const allClients = (ports: readonly [number, number] | null): readonly [number, number] | null =>
  ports !== null && ports[0] > 1024 ? [1024, 65535] : ports;

export interface Question {
  readonly vpc: WorldVpc;
  readonly port: WorldPort;
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: FlowProtocol;
}

/**
 * From each instance, ping and TCP: to each address that some instance has, and to addresses that none has: gateways,
 * what a subnet reserves, what is free, and what lies outside of every VPC. Of those, `mostStrange` for each instance.
 */
export function* questionsOf({ vpcs }: Network, mostStrange = Infinity): Generator<Question> {
  const hosts = vpcs.flatMap((vpc) => vpc.ports.map((port) => ({ vpc, port })));
  const taken = unlike(hosts.flatMap(({ port }) => port.addresses));
  const strange = unlike([...vpcs.flatMap(({ subnets }) => subnets.flatMap(oddities)), ...nobodys]);
  let turn = 0;
  for (const { vpc, port } of hosts) {
    const own = taken.length + Math.min(mostStrange, strange.length);
    for (let index = 0; index < own; index++) {
      const destination = index < taken.length ? taken[index]! : strange[turn++ % strange.length]!;
      const source = port.addresses.find(({ family }) => family === destination.family);
      if (source === undefined) continue;
      for (const protocol of ['icmp', 'tcp'] as const) yield { vpc, port, source, destination, protocol };
    }
  }
}

const unlike = (addresses: readonly Address[]): readonly Address[] => [
  ...new Map(addresses.map((address) => [formatAddress(address), address])).values(),
];

/** Addresses of a subnet that no generated instance has for its own: network, gateway, free, system, DHCP, broadcast; and the next one behind it. */
const oddities = ({ cidr: block, cidrV6 }: RouterSubnet): readonly Address[] => [
  ...[block.first, block.first + 1n, block.first + 77n, lastOf(block) - 2n, lastOf(block) - 1n, lastOf(block), lastOf(block) + 1n].map(
    (value): Address => ({ family: 4, value }),
  ),
  ...(cidrV6 === null ? [] : [0n, 1n, 0x7777n].map((step): Address => ({ family: 6, value: cidrV6.first + step }))),
];

/**
 * In no VPC: unallocated, on the link, broadcast, and the published system ranges. Where a host may hear itself, as at
 * 127.0.0.1 or ff02::1, the service sends nothing.
 */
const nobodys = [
  '10.99.0.1',
  '100.64.0.1',
  '100.125.0.1',
  '169.254.1.1',
  '169.254.169.254',
  '198.19.128.5',
  '203.0.113.9',
  '224.0.0.1',
  '239.1.2.3',
  '255.255.255.255',
  '2001:db8::9',
  'fd00:ffff::1',
  'fe80::1',
].map(ip);

export const proofOf = ({ world }: Network, { vpc, port, source, destination, protocol }: Question): Answer | null =>
  walk(world, {
    source: { vpcId: vpc.id, address: source, instanceId: port.instanceId },
    destination: { address: destination },
    protocol,
    port: protocol === 'icmp' ? null : probedPort,
  });

export function probeOf({ world, vpcs }: Network, { vpc, port, destination, protocol }: Question, timeoutMs: number): ProbeRequest {
  const near = [vpc.id, ...world.peeringsOf(vpc.id).flatMap(({ requester, accepter }) => [requester.vpcId, accepter.vpcId])];
  const responders = vpcs
    .filter(({ id }) => near.includes(id))
    .flatMap(({ ports }) => ports.filter(({ addresses }) => addresses.some((own) => sameAddress(own, destination))))
    .map(({ instanceId }) => instanceId);
  return {
    from: port.instanceId,
    responders,
    probe:
      protocol === 'icmp' ? { type: 'ping', destination, count: 1, timeoutMs } : { type: 'tcp', destination, port: probedPort, timeoutMs },
  };
}

/** Whether the packet was answered. */
export async function arrives(plane: Pick<DataPlane, 'probe'>, request: ProbeRequest): Promise<boolean> {
  const sent = await plane.probe(request);
  if (!sent.ok) throw new Error(`the packet could not be sent: ${JSON.stringify(sent.problem)}`);
  return request.probe.type === 'tcp' ? sent.value.connected === true : sent.value.received > 0;
}

export const told = (question: Question, answer: Answer | null): string =>
  `${question.vpc.id} ${formatAddress(question.source)} -> ${formatAddress(question.destination)} ${question.protocol}: ` +
  JSON.stringify(answer && { reachable: answer.reachable, there: kinds(answer.forward), back: kinds(answer.return) });
const kinds = ({ blockers }: Answer['forward']): readonly string[] => blockers.map(({ kind, summary }) => `${kind}: ${summary}`);
