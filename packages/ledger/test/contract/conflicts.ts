import assert from 'node:assert/strict';
import type { Conflict, Ledger, RowOf, Writer } from '@isthmus/control';
import { must, ok, type Result } from '@isthmus/core';
import type { Subject } from '../contract.ts';
import * as world from '../world.ts';
import { fact, write } from './opened.ts';

const { cidr, hex, uuid } = world;

type Attempt = (tx: Writer) => Promise<Result<unknown, Conflict>>;

/** First what is there, then what runs into it. */
const cases: readonly { readonly fact: string; readonly on: Conflict['on']; readonly first: Attempt; readonly second: Attempt }[] = [
  {
    fact: 'an id is taken once',
    on: 'id',
    first: (tx) => tx.vpcs.insert(world.vpc(0x50)),
    second: (tx) => tx.vpcs.insert(world.vpc(0x50, { name: 'another' })),
  },
  {
    fact: 'an account name is taken once',
    on: 'name',
    first: (tx) => tx.domains.insert(world.domain(0x50, { name: 'initech' })),
    second: (tx) => tx.domains.insert(world.domain(0x51, { name: 'initech' })),
  },
  {
    fact: 'a project name is taken once in its account',
    on: 'name',
    first: (tx) => tx.projects.insert(world.project(hex(0x50), { name: 'eu-de_dev' })),
    second: (tx) => tx.projects.insert(world.project(hex(0x51), { name: 'eu-de_dev' })),
  },
  {
    fact: 'a user name is taken once in its account, by a rename too',
    on: 'name',
    first: async (tx) => {
      must(await tx.users.insert(world.user(0x50, { name: 'eve' })));
      return tx.users.insert(world.user(0x51, { name: 'eva' }));
    },
    second: (tx) => tx.users.update(hex(0x51), { name: 'eve' }),
  },
  {
    fact: 'a pair of VPCs has one peering',
    on: 'pair',
    first: (tx) => tx.peerings.insert(world.peering(0x50, 1, 2)),
    second: (tx) => tx.peerings.insert(world.peering(0x51, 1, 2)),
  },
  {
    fact: 'a pair of VPCs has one peering, whoever asks and whatever became of the first',
    on: 'pair',
    first: (tx) => tx.peerings.insert(world.peering(0x50, 1, 2, { status: 'REJECTED', expiresAt: null })),
    second: (tx) =>
      tx.peerings.insert(
        world.peering(0x51, 2, 1, {
          requester: { vpcId: uuid(2), projectId: world.globex },
          accepter: { vpcId: uuid(1), projectId: world.acme },
        }),
      ),
  },
  {
    fact: 'a route table has one route per destination, however it was written',
    on: 'destination',
    first: (tx) => tx.routes.insert(world.route(0x50, 'fd00::/16', { destinationText: 'fd00:0::/16' })),
    second: (tx) => tx.routes.insert(world.route(0x51, 'fd00::/16', { destinationText: 'FD00::/16', type: 'nat' })),
  },
  {
    fact: 'a subnet cannot lie inside another of its VPC',
    on: 'overlap',
    first: (tx) => tx.subnets.insert(world.subnet(0x201, '10.1.0.0/16')),
    second: (tx) => tx.subnets.insert(world.subnet(0x202, '10.1.255.240/28')),
  },
  {
    fact: 'a subnet cannot lie around another of its VPC',
    on: 'overlap',
    first: (tx) => tx.subnets.insert(world.subnet(0x201, '10.1.2.0/24')),
    second: (tx) => tx.subnets.insert(world.subnet(0x202, '10.0.0.0/8')),
  },
  {
    fact: 'IPv6 ranges of one VPC do not overlap either',
    on: 'overlap',
    first: (tx) => tx.subnets.insert(world.subnet(0x201, '10.1.0.0/24', { cidrV6: cidr('fd00:0:0:1::/64') })),
    second: (tx) => tx.subnets.insert(world.subnet(0x202, '10.2.0.0/24', { cidrV6: cidr('fd00::/48') })),
  },
  {
    fact: 'a subnet that joins a VPC must fit beside those in it',
    on: 'overlap',
    first: async (tx) => {
      must(await tx.subnets.insert(world.subnet(0x202, '10.1.0.0/24', { vpcId: null, routeTableId: null })));
      return tx.subnets.insert(world.subnet(0x201, '10.1.0.0/16'));
    },
    second: (tx) => tx.subnets.update(uuid(0x202), { vpcId: uuid(1), routeTableId: uuid(0x101) }),
  },
  {
    fact: 'a subnet that gains IPv6 must fit beside those of its VPC',
    on: 'overlap',
    first: async (tx) => {
      must(await tx.subnets.insert(world.subnet(0x201, '10.1.0.0/24', { cidrV6: cidr('fd00::/64') })));
      return tx.subnets.insert(world.subnet(0x202, '10.2.0.0/24'));
    },
    second: (tx) => tx.subnets.update(uuid(0x202), { cidrV6: cidr('fd00::/64') }),
  },
  {
    fact: 'an address is used once on its network',
    on: 'address',
    first: (tx) => tx.ports.insert(world.port(0x50, 0x201, ['10.0.0.5', 'fd00::5'])),
    second: (tx) => tx.ports.insert(world.port(0x51, 0x201, ['10.0.0.6', 'fd00::5'])),
  },
  {
    fact: 'an address is used once on its network, by a change too',
    on: 'address',
    first: async (tx) => {
      must(await tx.ports.insert(world.port(0x50, 0x201, ['10.0.0.5'])));
      return tx.ports.insert(world.port(0x51, 0x201, ['10.0.0.6']));
    },
    second: (tx) => tx.ports.update(uuid(0x51), { addresses: [world.address('10.0.0.5')], name: 'not kept' }),
  },
];

async function contents(ledger: Ledger): Promise<unknown> {
  const { domains, projects, users, vpcs, subnets, peerings, routes, ports } = ledger.read;
  return Promise.all([domains, projects, users, vpcs, subnets, peerings, routes, ports].map((noun) => noun.list({})));
}

export function conflicts(subject: Subject): void {
  for (const { fact: name, on, first, second } of cases)
    fact(subject, name, async (ledger) => {
      await write(ledger, async (tx) => must(await first(tx)));
      const before = await contents(ledger);
      const kept = await write(ledger, async (tx) => {
        assert.deepEqual(await second(tx), { ok: false, problem: { on } });
        // The transaction goes on, and what ran into the constraint left nothing behind.
        must(await tx.settings.insert({ key: 'after', value: 'the conflict' }));
        return tx.settings.get('after');
      });
      assert.deepEqual(kept, { key: 'after', value: 'the conflict' });
      assert.deepEqual(await contents(ledger), before);
    });

  fact(subject, 'what does not conflict is kept', async (ledger) => {
    await write(ledger, async (tx) => {
      must(await tx.routeTables.insert(world.routeTable(0x102, uuid(2))));
      must(await tx.routeTables.insert(world.routeTable(0x103, uuid(1), { isDefault: false })));
      must(await tx.subnets.insert(world.subnet(0x201, '10.1.0.0/24', { cidrV6: cidr('fd00::/64') })));
      must(await tx.subnets.insert(world.subnet(0x202, '10.1.1.0/24', { cidrV6: cidr('fd00:0:0:1::/64') })));
      const elsewhere: Partial<RowOf<'subnets'>> = { vpcId: uuid(2), routeTableId: uuid(0x102) };
      must(await tx.subnets.insert(world.subnet(0x203, '10.1.0.0/16', { ...elsewhere, cidrV6: cidr('fd00::/48') })));
      must(await tx.subnets.insert(world.subnet(0x204, '10.1.0.0/24', { vpcId: null, routeTableId: null })));
      must(await tx.subnets.update(uuid(0x201), { cidr: cidr('10.1.0.0/25'), name: 'itself is not another' }));
      must(await tx.peerings.insert(world.peering(0x50, 1, 2)));
      must(await tx.peerings.insert(world.peering(0x51, 1, 4)));
      must(await tx.routes.insert(world.route(0x52, '10.0.0.0/24')));
      must(await tx.routes.insert(world.route(0x53, '10.0.0.0/25')));
      must(await tx.routes.insert(world.route(0x54, '10.0.0.0/24', { routeTableId: uuid(0x103) })));
      must(await tx.ports.insert(world.port(0x55, 0x201, ['10.0.0.5'])));
      must(await tx.ports.insert(world.port(0x56, 0x202, ['10.0.0.5'])));
      must(await tx.ports.update(uuid(0x55), { addresses: [world.address('10.0.0.5'), world.address('fd00::5')] }));
      must(await tx.users.insert(world.user(0x50, { name: 'eve' })));
      must(await tx.users.insert(world.user(0x51, { name: 'eve', domainId: hex(0xb) })));
      assert.equal(await tx.peerings.delete(uuid(0x50)), true);
      must(await tx.peerings.insert(world.peering(0x57, 2, 1)));
    });
    assert.equal(await ledger.read.peerings.count({ vpcId: uuid(1) }), 2);
  });

  fact(subject, 'of many who ask for one pair, one destination or one range at once, one gets it', async (ledger) => {
    const racers = Array.from({ length: 20 }, (_, n) => n);
    const outcomes = await Promise.all(
      racers.flatMap((n) => [
        ledger.write(null, async (tx) => ok(await tx.peerings.insert(world.peering(0x60 + n, n % 2 === 0 ? 1 : 2, n % 2 === 0 ? 2 : 1)))),
        ledger.write(null, async (tx) => ok(await tx.routes.insert(world.route(0x80 + n, '172.16.0.0/12')))),
        ledger.write(null, async (tx) => {
          must(await tx.networks.insert(world.network(0x300 + n)));
          return ok(await tx.subnets.insert(world.subnet(0x300 + n, n % 2 === 0 ? '10.0.0.0/16' : '10.0.128.0/17')));
        }),
      ]),
    );
    const kept = outcomes.map((outcome) => must(outcome).value).filter(({ ok: won }) => won);
    assert.equal(kept.length, 3);
  });

  fact(subject, 'many rows go in together, or none of them and the transaction goes on', async (ledger) => {
    const many = Array.from({ length: 1200 }, (_, n) => world.rule(0x1000 + n, 0x52));
    await write(ledger, async (tx) => {
      must(await tx.securityGroups.insert(world.group(0x52)));
      must(await tx.securityGroupRules.insertAll([]));
      must(await tx.securityGroupRules.insertAll(many));
      const last = many.at(-1)!;
      const refused = await tx.securityGroupRules.insertAll([world.rule(0x2000, 0x52), last]);
      assert.deepEqual(refused, { ok: false, problem: { on: 'id' } });
    });
    assert.equal(await ledger.read.securityGroupRules.count({}), many.length);
  });

  fact(subject, 'nothing can be left pointing at nothing', async (ledger) => {
    await write(ledger, async (tx) => {
      must(await tx.peerings.insert(world.peering(0x50, 1, 2)));
      must(await tx.routes.insert(world.route(0x51, '10.0.0.0/24', { type: 'peering', nextHop: uuid(0x50) })));
      must(await tx.subnets.insert(world.subnet(0x201, '10.1.0.0/16')));
      must(await tx.securityGroups.insert(world.group(0x52)));
      must(await tx.securityGroups.insert(world.group(0x53)));
      must(await tx.securityGroupRules.insert(world.rule(0x54, 0x52)));
      must(await tx.securityGroupRules.insert(world.rule(0x55, 0x53, { remoteGroupId: uuid(0x52) })));
      must(await tx.ports.insert(world.port(0x56, 0x201, ['10.0.0.5'], { securityGroupIds: [uuid(0x53)] })));
    });
    const impossible: readonly ((tx: Writer) => Promise<unknown>)[] = [
      (tx) => tx.vpcs.delete(uuid(1)),
      (tx) => tx.vpcs.delete(uuid(2)),
      (tx) => tx.projects.delete(world.acme),
      (tx) => tx.domains.delete(hex(0xa)),
      (tx) => tx.networks.delete(uuid(0x201)),
      (tx) => tx.securityGroups.delete(uuid(0x53)),
      (tx) => tx.subnets.insert(world.subnet(0x999, '10.2.0.0/16')),
      (tx) => tx.peerings.insert(world.peering(0x60, 1, 0x999)),
      (tx) => tx.routes.insert(world.route(0x61, '10.0.1.0/24', { type: 'peering', nextHop: uuid(0x999) })),
      (tx) => tx.ports.insert(world.port(0x62, 0x999, [])),
    ];
    for (const [index, work] of impossible.entries())
      await assert.rejects(
        ledger.write(null, async (tx) => ok(await work(tx))),
        /foreign key/i,
        `${index}`,
      );
    await write(ledger, async (tx) => {
      assert.equal(await tx.peerings.delete(uuid(0x50)), true);
      assert.equal(await tx.routes.get(uuid(0x51)), undefined, 'a peering takes its routes with it');
      assert.equal(await tx.securityGroups.delete(uuid(0x52)), true);
      assert.equal(await tx.securityGroupRules.count({}), 0, 'a group takes its rules, and those that name it, with it');
      assert.equal(await tx.ports.delete(uuid(0x56)), true);
      must(await tx.ports.insert(world.port(0x57, 0x201, ['10.0.0.5'])));
    });
  });
}
