import type { Direction } from '../../security/group.ts';
import type { PeeringStatus } from '../../peering/lifecycle.ts';
import type { AclMatch, FilterMatch, RouterAcl } from '../../topology/router.ts';
import { aclRule, allow, cidr, sampleWorld, type Sample, type SampleInstance, type SampleSubnet, type SampleVpc } from './sample.ts';
import type { World } from '../world.ts';
import { idOf, type AclId, type AclRuleId, type RouteTableId, type SecurityGroupId, type SubnetId, type VpcId } from '../../id.ts';
import type { Change } from '../change.ts';

/** Chooses a number from 0 to `below` - 1. The test says how, so that a failure shrinks. */
export type Draw = (below: number) => number;

/** Draws from a list of numbers, and zeros behind its end. */
export function drawFrom(numbers: readonly number[]): Draw {
  let next = 0;
  return (below) => (numbers[next++] ?? 0) % below;
}

const oneOf = <T>(draw: Draw, items: readonly T[]): T => items[draw(items.length)]!;

/** Few blocks, many of them over one another: most of what can go wrong does. */
const plans = [
  { blocks: ['10.0.0.0/16'], halves: ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'] },
  { blocks: ['10.1.0.0/16'], halves: ['10.1.0.0/24', '10.1.1.0/24', '10.1.2.0/24'] },
  { blocks: ['10.2.0.0/16', '172.16.0.0/24'], halves: ['10.2.0.0/24', '172.16.0.0/25', '172.16.0.128/25'] },
  { blocks: ['10.0.0.0/23'], halves: ['10.0.0.0/25', '10.0.0.128/25', '10.0.1.0/24'] },
] as const;
const destinations = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/15', ...plans.flatMap(({ blocks, halves }) => [...blocks, ...halves])];
const destinationsV6 = ['::/0', 'fd00::/16', 'fd00:0:a::/48', 'fd00:0:b::/48', 'fd00:0:c::/48', 'fd00:0:d::/48'];
const statuses: readonly PeeringStatus[] = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'PENDING_ACCEPTANCE', 'REJECTED', 'EXPIRED'];
const names = ['A', 'B', 'C', 'D'] as const;
export const probedPort = 80;

/** Two to four VPCs of two projects, with all that the walk looks at, in few enough variants that paths often work. */
export function generateWorld(draw: Draw): { readonly sample: Sample; readonly world: World } {
  const chosen = names.slice(0, 2 + draw(3));
  const peerings = Object.fromEntries(
    chosen.flatMap((from, index) =>
      chosen.slice(index + 1).flatMap((to) => (draw(4) === 0 ? [] : [[`${from}${to}`, { from, to, status: oneOf(draw, statuses) }]])),
    ),
  );
  const hosts: string[] = [];
  const bare = chosen.map((name) => [name, vpcOf(draw, name, hosts)] as const);
  const vpcs = Object.fromEntries(
    bare.map(([name, vpc]) => [name, { ...vpc, routes: routesOf(draw, name, Object.keys(peerings), hosts, bare) }]),
  );
  const sample = { vpcs, peerings };
  return { sample, world: sampleWorld(sample) };
}

function vpcOf(draw: Draw, name: (typeof names)[number], hosts: string[]): SampleVpc {
  const plan = draw(3) === 0 ? oneOf(draw, plans) : plans[names.indexOf(name)]!;
  const groups = [`${name}-web`, `${name}-db`];
  const count = 1 + draw(3);
  const turn = draw(3);
  const subnets: Record<string, SampleSubnet> = {};
  const instances: Record<string, SampleInstance> = {};
  for (let index = 0; index < count; index++) {
    const block = plan.halves[(index + turn) % plan.halves.length]!;
    const id = `${name}${index}`;
    const v6 = draw(2) === 0 ? { cidrV6: `fd00:0:${name.toLowerCase()}:${index}::/64` } : {};
    const table = draw(4) === 0 ? { table: `${name}-other` } : {};
    const acl = draw(5) === 0 ? { acl: aclOf(draw), aclState: oneOf(draw, ['up', 'up', 'up', 'down'] as const) } : {};
    subnets[id] = { cidr: block, ...v6, ...table, ...acl };
    for (let host = 0; host < 1 + draw(2); host++) {
      const first = block.slice(0, block.indexOf('/'));
      const last = Number(first.slice(first.lastIndexOf('.') + 1)) + 10 + host;
      const addresses = [
        `${first.slice(0, first.lastIndexOf('.'))}.${last}`,
        ...('cidrV6' in v6 ? [`fd00:0:${name.toLowerCase()}:${index}::${10 + host}`] : []),
      ];
      hosts.push(...addresses);
      const filtered = draw(2) === 0 ? {} : { groups: oneOf(draw, [groups.slice(0, 1), groups.slice(1), groups, []]) };
      instances[`${id}-i${host}`] = { subnet: id, addresses, ...filtered, ...(draw(12) === 0 ? { status: 'BUILD' as const } : {}) };
    }
  }
  const rules = (): readonly FilterMatch[] => Array.from({ length: draw(4) }, () => ruleOf(draw, groups));
  return {
    project: draw(4) === 0 ? 'acme' : oneOf(draw, ['acme', 'globex']),
    blocks: plan.blocks,
    subnets,
    instances,
    tables: [`${name}-other`],
    groups: Object.fromEntries(
      groups.map((group) => [group, { ingress: rules(), egress: draw(3) === 0 ? rules() : [allow(), allow({ family: 6 })] }]),
    ),
  };
}

function ruleOf(draw: Draw, groups: readonly string[]): FilterMatch {
  const family = draw(3) === 0 ? 6 : 4;
  const protocol = oneOf(draw, [null, 6, family === 4 ? 1 : 58, 17]);
  const ports =
    protocol === 6 || protocol === 17
      ? oneOf(draw, [
          [null, null],
          [80, 80],
          [22, 443],
          [443, 443],
        ] as const)
      : oneOf(draw, [
          [null, null],
          [null, null],
          [80, 80],
        ] as const);
  const echo = protocol === 1 && draw(3) === 0 ? ([8, 0] as const) : ports;
  const remote = oneOf(draw, [
    null,
    null,
    { cidr: cidr(oneOf(draw, family === 4 ? destinations : destinationsV6)) },
    { groupId: idOf<never>(oneOf(draw, groups)) },
  ]);
  return { family, protocol, portMin: echo[0], portMax: echo[1], remote };
}

function aclOf(draw: Draw): RouterAcl {
  const rule = (): AclMatch =>
    aclRule(draw(3) === 0 ? 'deny' : 'allow', {
      family: draw(4) === 0 ? 6 : 4,
      protocol: oneOf(draw, [null, null, 6, 1]),
      source: draw(3) === 0 ? cidr(oneOf(draw, destinations)) : null,
      destination: draw(3) === 0 ? cidr(oneOf(draw, destinations)) : null,
      sourcePorts: oneOf(draw, [null, null, null, [1024, 65535], [80, 80], [40000, 50000]] as const),
      destinationPorts: oneOf(draw, [null, null, null, [1024, 65535], [80, 80], [40000, 65535]] as const),
    });
  const side = (): readonly AclMatch[] => [...Array.from({ length: draw(4) }, rule), ...(draw(2) === 0 ? [aclRule('allow')] : [])];
  return { ingress: side(), egress: side() };
}

function routesOf(
  draw: Draw,
  name: string,
  peerings: readonly string[],
  hosts: readonly string[],
  vpcs: readonly (readonly [string, SampleVpc])[],
): SampleVpc['routes'] {
  const own = peerings.filter((peering) => peering.includes(name));
  const taken = new Map<string, readonly [string, string, string | null]>();
  const add = (table: string, destination: string, peering: string | null): void => {
    taken.set(`${table} ${destination}`, [table, destination, peering]);
  };
  for (const table of [`${name}-main`, `${name}-other`]) {
    for (const peering of own) {
      const peer = vpcs.find(([other]) => other !== name && peering.includes(other))![1];
      if (draw(5) > 0) for (const block of peer.blocks) add(table, block, peering);
      if (draw(5) > 0) add(table, `fd00:0:${peering.replace(name, '').toLowerCase()}::/48`, peering);
    }
    if (own.length > 0)
      for (let count = draw(4); count > 0; count--) {
        const host = oneOf(draw, hosts);
        const destination = oneOf(draw, [
          oneOf(draw, destinations),
          oneOf(draw, destinationsV6),
          `${host}/${host.includes(':') ? 128 : 32}`,
        ]);
        add(table, destination, draw(8) === 0 ? null : oneOf(draw, own));
      }
  }
  return [...taken.values()];
}

/** One to three changes of any kind, most of which mean something in the world of the sample. */
export function generateChanges(draw: Draw, { vpcs, peerings = {} }: Sample): readonly Change[] {
  const ids = Object.keys(peerings);
  const change = (): Change => {
    const name = oneOf(draw, Object.keys(vpcs));
    const vpc = vpcs[name]!;
    const vpcId = idOf<VpcId>(name);
    const group = { securityGroupId: idOf<SecurityGroupId>(oneOf(draw, Object.keys(vpc.groups!))) };
    const subnetId = idOf<SubnetId>(oneOf(draw, Object.keys(vpc.subnets)));
    const routeTableId = idOf<RouteTableId>(oneOf(draw, [`${name}-main`, `${name}-main`, `${name}-other`]));
    const direction = oneOf(draw, ['ingress', 'egress'] as const);
    const own = ids.filter((id) => id.includes(name));
    const kinds = [
      (): Change => ({ type: 'create-security-group-rule', ...group, direction, match: ruleOf(draw, Object.keys(vpc.groups!)) }),
      (): Change => ({
        type: 'delete-security-group-rule',
        ...group,
        direction,
        match: vpc.groups![group.securityGroupId]![direction]?.[0] ?? allow(),
      }),
      (): Change => ({ type: 'associate-subnet', vpcId, subnetId, routeTableId }),
      (): Change => aclChange(draw, { name, vpc, subnetId, direction }),
      (): Change => aclChange(draw, { name, vpc, subnetId, direction }),
      (): Change => blockChange(draw, vpcId, subnetId),
      (): Change => ({
        type: 'request-peering',
        requester: vpcId,
        accepter: idOf(
          oneOf(
            draw,
            Object.keys(vpcs).filter((id) => id !== name),
          ),
        ),
      }),
    ];
    const routes = vpc.routes ?? [];
    const aboutPeerings = [
      (): Change => ({ type: oneOf(draw, ['accept-peering', 'reject-peering'] as const), peeringId: idOf(oneOf(draw, own)) }),
      (): Change => ({ type: 'delete-peering', peeringId: idOf(oneOf(draw, own)) }),
      (): Change => ({
        type: 'create-route',
        vpcId,
        routeTableId,
        destination: cidr(oneOf(draw, destinations)),
        peeringId: idOf(oneOf(draw, own)),
      }),
      (): Change => ({
        type: 'create-route',
        vpcId,
        routeTableId,
        destination: cidr(oneOf(draw, destinationsV6)),
        peeringId: idOf(oneOf(draw, own)),
      }),
    ];
    const aboutRoutes = [
      (): Change => {
        const [table, destination] = oneOf(draw, routes);
        return { type: 'delete-route', vpcId, routeTableId: idOf(table), destination: cidr(destination) };
      },
    ];
    return oneOf(draw, [...(own.length > 0 ? aboutPeerings : []), ...(routes.length > 0 ? aboutRoutes : []), ...kinds])();
  };
  return Array.from({ length: 1 + draw(3) }, change);
}

/** Rules of an ACL, some of which no rule has, whether it is up, and which ACL a subnet has: the VPC's spare one, or that of any subnet. */
function aclChange(
  draw: Draw,
  {
    name,
    vpc,
    subnetId,
    direction,
  }: { readonly name: string; readonly vpc: SampleVpc; readonly subnetId: SubnetId; readonly direction: Direction },
): Change {
  const vpcId = idOf<VpcId>(name);
  const home = oneOf(draw, Object.keys(vpc.subnets));
  const aclId = idOf<AclId>(oneOf(draw, [`${home}-acl`, `${home}-acl`, `${name}-spare`]));
  const ruleId = idOf<AclRuleId>(`${home}-${direction}-${draw(3)}`);
  const match = aclOf(draw).ingress[0] ?? aclRule('deny');
  return oneOf(draw, [
    { type: 'insert-acl-rule', aclId, direction, match, after: draw(2) === 0 ? null : ruleId },
    { type: 'remove-acl-rule', aclId, direction, ruleId },
    { type: 'update-acl-rule', aclId, direction, ruleId, match },
    { type: oneOf(draw, ['enable-acl', 'disable-acl'] as const), aclId },
    { type: 'associate-acl', aclId, vpcId, subnetId },
    { type: 'disassociate-acl', aclId, vpcId, subnetId },
  ] as const);
}

/** A new subnet or block where routes lead, such as one that hides a peer; or one block less. A subnet with instances stays. */
function blockChange(draw: Draw, vpcId: VpcId, subnetId: SubnetId): Change {
  const block = cidr(oneOf(draw, ['10.0.7.0/24', '10.1.0.0/25', '10.2.0.0/24', '10.3.0.0/16', '172.16.0.0/24', '10.0.0.0/9']));
  return oneOf(draw, [
    { type: 'create-subnet', vpcId, cidr: block, gateway: { family: 4, value: block.first + 1n } },
    { type: 'add-secondary-block', vpcId, cidr: block },
    { type: 'remove-secondary-block', vpcId, cidr: block },
    { type: 'delete-subnet', vpcId, subnetId: idOf<SubnetId>(`${subnetId}-none`) },
  ] as const);
}
