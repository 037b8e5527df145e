import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { associate, launch, peer, remove, route, terminate, unpeer } from './change.ts';
import { fact, type DriverUnderTest } from './lab.ts';
import { instanceId, vpcId, worldOf, type GroupSpec, type WorldSpec } from './world.ts';
import { A, B, C, connected, D, towards } from './worlds.ts';

/** A–B and C–D, both connected. */
const twoPairs: WorldSpec = towards(
  towards(peer({ ...connected, vpcs: { ...connected.vpcs, C, D } }, 'CD', 'C', 'D'), 'C', 'D', 'CD'),
  'D',
  'C',
  'CD',
);

/** How intent becomes what is there. */
export function convergingFacts(driver: DriverUnderTest): void {
  describe('converging', () => {
    fact(driver, 'what is already so costs no command', twoPairs, async (lab) => {
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
      assert.equal((await lab.become(lab.spec)).commands, 0);
      assert.equal((await lab.become(lab.spec, ['B', 'C'])).commands, 0);
      assert.equal((await lab.become(lab.spec, [])).commands, 0);
    });
    fact(driver, 'a change costs commands once', connected, async (lab) => {
      const next = launch(lab.spec, 'A', 'a2', { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'] });
      assert.notEqual((await lab.become(next)).commands, 0);
      assert.equal((await lab.become(next)).commands, 0);
    });
    fact(driver, 'the order in which things are listed does not matter', twoPairs, async (lab) => {
      const routers = worldOf(lab.spec).routers.toReversed();
      const turned = routers.map((router) => ({
        ...router,
        blocks: router.blocks.toReversed(),
        subnets: router.subnets.toReversed(),
        ports: router.ports.toReversed(),
        peerings: router.peerings.toReversed(),
        tables: router.tables.toReversed().map((table) => ({ ...table, routes: table.routes.toReversed() })),
      }));
      assert.equal((await lab.plane.convergeAll(turned)).commands, 0);
    });
    fact(driver, 'a restarted driver finds everything there, and issues no command', twoPairs, async (lab) => {
      await lab.plane.close();
      lab.plane = await driver.restart(lab.plane);
      await lab.expect(['a1', 'b1', true], ['c1', 'd1', true]);
      assert.deepEqual(await lab.plane.plan(worldOf(lab.spec).routers), []);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });

    fact(driver, 'a plan says what would be done, and does none of it', connected, async (lab) => {
      assert.deepEqual(await lab.plane.plan(worldOf(lab.spec).routers), []);
      const lines = await lab.plane.plan(worldOf(unpeer(lab.spec, 'AB')).routers);
      assert.notEqual(lines.length, 0);
      for (const line of lines) assert.match(line, /\S/);
      await lab.expect(['a1', 'b1', true]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
    fact(driver, 'a plan names what is left over', connected, async (lab) => {
      assert.notEqual((await lab.plane.plan([])).length, 0);
      await lab.expect(['a1', 'b1', true]);
    });

    fact(driver, 'only the VPCs named are brought to it', { vpcs: { A, B, C, D } }, async (lab) => {
      await lab.become(twoPairs, ['A', 'B']);
      await lab.expect(['a1', 'b1', true], ['c1', 'd1', false]);
      await lab.become(twoPairs, ['C', 'D']);
      await lab.expect(['a1', 'b1', true], ['c1', 'd1', true]);
      assert.equal((await lab.becomeWhole(twoPairs)).commands, 0);
    });
    fact(driver, 'a VPC that is neither named nor gone stays, though the others are not listed', twoPairs, async (lab) => {
      await lab.become(launch(lab.spec, 'A', 'a2', { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'] }), ['A']);
      await lab.expect(['a2', 'b1', true], ['c1', 'd1', true]);
    });
    fact(driver, 'nobody loses a packet to what others change, nor to what changes beside it', twoPairs, async (lab) => {
      const pinging = [lab.ping('a1', 'b1', 8), lab.ping('a1', 'b1/6', 8)];
      await lab.become(unpeer(lab.spec, 'CD'), ['C', 'D']);
      await lab.become(launch(lab.spec, 'A', 'a2', { subnet: 'A1', addresses: ['10.1.1.11', 'fd00:1:0:1::11'] }), ['A']);
      await lab.become(route(peer(lab.spec, 'AC', 'A', 'C'), 'A', ['10.3.0.0/16', 'AC']), ['A', 'C']);
      await lab.become(remove(lab.spec, 'D'), []);
      for (const { transmitted, received } of await Promise.all(pinging)) assert.deepEqual([transmitted, received], [8, 8]);
    });
    fact(driver, 'one VPC after the other comes to the same as all at once', { vpcs: {} }, async (lab) => {
      // A peering whose other end is not there yet may be told as a failure, and must not be one in the end.
      for (const name of ['D', 'B', 'C', 'A'])
        await lab.plane.converge(
          worldOf(twoPairs).routers.filter((router) => router.vpcId === vpcId(name)),
          [],
        );
      await lab.become(twoPairs);
      await lab.expect(['a1', 'b1', true], ['b1', 'a1', true], ['c1', 'd1', true], ['d1', 'c1', true]);
      assert.equal((await lab.becomeWhole(twoPairs)).commands, 0);
    });

    fact(driver, 'a VPC that is gone is gone, and its peers go on', twoPairs, async (lab) => {
      const without = remove(lab.spec, 'A');
      await lab.become(without);
      assert.deepEqual(await lab.present('a1', 'b1', 'c1'), ['b1', 'c1']);
      await lab.expect(['b1', '10.1.1.10', false], ['b1', 'fd00:1:0:1::10', false], ['c1', 'd1', true]);
      assert.equal((await lab.becomeWhole(without)).commands, 0);
    });
    fact(driver, 'a VPC may go while nobody names its peer', twoPairs, async (lab) => {
      await lab.become(remove(lab.spec, 'A'), []);
      assert.deepEqual(await lab.present('a1', 'b1'), ['b1']);
      await lab.expect(['b1', '10.1.1.10', false], ['b1', '10.2.1.1', true], ['c1', 'd1', true]);
    });
    fact(driver, 'to be rid of what was never there costs no command', connected, async (lab) => {
      assert.equal((await lab.plane.converge([], [vpcId('nobody')])).commands, 0);
      await lab.expect(['a1', 'b1', true]);
    });
    fact(driver, 'converging all removes what is left over', twoPairs, async (lab) => {
      await lab.becomeWhole(connected);
      assert.deepEqual(await lab.present('a1', 'b1', 'c1', 'd1'), ['a1', 'b1']);
      await lab.expect(['a1', 'b1', true]);
    });
    fact(driver, 'torn down, nothing is left, and a second time there is nothing to do', twoPairs, async (lab) => {
      assert.notEqual((await lab.plane.tearDown()).commands, 0);
      assert.deepEqual(await lab.present('a1', 'b1', 'c1', 'd1'), []);
      assert.equal((await lab.plane.tearDown()).commands, 0);
      await lab.becomeWhole(lab.spec);
      await lab.expect(['a1', 'b1', true], ['c1', 'd1', true]);
    });
    fact(driver, 'it is ready', connected, async (lab) => assert.equal(await lab.plane.unready(), null));
  });

  describe('instances', () => {
    fact(driver, 'those that exist are present, and no other', connected, async (lab) => {
      assert.deepEqual(await lab.present('a1', 'b1', 'nobody'), ['a1', 'b1']);
      assert.deepEqual(await lab.present(), []);
    });
    fact(driver, 'come and go without a loss for the others', connected, async (lab) => {
      await lab.become(launch(lab.spec, 'B', 'b2', { subnet: 'B1', addresses: ['10.2.1.11', 'fd00:2:0:1::11'] }), ['B']);
      await lab.expect(['a1', 'b2', true], ['b1', 'b2', true], ['a1', 'b1', true]);
      await lab.become(terminate(lab.spec, 'B', 'b1'), ['B']);
      assert.deepEqual(await lab.present('b1', 'b2'), ['b2']);
      await lab.expect(['a1', '10.2.1.10', false], ['a1', 'b2', true]);
    });
    fact(driver, 'may take over the address of one that went', connected, async (lab) => {
      await lab.become(launch(terminate(lab.spec, 'B', 'b1'), 'B', 'b2', { subnet: 'B1', addresses: ['10.2.1.10', 'fd00:2:0:1::10'] }), [
        'B',
      ]);
      await lab.expect(['a1', 'b2', true], ['b2', 'a1', true]);
    });
    fact(driver, 'may get another address', connected, async (lab) => {
      await lab.become(launch(lab.spec, 'B', 'b1', { subnet: 'B1', addresses: ['10.2.1.77', 'fd00:2:0:1::77'] }), ['B']);
      await lab.expect(['a1', 'b1', true], ['b1', 'a1', true], ['a1', '10.2.1.10', false], ['a1', 'fd00:2:0:1::10', false]);
    });
    const b1 = ['10.2.1.10', 'fd00:2:0:1::10'];
    const pair = ['10.2.1.100', 'fd00:2:0:1::100'];
    fact(driver, 'may have more addresses than their own: they are reached at each, and send with their own', connected, async (lab) => {
      await lab.become(launch(lab.spec, 'B', 'b1', { subnet: 'B1', addresses: [...b1, ...pair] }), ['B']);
      await lab.expect(['a1', pair[0]!, true], ['a1', pair[1]!, true], ['a1', 'b1', true]);
      // Nobody but the own address is let in, so that an answer says which one has asked.
      const own: GroupSpec = {
        ingress: [
          { family: 4, cidr: `${b1[0]}/32` },
          { family: 6, cidr: `${b1[1]}/128` },
        ],
      };
      const a1 = { subnet: 'A1', addresses: ['10.1.1.10', 'fd00:1:0:1::10'], groups: ['own'] };
      await lab.become(launch({ ...lab.spec, groups: { own } }, 'A', 'a1', a1), ['A']);
      await lab.expect(['b1', 'a1', true]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
    fact(driver, 'may hand such an address on', connected, async (lab) => {
      const b2 = ['10.2.1.11', 'fd00:2:0:1::11'];
      const both = (of1: readonly string[], of2: readonly string[]): WorldSpec =>
        launch(launch(lab.spec, 'B', 'b1', { subnet: 'B1', addresses: of1 }), 'B', 'b2', { subnet: 'B1', addresses: of2 });
      await lab.become(both([...b1, ...pair], b2), ['B']);
      await lab.expect(['a1', pair[0]!, true], ['a1', pair[1]!, true]);
      await lab.become(both(b1, [...b2, ...pair]), ['B']);
      await lab.expect(['a1', pair[0]!, true], ['a1', pair[1]!, true], ['a1', 'b1', true], ['a1', 'b2', true], ['b1', 'a1', true]);
      await lab.become(terminate(lab.spec, 'B', 'b2'), ['B']);
      await lab.expect(['a1', pair[0]!, false], ['a1', pair[1]!, false], ['a1', 'b1', true]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
    fact(driver, 'that do not exist cannot be probed from: a problem, and no silence', connected, async (lab) => {
      const probe = { type: 'ping', destination: worldOf(lab.spec).routers[0]!.ports[0]!.addresses[0]!, count: 1, timeoutMs: 500 } as const;
      const asked = await lab.plane.probe({ from: instanceId('nobody'), probe, responders: [] });
      assert.ok(!asked.ok);
      assert.equal(asked.problem.kind, 'not-ready');
    });
  });

  describe('repair', () => {
    for (const { deed, strike } of driver.vandals)
      fact(driver, `${deed}: put right`, connected, async (lab) => {
        await strike(lab.plane, vpcId('A'));
        assert.notEqual((await lab.plane.plan(worldOf(lab.spec).routers)).length, 0);
        assert.notEqual((await lab.becomeWhole(lab.spec)).commands, 0);
        await lab.expect(['a1', 'b1', true], ['b1', 'a1', true]);
        assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
      });
    fact(driver, 'a table that a subnet no longer uses does no harm', withSpareTable(), async (lab) => {
      await lab.become(associate(lab.spec, 'A', 'A1', 'spare'), ['A']);
      await lab.expect(['a1', 'b1', false]);
      await lab.become(associate(lab.spec, 'A', 'A1', 'default'), ['A']);
      await lab.expect(['a1', 'b1', true]);
      assert.equal((await lab.becomeWhole(lab.spec)).commands, 0);
    });
  });
}

const withSpareTable = (): WorldSpec => ({ ...connected, vpcs: { ...connected.vpcs, A: { ...connected.vpcs.A!, tables: { spare: [] } } } });
