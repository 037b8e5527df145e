import { compareAddresses, type Address } from '../address/address.ts';
import { compareCidrs, holdsCidr } from '../address/cidr.ts';
import type { Instance } from '../instance/instance.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import { sideOfVpc, type Peering } from '../peering/peering.ts';
import { otherSide } from '../peering/side.ts';
import { heldPairs } from '../port/pair.ts';
import type { Port } from '../port/port.ts';
import { peeringOf, type Route, type RouteTable } from '../routing/route.ts';
import { aclIsActive, type AclContents } from '../acl/acl.ts';
import { routerAcl } from '../acl/rule.ts';
import type { SecurityGroupId, SubnetId } from '../id.ts';
import type { Direction, SecurityGroupRule } from '../security/group.ts';
import { matchOf } from '../security/rule.ts';
import { blocksOf } from '../vpc/block.ts';
import type { Subnet, Vpc } from '../vpc/vpc.ts';
import type { Router, RouterGroup, RouterPeering, RouterPort, RouterRoute, RouterSubnet, RouterTable } from './router.ts';

/** Everything stored that one VPC's router depends on. Of a peering it needs no more than the record itself. */
export interface VpcIntent {
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly routes: readonly Route[];
  readonly peerings: readonly Peering[];
  readonly ports: readonly Port[];
  readonly instances: readonly Instance[];
  /** Rules of every group that one of the ports is in. */
  readonly rules: readonly SecurityGroupRule[];
  /** Addresses that are in a group which one of the rules names: of this VPC's ports and of those that may reach it. */
  readonly members: ReadonlyMap<SecurityGroupId, readonly Address[]>;
  /** Network ACLs of the subnets, those that are down included. */
  readonly acls: readonly AclContents[];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));

/** What the data plane must be for one VPC. The same intent gives the same value, in whatever order it was read. */
export function desiredRouter(intent: VpcIntent): Router {
  const { vpc } = intent;
  const peerings = routerPeerings(intent);
  return {
    vpcId: vpc.id,
    blocks: blocksOf(vpc),
    subnets: routerSubnets(intent),
    ports: routerPorts(intent),
    peerings,
    tables: routerTables(intent, new Set(peerings.map(({ id }) => id))),
    groups: routerGroups(intent),
  };
}

const routerPeerings = ({ vpc, peerings }: VpcIntent): readonly RouterPeering[] =>
  peerings
    .flatMap((peering): readonly RouterPeering[] => {
      const side = sideOfVpc(peering, vpc.id);
      if (side === null || !carriesTraffic[peering.status]) return [];
      return [{ id: peering.id, side, peerVpcId: peering[otherSide(side)].vpcId }];
    })
    .toSorted(byId);

const routerSubnets = ({ subnets, acls }: VpcIntent): readonly RouterSubnet[] =>
  subnets
    .flatMap((subnet): readonly RouterSubnet[] => {
      const { id, cidr, gateway, cidrV6, gatewayV6, routeTableId } = subnet;
      return routeTableId === null || gateway === null
        ? []
        : [{ id, cidr, gateway, cidrV6, gatewayV6, tableId: routeTableId, acl: aclOf(acls, id) }];
    })
    .toSorted(byId);

/** An ACL that is down filters nothing. */
function aclOf(acls: readonly AclContents[], id: SubnetId): RouterSubnet['acl'] {
  const found = acls.find((one) => aclIsActive(one) && one.subnets.some((subnet) => subnet.id === id));
  return found === undefined ? null : routerAcl(found.ingress, found.egress);
}

function routerPorts({ instances, ports, subnets }: VpcIntent): readonly RouterPort[] {
  const portById = new Map(ports.map((port) => [port.id, port]));
  const held = heldPairs(
    instances.flatMap(({ portId }) => portById.get(portId) ?? []),
    subnets,
  );
  return instances
    .flatMap((instance): readonly RouterPort[] => {
      const port = portById.get(instance.portId);
      if (port === undefined) return [];
      const { id, subnetId, macAddress } = port;
      const addresses = [...port.addresses, ...(held.get(id) ?? [])];
      return [{ id, instanceId: instance.id, subnetId, mac: macAddress, addresses, groupIds: enforcedGroups(port) }];
    })
    .toSorted(byId);
}

/** Null with port security off, of the port or of what it is attached by: then nothing is filtered. */
const enforcedGroups = ({ portSecurityEnabled, securityGroupIds }: Port): RouterPort['groupIds'] =>
  portSecurityEnabled ? securityGroupIds.toSorted() : null;

/** Every group that an instance's port is in, with its rules, and every group that one of those rules names. */
function routerGroups(intent: VpcIntent): readonly RouterGroup[] {
  const used = new Set(routerPorts(intent).flatMap(({ groupIds }) => groupIds ?? []));
  const rules = Map.groupBy(
    intent.rules.filter(({ securityGroupId }) => used.has(securityGroupId)),
    (rule) => rule.securityGroupId,
  );
  const named = new Set([...rules.values()].flat().flatMap(({ remoteGroupId }) => (remoteGroupId === null ? [] : [remoteGroupId])));
  return [...new Set([...used, ...named])].toSorted().map((id): RouterGroup => {
    const own = (rules.get(id) ?? []).toSorted(byId);
    const matches = (direction: Direction) => own.filter((rule) => rule.direction === direction).map(matchOf);
    const members = named.has(id) ? (intent.members.get(id) ?? []) : [];
    return { id, ingress: matches('ingress'), egress: matches('egress'), members: members.toSorted(compareAddresses) };
  });
}

/** Of each table the routes that can carry: over an ACTIVE peering of this VPC, and not inside a local subnet. */
function routerTables({ routeTables, routes, subnets }: VpcIntent, active: ReadonlySet<string>): readonly RouterTable[] {
  const locals = subnets.flatMap(({ cidr, cidrV6 }) => (cidrV6 === null ? [cidr] : [cidr, cidrV6]));
  const byTable = Map.groupBy(routes, (route) => route.routeTableId);
  const carrying = (route: Route): readonly RouterRoute[] => {
    const peeringId = peeringOf(route);
    if (peeringId === null || !active.has(peeringId)) return [];
    if (locals.some((local) => holdsCidr(local, route.destination))) return [];
    return [{ destination: route.destination, peeringId }];
  };
  return routeTables
    .map(({ id }): RouterTable => {
      const carried = (byTable.get(id) ?? []).flatMap(carrying);
      return { id, routes: carried.toSorted((a, b) => compareCidrs(a.destination, b.destination)) };
    })
    .toSorted(byId);
}
