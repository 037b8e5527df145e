import type { Ledger, RowOf } from '@isthmus/control';
import {
  idOf,
  must,
  ok,
  parseAddress,
  parseCidr,
  type Address,
  type Branded,
  type Cidr,
  type EventDraft,
  type Instant,
  type Principal,
  type ProjectId,
  type VpcId,
} from '@isthmus/core';

/** Ids that sort in the order of their numbers. */
export const uuid = <Id extends Branded<string>>(n: number): Id => idOf(`${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`);
export const hex = <Id extends Branded<string>>(n: number): Id => idOf(n.toString(16).padStart(32, '0'));
export const at = (ms: number): Instant => ms as Instant;
export const cidr = (text: string): Cidr => must(parseCidr(text));
export const address = (text: string): Address => must(parseAddress(text));

export const acme = hex<ProjectId>(0xa1);
export const globex = hex<ProjectId>(0xb1);
export const stranger = hex<ProjectId>(0xc1);

export const domain = (n: number, over: Partial<RowOf<'domains'>> = {}): RowOf<'domains'> => ({
  id: hex(n),
  name: `domain-${n}`,
  enabled: true,
  description: '',
  createdAt: at(1),
  ...over,
});
export const project = (id: ProjectId, over: Partial<RowOf<'projects'>> = {}): RowOf<'projects'> => ({
  id,
  domainId: hex(0xa),
  name: `project-${id}`,
  region: idOf('eu-de'),
  parentId: null,
  description: '',
  enabled: true,
  createdAt: at(2),
  ...over,
});
export const user = (n: number, over: Partial<RowOf<'users'>> = {}): RowOf<'users'> => ({
  id: hex(n),
  domainId: hex(0xa),
  name: `user-${n}`,
  email: '',
  description: '',
  enabled: true,
  roles: ['te_admin'],
  passwordHash: '$argon2id$',
  createdAt: at(3),
  ...over,
});
export const vpc = (n: number, over: Partial<RowOf<'vpcs'>> = {}): RowOf<'vpcs'> => ({
  id: uuid(n),
  projectId: acme,
  name: `vpc-${n}`,
  description: '',
  cidr: cidr('10.0.0.0/8'),
  secondaryCidrs: [],
  enterpriseProjectId: '0',
  enableSharedSnat: false,
  createdAt: at(4),
  updatedAt: at(4),
  ...over,
});
export const routeTable = (n: number, vpcId: VpcId, over: Partial<RowOf<'routeTables'>> = {}): RowOf<'routeTables'> => ({
  id: uuid(n),
  vpcId,
  projectId: acme,
  name: 'rtb',
  description: '',
  isDefault: true,
  createdAt: at(5),
  updatedAt: at(5),
  ...over,
});
export const network = (n: number, over: Partial<RowOf<'networks'>> = {}): RowOf<'networks'> => ({
  id: uuid(n),
  projectId: acme,
  name: `network-${n}`,
  adminStateUp: true,
  portSecurityEnabled: true,
  createdAt: at(6),
  updatedAt: at(6),
  ...over,
});
export const subnet = (n: number, block: string, over: Partial<RowOf<'subnets'>> = {}): RowOf<'subnets'> => ({
  id: uuid(n),
  neutronId: uuid(n + 0x1000),
  neutronIdV6: null,
  projectId: acme,
  vpcId: uuid(1),
  routeTableId: uuid(0x101),
  name: `subnet-${n}`,
  description: '',
  cidr: cidr(block),
  gateway: { family: 4, value: cidr(block).first + 1n },
  allocationPools: null,
  routerPort: null,
  cidrV6: null,
  gatewayV6: null,
  dhcpEnabled: true,
  dnsServers: ['100.125.4.25'],
  extraDhcpOptions: [],
  availabilityZone: 'eu-de-01',
  createdAt: at(7),
  updatedAt: at(7),
  ...over,
});
export const peering = (n: number, requester: number, accepter: number, over: Partial<RowOf<'peerings'>> = {}): RowOf<'peerings'> => ({
  id: uuid(n),
  name: `peering-${n}`,
  description: '',
  status: 'PENDING_ACCEPTANCE',
  requester: { vpcId: uuid(requester), projectId: acme },
  accepter: { vpcId: uuid(accepter), projectId: globex },
  expiresAt: at(1_000),
  createdAt: at(8),
  updatedAt: at(8),
  ...over,
});
export const route = (n: number, destination: string, over: Partial<RowOf<'routes'>> = {}): RowOf<'routes'> => ({
  id: uuid(n),
  routeTableId: uuid(0x101),
  vpcId: uuid(1),
  projectId: acme,
  type: 'ecs',
  destination: cidr(destination),
  destinationText: destination,
  nextHop: uuid(0x999),
  description: '',
  createdAt: at(9),
  ...over,
});
export const group = (n: number, over: Partial<RowOf<'securityGroups'>> = {}): RowOf<'securityGroups'> => ({
  id: uuid(n),
  projectId: acme,
  name: `group-${n}`,
  description: '',
  vpcId: null,
  enterpriseProjectId: '0',
  isDefault: false,
  createdAt: at(10),
  updatedAt: at(10),
  ...over,
});
export const rule = (n: number, groupNumber: number, over: Partial<RowOf<'securityGroupRules'>> = {}): RowOf<'securityGroupRules'> => ({
  id: uuid(n),
  securityGroupId: uuid(groupNumber),
  projectId: acme,
  direction: 'ingress',
  etherType: 'IPv4',
  protocol: null,
  portMin: null,
  portMax: null,
  remotePrefix: null,
  remoteGroupId: null,
  description: '',
  createdAt: at(11),
  ...over,
});
export const port = (n: number, networkNumber: number, addresses: string[], over: Partial<RowOf<'ports'>> = {}): RowOf<'ports'> => ({
  id: uuid(n),
  projectId: acme,
  subnetId: uuid(networkNumber),
  vpcId: uuid(1),
  name: '',
  macAddress: 'fa:16:3e:00:00:01',
  addresses: addresses.map(address),
  deviceId: '',
  deviceOwner: '',
  adminStateUp: true,
  portSecurityEnabled: true,
  securityGroupIds: [],
  allowedAddressPairs: [],
  extraDhcpOptions: [],
  createdAt: at(12),
  updatedAt: at(12),
  ...over,
});

export const event = (over: Partial<EventDraft> = {}): EventDraft => ({
  kind: 'vpc.created',
  resourceKind: 'vpc',
  resourceId: uuid(1),
  projectIds: [acme],
  vpcIds: [uuid(1)],
  detail: {},
  ...over,
});

export const alice: Principal = {
  userId: hex(0xa2),
  userName: 'alice',
  domainId: hex(0xa),
  domainName: 'acme',
  roles: ['te_admin'],
  project: { id: acme, name: 'eu-de', region: idOf('eu-de') },
};

/**
 * Two accounts, three projects, VPCs 1 to 9 (even ones globex's), a default route table 0x101 in VPC 1, networks 0x201 to
 * 0x209. No event is recorded.
 */
export async function populate(ledger: Ledger): Promise<void> {
  must(
    await ledger.write(null, async (tx) => {
      must(await tx.domains.insert(domain(0xa, { name: 'acme' })));
      must(await tx.domains.insert(domain(0xb, { name: 'globex' })));
      must(await tx.projects.insert(project(acme, { name: 'eu-de' })));
      must(await tx.projects.insert(project(globex, { name: 'eu-de', domainId: hex(0xb) })));
      must(await tx.projects.insert(project(stranger, { name: 'eu-de_other', domainId: hex(0xb), parentId: globex })));
      for (let n = 1; n <= 9; n++) {
        must(await tx.vpcs.insert(vpc(n, { projectId: n % 2 === 0 ? globex : acme })));
        must(await tx.networks.insert(network(0x200 + n)));
      }
      must(await tx.routeTables.insert(routeTable(0x101, uuid(1))));
      return ok(null);
    }),
  );
}
