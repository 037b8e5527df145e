import { parseAddress, type Address } from '../../address/address.ts';
import { parseCidr, type Cidr } from '../../address/cidr.ts';
import { borderOf } from '../../acl/rule.ts';
import { idOf, type AclId, type AclRuleId, type SecurityGroupId, type VpcId } from '../../id.ts';
import type { InstanceStatus } from '../../instance/instance.ts';
import type { PeeringStatus } from '../../peering/lifecycle.ts';
import { must } from '../../result.ts';
import type { Direction } from '../../security/group.ts';
import type { AclMatch, FilterMatch, RouterAcl, RouterGroup } from '../../topology/router.ts';
import type { World, WorldAcl, WorldPeering, WorldVpc } from '../world.ts';

/** A world as a test writes it: names are ids (VPC names are hexadecimal digits), addresses and blocks are text. */
export interface Sample {
  readonly vpcs: Readonly<Record<string, SampleVpc>>;
  /** `status` is ACTIVE unless told otherwise. */
  readonly peerings?: Readonly<Record<string, { readonly from: string; readonly to: string; readonly status?: PeeringStatus }>>;
}

export interface SampleVpc {
  readonly project: string;
  readonly blocks: readonly string[];
  readonly subnets: Readonly<Record<string, SampleSubnet>>;
  readonly instances?: Readonly<Record<string, SampleInstance>>;
  /** Table, destination, peering; the table `<vpc>-main` is the default one. Peering null: another next hop. */
  readonly routes?: readonly (readonly [string, string, string | null])[];
  readonly tables?: readonly string[];
  readonly groups?: Readonly<Record<string, Partial<Pick<RouterGroup, 'ingress' | 'egress'>>>>;
}

export interface SampleSubnet {
  readonly cidr: string;
  readonly cidrV6?: string;
  readonly table?: string;
  readonly acl?: RouterAcl;
  /** Down, the ACL filters nothing. */
  readonly aclState?: WorldAcl['state'];
}

export interface SampleInstance {
  readonly subnet: string;
  readonly addresses: readonly string[];
  /** Unfiltered unless told otherwise. */
  readonly groups?: readonly string[];
  readonly status?: InstanceStatus;
}

export const ip = (text: string): Address => must(parseAddress(text));
export const cidr = (text: string): Cidr => must(parseCidr(text));

export const allow = (rule: Partial<FilterMatch> = {}): FilterMatch => ({
  family: 4,
  protocol: null,
  portMin: null,
  portMax: null,
  remote: null,
  ...rule,
});

export const aclRule = (action: AclMatch['action'], rule: Partial<AclMatch> = {}): AclMatch => ({
  action,
  family: 4,
  protocol: null,
  source: null,
  destination: null,
  sourcePorts: null,
  destinationPorts: null,
  ...rule,
});

export function sampleWorld({ vpcs, peerings = {} }: Sample): World {
  const built = new Map(Object.entries(vpcs).map(([name, vpc]) => [idOf<VpcId>(name), sampleVpc(name, vpc, vpcs)]));
  const end = (name: string) => ({ vpcId: idOf<VpcId>(name), projectId: built.get(idOf<VpcId>(name))!.projectId });
  const joined = Object.entries(peerings).map(([name, { from, to, status = 'ACTIVE' }]): WorldPeering => ({
    id: idOf(name),
    status,
    requester: end(from),
    accepter: end(to),
  }));
  const byId = new Map(joined.map((peering) => [peering.id, peering]));
  const byVpc = new Map(
    [...built.keys()].map((id) => [id, joined.filter(({ requester, accepter }) => requester.vpcId === id || accepter.vpcId === id)]),
  );
  const acls = new Map(Object.entries(vpcs).flatMap(([name, vpc]) => sampleAcls(name, vpc).map((acl) => [acl.id, acl] as const)));
  return {
    vpc: (id) => built.get(id),
    blocks: (id) => built.get(id)?.blocks ?? [],
    peering: (id) => byId.get(id),
    peeringsOf: (id) => byVpc.get(id) ?? [],
    vpcsWith: (id) => [...built.values()].filter(({ ports }) => ports.some(({ groupIds }) => groupIds?.includes(id))).map((vpc) => vpc.id),
    acl: (id) => acls.get(id),
  };
}

function sampleVpc(name: string, vpc: SampleVpc, all: Sample['vpcs']): WorldVpc {
  const main = `${name}-main`;
  const routes = vpc.routes ?? [];
  const inUse = Object.values(vpc.subnets).map(({ table }) => table ?? main);
  const tables = new Set([main, ...inUse, ...(vpc.tables ?? []), ...routes.map(([table]) => table)]);
  return {
    id: idOf(name),
    projectId: idOf(vpc.project),
    blocks: vpc.blocks.map(cidr),
    subnets: Object.entries(vpc.subnets).map(([id, subnet]) => ({
      id: idOf(id),
      cidr: cidr(subnet.cidr),
      gateway: after(cidr(subnet.cidr)),
      cidrV6: subnet.cidrV6 === undefined ? null : cidr(subnet.cidrV6),
      gatewayV6: subnet.cidrV6 === undefined ? null : after(cidr(subnet.cidrV6)),
      tableId: idOf(subnet.table ?? main),
      acl: subnet.acl === undefined || subnet.aclState === 'down' ? null : borderOf(subnet.acl.ingress, subnet.acl.egress),
      ...(subnet.acl !== undefined && { aclId: aclIdOf(id) }),
    })),
    ports: Object.entries(vpc.instances ?? {}).map(([id, instance]) => ({
      id: idOf(`${id}-port`),
      instanceId: idOf(id),
      status: instance.status ?? 'ACTIVE',
      subnetId: idOf(instance.subnet),
      addresses: instance.addresses.map(ip),
      groupIds: instance.groups?.map((group) => idOf<SecurityGroupId>(group)) ?? null,
    })),
    tables: [...tables].map((id) => ({
      id: idOf(id),
      isDefault: id === main,
      routes: routes
        .filter(([table]) => table === id)
        .map(([, destination, peering]) => ({ destination: cidr(destination), peeringId: peering === null ? null : idOf(peering) })),
    })),
    groups: projectGroups(vpc.project, all),
  };
}

const aclIdOf = (subnet: string): AclId => idOf(`${subnet}-acl`);

/** One for each subnet that has one, its rules named by direction and place, such as `A1-ingress-0`; and a spare one of the VPC. */
function sampleAcls(name: string, { subnets }: SampleVpc): readonly WorldAcl[] {
  const rules = (subnet: string, direction: Direction, matches: readonly AclMatch[]) =>
    matches.map((match, index) => ({ id: idOf<AclRuleId>(`${subnet}-${direction}-${index}`), matches: [match] }));
  const used = Object.entries(subnets).flatMap(([id, { acl, aclState = 'up' }]): readonly WorldAcl[] =>
    acl === undefined
      ? []
      : [
          {
            id: aclIdOf(id),
            state: aclState,
            subnets: [{ id: idOf(id), vpcId: idOf(name) }],
            ingress: rules(id, 'ingress', acl.ingress),
            egress: rules(id, 'egress', acl.egress),
          },
        ],
  );
  return [...used, { id: idOf(`${name}-spare`), state: 'up', subnets: [], ingress: [], egress: [] }];
}

/** Groups of all VPCs of a project, each with the addresses of its members wherever they are. */
function projectGroups(project: string, all: Sample['vpcs']): readonly RouterGroup[] {
  const own = Object.values(all).filter((vpc) => vpc.project === project);
  const members = (group: string): readonly Address[] =>
    own.flatMap((vpc) =>
      Object.values(vpc.instances ?? {})
        .filter((instance) => instance.groups?.includes(group))
        .flatMap((instance) => instance.addresses.map(ip)),
    );
  return own.flatMap((vpc) =>
    Object.entries(vpc.groups ?? {}).map(([id, { ingress = [], egress = [] }]) => ({
      id: idOf(id),
      ingress,
      egress,
      members: members(id),
    })),
  );
}

const after = ({ family, first }: Cidr): Address => ({ family, value: first + 1n });
