import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, parseAddress } from '../address/address.ts';
import { formatCidr, parseCidr } from '../address/cidr.ts';
import type { Instance } from '../instance/instance.ts';
import type { Peering } from '../peering/peering.ts';
import type { PeeringStatus } from '../peering/lifecycle.ts';
import type { Port } from '../port/port.ts';
import { idOf, type SecurityGroupId } from '../id.ts';
import { must } from '../result.ts';
import type { SecurityGroupRule } from '../security/group.ts';
import type { Route } from '../routing/route.ts';
import type { Subnet, Vpc } from '../vpc/vpc.ts';
import { desiredRouter, type VpcIntent } from './desired.ts';

const cidr = (text: string) => must(parseCidr(text));
const as = <T>(members: object): T => members as T;

const peering = (id: string, status: PeeringStatus, [requester, accepter]: readonly [string, string]): Peering =>
  as({ id, status, requester: { vpcId: requester, projectId: 'p' }, accepter: { vpcId: accepter, projectId: 'q' } });
const route = (destination: string, nextHop: string, type = 'peering'): Route =>
  as({ id: destination, routeTableId: 'table', type, destination: cidr(destination), nextHop });

const rule = (id: string, group: string, terms: object): SecurityGroupRule =>
  as({
    id,
    securityGroupId: group,
    etherType: 'IPv4',
    protocol: null,
    portMin: null,
    portMax: null,
    remotePrefix: null,
    remoteGroupId: null,
    ...terms,
  });

const intent: VpcIntent = {
  vpc: as<Vpc>({ id: 'here', cidr: cidr('10.0.0.0/16'), secondaryCidrs: [cidr('23.8.0.0/16')] }),
  subnets: [
    as<Subnet>({
      id: 'subnet',
      cidr: cidr('10.0.1.0/24'),
      gateway: must(parseAddress('10.0.1.1')),
      cidrV6: cidr('fd00::/64'),
      gatewayV6: must(parseAddress('fd00::1')),
      routeTableId: 'table',
    }),
  ],
  routeTables: [as({ id: 'table' }), as({ id: 'custom' })],
  routes: [
    route('192.168.0.0/16', 'active'),
    route('172.16.0.0/12', 'pending'),
    route('10.0.1.128/25', 'active'),
    route('10.0.0.0/16', 'active'),
    route('fd00::/96', 'active'),
    route('fd00::/48', 'active'),
    route('1.2.3.0/24', 'some-instance', 'ecs'),
    route('9.9.9.0/24', 'of-others'),
  ],
  peerings: [
    peering('pending', 'PENDING_ACCEPTANCE', ['here', 'there']),
    peering('rejected', 'REJECTED', ['elsewhere', 'here']),
    peering('active', 'ACTIVE', ['there', 'here']),
    peering('of-others', 'ACTIVE', ['there', 'elsewhere']),
  ],
  ports: [
    as<Port>({
      id: 'port',
      subnetId: 'subnet',
      portSecurityEnabled: true,
      securityGroupIds: ['web'],
      macAddress: 'fa:16:3e:00:01:0a',
      addresses: [must(parseAddress('10.0.1.10'))],
      allowedAddressPairs: [{ ipAddress: '10.0.1.100', macAddress: null }],
    }),
    as<Port>({
      id: 'loose',
      subnetId: 'subnet',
      addresses: [],
      allowedAddressPairs: [],
      portSecurityEnabled: true,
      securityGroupIds: ['loose'],
    }),
  ],
  instances: [as<Instance>({ id: 'instance', portId: 'port' })],
  acls: [],
  rules: [
    rule('own', 'web', { direction: 'ingress', remoteGroupId: 'web' }),
    rule('to-v6', 'web', { direction: 'ingress', etherType: 'IPv6', protocol: 'icmp', remotePrefix: cidr('fd00::/8') }),
    rule('out', 'web', { direction: 'egress', protocol: 'tcp', portMin: 1, portMax: 2, remoteGroupId: 'db' }),
    rule('not-used', 'loose', { direction: 'ingress', remoteGroupId: 'elsewhere' }),
  ],
  members: new Map([
    [idOf<SecurityGroupId>('web'), [must(parseAddress('10.0.1.10')), must(parseAddress('10.0.1.9'))]],
    [idOf<SecurityGroupId>('loose'), [must(parseAddress('10.0.1.77'))]],
  ]),
};

test('a router has its ACTIVE peerings alone, each with the side it is and the VPC across', () => {
  assert.deepEqual(desiredRouter(intent).peerings, [{ id: 'active', side: 'accepter', peerVpcId: 'there' }]);
});

test('a table has the routes that can carry: over an ACTIVE peering of this VPC, and not inside a local subnet', () => {
  const tables = desiredRouter(intent).tables.map(({ id, routes }) => [id, routes.map(({ destination }) => formatCidr(destination))]);
  assert.deepEqual(tables, [
    ['custom', []],
    ['table', ['10.0.0.0/16', '192.168.0.0/16', 'fd00::/48']],
  ]);
});

test('a router has the ports of instances with their groups, and every block of the VPC', () => {
  const router = desiredRouter(intent);
  assert.deepEqual(
    router.ports.map(({ id, instanceId, groupIds }) => [id, instanceId, groupIds]),
    [['port', 'instance', ['web']]],
  );
  assert.deepEqual(router.blocks.map(formatCidr), ['10.0.0.0/16', '23.8.0.0/16']);
});

test('behind its own addresses a port has those of its pairs', () => {
  assert.deepEqual(
    desiredRouter(intent).ports.map(({ addresses }) => addresses.map(formatAddress)),
    [['10.0.1.10', '10.0.1.100']],
  );
});

test('a subnet that is on no router yet is left out', () => {
  const loose = { ...intent, subnets: intent.subnets.map((subnet) => ({ ...subnet, routeTableId: null })) };
  assert.deepEqual(desiredRouter(loose).subnets, []);
});

test('the order in which the intent was read does not matter', () => {
  const shuffled = <T>(rows: readonly T[]) => fc.shuffledSubarray([...rows], { minLength: rows.length });
  const expected = desiredRouter(intent);
  fc.assert(
    fc.property(shuffled(intent.routes), shuffled(intent.peerings), shuffled(intent.routeTables), (routes, peerings, routeTables) => {
      assert.deepEqual(desiredRouter({ ...intent, routes, peerings, routeTables }), expected);
    }),
  );
});

test('groups: those of instances, with what their rules say, and those that a rule names, with who is in them', () => {
  const groups = desiredRouter(intent).groups.map(({ id, ingress, egress, members }) => ({
    id,
    ingress: ingress.map(({ family, protocol, remote }) => [
      family,
      protocol,
      remote === null ? null : 'cidr' in remote ? formatCidr(remote.cidr) : remote.groupId,
    ]),
    egress: egress.map(({ protocol, portMin, portMax }) => [protocol, portMin, portMax]),
    members: members.map(formatAddress),
  }));
  assert.deepEqual(groups, [
    { id: 'db', ingress: [], egress: [], members: [] },
    {
      id: 'web',
      ingress: [
        [4, null, 'web'],
        [6, 58, 'fd00::/8'],
      ],
      egress: [[6, 1, 2]],
      members: ['10.0.1.9', '10.0.1.10'],
    },
  ]);
});

test('without port security a port is in no group, and nothing is filtered', () => {
  const open = { ...intent, ports: intent.ports.map((port) => ({ ...port, portSecurityEnabled: false })) };
  const router = desiredRouter(open);
  assert.deepEqual([router.ports.map(({ groupIds }) => groupIds), router.groups], [[null], []]);
});
