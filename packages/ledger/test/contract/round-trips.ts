import assert from 'node:assert/strict';
import type { NounName, RowOf, Writer } from '@isthmus/control';
import { idOf, must } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import * as world from '../world.ts';
import { fact, write } from './opened.ts';

const { at, cidr, hex, uuid } = world;

/** Text that breaks what is not careful: quotes, a comment, NUL, the mark that stands for NUL, emoji, right-to-left. */
const hostile = `'; drop table vpcs; -- "\\ \0 \u{10FFFD}0 \u{10FFFD} %s $1 ? ${'{}'} \n\t 🦊 مرحبا`;

/** One row or more of every noun, each with its most awkward values, in an order in which they can be inserted. */
const rows: { readonly [Name in NounName]: readonly RowOf<Name>[] } = {
  domains: [world.domain(0x100, { name: hostile, enabled: false, description: hostile, createdAt: at(Number.MAX_SAFE_INTEGER) })],
  projects: [world.project(hex(0x101), { parentId: world.acme, description: hostile, name: hostile, enabled: false })],
  users: [
    world.user(0x102, { name: hostile, roles: ['administrator', 'vpc_viewer'], passwordHash: hostile }),
    world.user(0x103, { roles: [] }),
  ],
  tokens: [
    {
      hash: 'f'.repeat(64),
      userId: hex(0x102),
      projectId: null,
      domainId: hex(0xa),
      methods: ['password', hostile],
      issuedAt: at(1),
      expiresAt: at(2),
    },
    { hash: 'e'.repeat(64), userId: hex(0x102), projectId: world.acme, domainId: null, methods: [], issuedAt: at(0), expiresAt: at(2) },
  ],
  accessKeys: [
    {
      id: idOf('HPUA0000000000000000'),
      userId: hex(0x102),
      status: 'inactive',
      description: hostile,
      createdAt: at(1),
      lastUsedAt: null,
      expiresAt: null,
      sealedSecret: hostile,
      securityTokenHash: null,
    },
    {
      id: idOf('HPUA0000000000000001'),
      userId: hex(0x102),
      status: 'active',
      description: '',
      createdAt: at(1),
      lastUsedAt: at(2),
      expiresAt: at(3),
      sealedSecret: '',
      securityTokenHash: 'f'.repeat(64),
    },
  ],
  quotas: [{ id: `${hex(0xa)}/eu-de/vpcPeer`, domainId: hex(0xa), region: idOf('eu-de'), type: 'vpcPeer', limit: -1 }],
  settings: [{ key: hostile, value: hostile }],
  vpcs: [
    world.vpc(0x104, { cidr: null, name: hostile, enableSharedSnat: true }),
    world.vpc(0x105, {
      cidr: cidr('0.0.0.0/0'),
      secondaryCidrs: [cidr('192.168.0.0/16'), cidr('fd00:aaaa::/32'), cidr('255.255.255.255/32')],
    }),
  ],
  networks: [world.network(0x106, { name: hostile, adminStateUp: false, portSecurityEnabled: false }), world.network(0x107)],
  routeTables: [world.routeTable(0x108, uuid(0x104), { name: hostile }), world.routeTable(0x109, uuid(0x104), { isDefault: false })],
  subnets: [
    world.subnet(0x106, '10.1.0.0/16', {
      routerPort: { id: uuid(0x9206), name: hostile, portSecurityEnabled: true },
      allocationPools: [
        { first: { family: 4, value: 0x0a_01_00_02n }, last: { family: 4, value: 0x0a_01_00_09n } },
        { first: { family: 4, value: 0x0a_01_01_00n }, last: { family: 4, value: 0x0a_01_01_00n } },
      ],
      vpcId: uuid(0x104),
      routeTableId: uuid(0x108),
      neutronIdV6: uuid(0x9106),
      cidrV6: cidr('ffff:ffff:ffff:ffff::/64'),
      gatewayV6: world.address('ffff:ffff:ffff:ffff::1'),
      dnsServers: ['100.125.4.25', '2001:db8::53', hostile],
      extraDhcpOptions: [{ name: 'ntp', value: hostile }],
      dhcpEnabled: false,
    }),
    world.subnet(0x107, '10.1.0.0/16', { vpcId: null, routeTableId: null, gateway: null }),
  ],
  peerings: [world.peering(0x10b, 0x104, 2, { name: hostile }), world.peering(0x10c, 0x105, 2, { status: 'ACTIVE', expiresAt: null })],
  routes: [
    world.route(0x10d, 'fd00::/8', { routeTableId: uuid(0x108), vpcId: uuid(0x104), destinationText: 'FD00:0::/8', description: hostile }),
    world.route(0x10e, '0.0.0.0/0', { type: 'peering', nextHop: uuid(0x10b) }),
  ],
  securityGroups: [world.group(0x10f, { isDefault: true, vpcId: uuid(0x104), name: hostile }), world.group(0x110)],
  securityGroupRules: [
    world.rule(0x111, 0x10f, { protocol: 'tcp', portMin: 0, portMax: 65535, remotePrefix: cidr('::/0'), etherType: 'IPv6' }),
    world.rule(0x112, 0x10f, { direction: 'egress', remoteGroupId: uuid(0x110), description: hostile }),
  ],
  aclRules: [
    {
      id: uuid(0x120),
      projectId: world.acme,
      name: hostile,
      description: hostile,
      action: 'deny',
      family: 6,
      protocol: null,
      source: 'fd00::/8',
      destination: null,
      sourcePorts: [],
      destinationPorts: [
        [1, 65_535],
        [80, 80],
      ],
      enabled: false,
      createdAt: at(1),
      updatedAt: at(2),
    },
  ],
  aclPolicies: [
    {
      id: uuid(0x121),
      projectId: world.acme,
      name: hostile,
      description: '',
      audited: true,
      ruleIds: [uuid(0x120)],
      madeFor: uuid(0x123),
      createdAt: at(1),
      updatedAt: at(2),
    },
    {
      id: uuid(0x122),
      projectId: world.acme,
      name: '',
      description: '',
      audited: false,
      ruleIds: [],
      madeFor: null,
      createdAt: at(1),
      updatedAt: at(2),
    },
  ],
  acls: [
    {
      id: uuid(0x123),
      projectId: world.acme,
      name: hostile,
      description: hostile,
      adminStateUp: false,
      enterpriseProjectId: '0',
      ingressPolicyId: uuid(0x121),
      egressPolicyId: null,
      createdAt: at(1),
      updatedAt: at(2),
    },
  ],
  aclAssociations: [{ id: uuid(0x106), aclId: uuid(0x123), projectId: world.acme }],
  ports: [
    world.port(0x113, 0x106, ['10.1.0.9', 'ffff:ffff:ffff:ffff::9'], {
      name: hostile,
      securityGroupIds: [uuid(0x110), uuid(0x10f)],
      allowedAddressPairs: [{ ipAddress: '10.0.0.0/24', macAddress: null }],
      extraDhcpOptions: [{ name: hostile, value: '' }],
      adminStateUp: false,
    }),
    world.port(0x114, 0x106, [], { vpcId: null, portSecurityEnabled: false, deviceId: hostile, deviceOwner: 'neutron:VIP_PORT' }),
  ],
  guardrails: [
    {
      id: uuid(0x116),
      projectId: world.acme,
      name: hostile,
      rule: 'never',
      sourceVpcId: uuid(0x104),
      sourceCidr: cidr('10.0.0.0/8'),
      destinationVpcId: null,
      destinationCidr: null,
      protocol: 'tcp',
      portMin: 0,
      portMax: 65535,
      createdAt: at(6),
    },
    {
      id: uuid(0x117),
      projectId: world.acme,
      name: '',
      rule: 'always',
      sourceVpcId: null,
      sourceCidr: null,
      destinationVpcId: uuid(0x104),
      destinationCidr: cidr('fd00::/8'),
      protocol: null,
      portMin: null,
      portMax: null,
      createdAt: at(6),
    },
  ],
  peeringHealths: [{ id: `${uuid(0x10b)}/${world.acme}`, peeringId: uuid(0x10b), projectId: world.acme, health: 'one-way' }],
  tags: [
    { id: `${uuid(0x104)}/${hostile}`, resourceKind: 'vpc', resourceId: uuid(0x104), projectId: world.acme, key: hostile, value: hostile },
    { id: `${uuid(0x106)}/env`, resourceKind: 'subnet', resourceId: uuid(0x106), projectId: world.acme, key: 'env', value: '' },
  ],
  instances: [
    {
      id: uuid(0x115),
      projectId: world.acme,
      vpcId: uuid(0x104),
      subnetId: uuid(0x106),
      portId: uuid(0x113),
      name: hostile,
      status: 'BUILD',
      createdAt: at(5),
    },
  ],
};

/** The noun's column that names a row. */
const keys: Partial<Record<NounName, string>> = { tokens: 'hash', settings: 'key' };
const idIn = (name: NounName, row: object): never => (row as Record<string, unknown>)[keys[name] ?? 'id'] as never;

/** What can be asked of any noun, when it does not matter which. */
const any = <Name extends NounName>(tx: Pick<Writer, NounName>, name: Name) => tx[name] as unknown as Writer['vpcs'];

export function roundTrips(subject: Subject): void {
  fact(subject, 'every noun is read back as it was written, and is gone when it is deleted', async (ledger) => {
    const all = Object.entries(rows).flatMap(([name, list]) => list.map((row) => [name as NounName, row] as const));
    await write(ledger, async (tx) => {
      for (const [name, row] of all) must(await any(tx, name).insert(row as never));
    });
    for (const [name, row] of all) {
      const noun = ledger.read[name] as unknown as Writer['vpcs'];
      assert.deepEqual(await noun.get(idIn(name, row)), row);
      assert.ok((await noun.list({})).items.some((item) => idIn(name, item) === idIn(name, row)));
    }
    await write(ledger, async (tx) => {
      for (const [name, row] of all.toReversed()) {
        assert.equal(await any(tx, name).delete(idIn(name, row)), true, name);
        assert.equal(await any(tx, name).delete(idIn(name, row)), false, name);
        assert.equal(await any(tx, name).get(idIn(name, row)), undefined);
      }
    });
  });

  fact(subject, 'an update changes what it names and nothing else, and answers the row as it is then', async (ledger) => {
    const change = { name: hostile, cidr: cidr('10.9.0.0/16'), secondaryCidrs: [cidr('fd00::/8')], updatedAt: at(99) };
    const after = await write(ledger, async (tx) => must(await tx.vpcs.update(uuid(1), change)));
    assert.deepEqual(after, { ...world.vpc(1), ...change });
    assert.deepEqual(await ledger.read.vpcs.get(uuid(1)), after);
    assert.deepEqual(await ledger.read.vpcs.get(uuid(3)), world.vpc(3));
    await write(ledger, async (tx) => {
      assert.equal(must(await tx.vpcs.update(uuid(0x999), change)), undefined);
      assert.deepEqual(must(await tx.vpcs.update(uuid(3), {})), world.vpc(3));
      assert.deepEqual(must(await tx.vpcs.update(uuid(3), { cidr: null })), { ...world.vpc(3), cidr: null });
    });
  });

  fact(subject, 'an id that no database can hold is simply not found', async (ledger) => {
    for (const id of ['', '\0', hostile, 'x'.repeat(100_000), '\ud800']) assert.equal(await ledger.read.vpcs.get(idOf(id)), undefined);
  });
}
