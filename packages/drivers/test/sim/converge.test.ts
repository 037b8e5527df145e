import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSimDriver, SimKernel } from '@isthmus/drivers';
import fc from 'fast-check';
import { difference } from '../../src/sim/difference.ts';
import { lineOf } from '../../src/sim/line.ts';
import { launch, peer, remove, route, terminate, unpeer } from '../contract/change.ts';
import { instanceId, vpcId, worldOf, type WorldSpec } from '../contract/world.ts';
import { A, B, C, connected, D } from '../contract/worlds.ts';

/** Everything programmed, as text. */
const contents = (kernel: SimKernel): readonly string[] =>
  kernel
    .routers()
    .flatMap((id) => [...(kernel.rows(id)?.entries() ?? [])].map(([key, { content }]) => `${id} ${key} ${content}`))
    .toSorted();

const names = fc.constantFrom('A', 'B', 'C', 'D');
const pairs = fc.tuple(names, names).filter(([from, to]) => from !== to);
/** A step that changes a world of four VPCs, and the VPCs that it touches. */
const step: fc.Arbitrary<(spec: WorldSpec) => { readonly next: WorldSpec; readonly touched: readonly string[] }> = fc.oneof(
  pairs.map(([from, to]) => (spec: WorldSpec) => {
    const name = [from, to].toSorted().join('');
    const known = from in spec.vpcs && to in spec.vpcs && !(name in (spec.peerings ?? {}));
    return { next: known ? peer(spec, name, from, to) : spec, touched: [from, to] };
  }),
  pairs.map(([from, to]) => (spec: WorldSpec) => ({ next: unpeer(spec, [from, to].toSorted().join('')), touched: [from, to] })),
  fc.tuple(pairs, fc.integer({ min: 0, max: 8 })).map(([[from, to], third]) => (spec: WorldSpec) => {
    const destination = `10.${third}.0.0/16`;
    const taken = spec.vpcs[from]?.routes?.some(([other]) => other === destination) ?? true;
    return { next: taken ? spec : route(spec, from, [destination, [from, to].toSorted().join('')]), touched: [from] };
  }),
  fc.tuple(names, fc.integer({ min: 20, max: 23 })).map(([vpc, host]) => (spec: WorldSpec) => {
    const subnet = Object.keys(spec.vpcs[vpc]?.subnets ?? {})[0];
    const address = `10.${'ABCD'.indexOf(vpc) + 1}.1.${host}`;
    return { next: subnet === undefined ? spec : launch(spec, vpc, `${vpc}-${host}`, { subnet, addresses: [address] }), touched: [vpc] };
  }),
  fc.tuple(names, fc.integer({ min: 20, max: 23 })).map(([vpc, host]) => (spec: WorldSpec) => ({
    next: vpc in spec.vpcs ? terminate(spec, vpc, `${vpc}-${host}`) : spec,
    touched: [vpc],
  })),
  names.map((vpc) => (spec: WorldSpec) => ({ next: vpc in spec.vpcs ? remove(spec, vpc) : spec, touched: [] })),
  names.map((vpc) => (spec: WorldSpec) => ({
    next: vpc in spec.vpcs ? spec : { ...spec, vpcs: { ...spec.vpcs, [vpc]: { A, B, C, D }[vpc]! } },
    touched: [vpc],
  })),
);

describe('converging the simulated kernel', () => {
  it('step by step, naming only what a step touches, comes to the same as all at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const kernel = new SimKernel();
        const driver = createSimDriver({ kernel });
        let spec: WorldSpec = { vpcs: { A, B, C, D } };
        await driver.convergeAll(worldOf(spec).routers);
        for (const take of steps) {
          const { next, touched } = take(spec);
          const gone = Object.keys(spec.vpcs).filter((name) => !(name in next.vpcs));
          const named = touched.filter((name) => name in next.vpcs).map(vpcId);
          const { failures } = await driver.converge(
            worldOf(next).routers.filter((router) => named.includes(router.vpcId)),
            gone.map(vpcId),
          );
          assert.deepEqual(failures, []);
          spec = next;
        }
        const fresh = new SimKernel();
        await createSimDriver({ kernel: fresh }).convergeAll(worldOf(spec).routers);
        assert.deepEqual(contents(kernel), contents(fresh));
        assert.equal((await driver.convergeAll(worldOf(spec).routers)).commands, 0);
      }),
      { numRuns: 150 },
    );
  });

  it('a whole run gives way to small ones, and what they did meanwhile is the later word', async () => {
    const kernel = new SimKernel();
    const driver = createSimDriver({ kernel });
    const many: WorldSpec = { vpcs: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`V${n}`, { ...A, routes: [] }])) };
    const spec: WorldSpec = { ...many, vpcs: { ...many.vpcs, A, B, C } };
    const later = remove(launch(spec, 'A', 'late', { subnet: Object.keys(A.subnets)[0] ?? '', addresses: ['10.1.1.77'] }), 'C');
    const whole = driver.convergeAll(worldOf(spec).routers);
    let turns = 0;
    const tick = (): void => {
      turns++;
      next = setImmediate(tick);
    };
    let next = setImmediate(tick);
    await driver.converge(
      worldOf(later).routers.filter((router) => router.vpcId === vpcId('A')),
      [vpcId('C')],
    );
    await whole;
    clearImmediate(next);
    assert.ok(turns > 0, 'nobody else had a turn');
    const fresh = new SimKernel();
    await createSimDriver({ kernel: fresh }).convergeAll(worldOf(later).routers);
    assert.deepEqual(contents(kernel), contents(fresh));
  });

  it('repairs whatever was removed by hand, in one run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (chances) => {
        const kernel = new SimKernel();
        const driver = createSimDriver({ kernel });
        const { routers } = worldOf(connected);
        await driver.convergeAll(routers);
        const whole = contents(kernel);
        for (const id of kernel.routers())
          for (const row of Array.from(kernel.rows(id)?.values() ?? []))
            if ((chances.next().value ?? 1) < 0.2) kernel.run({ op: 'unset', vpcId: id, row });
        await driver.convergeAll(routers);
        assert.deepEqual(contents(kernel), whole);
      }),
    );
  });

  it('removes before it adds, routes first of all', () => {
    const kernel = new SimKernel();
    for (const command of difference(kernel, worldOf(connected).routers, [])) kernel.run(command);
    const moved = launch(unpeer(connected, 'AB'), 'A', 'a2', { subnet: 'A1', addresses: ['10.1.1.11'] });
    const commands = difference(kernel, worldOf(moved).routers, []);
    assert.deepEqual(
      commands.map(({ op, row }) => `${op} ${row.entry.kind}`),
      ['unset route', 'unset route', 'unset route', 'unset route', 'unset half', 'unset half', 'set port'],
    );
  });

  it('takes the far half of a peering, and the routes over it, from a router that nobody named', async () => {
    const kernel = new SimKernel();
    const driver = createSimDriver({ kernel });
    await driver.convergeAll(worldOf(connected).routers);
    const unpeered = worldOf(unpeer(connected, 'AB')).routers;
    await driver.converge(
      unpeered.filter((router) => router.vpcId === vpcId('A')),
      [],
    );
    const left = [...(kernel.rows(vpcId('B'))?.values() ?? [])].map((row) => row.entry.kind);
    assert.deepEqual([left.includes('half'), left.includes('route')], [false, false]);
    assert.equal((await driver.convergeAll(unpeered)).commands, 0);
  });

  it('an instance is where it was put last, also when the other place is cleared later', async () => {
    const driver = createSimDriver();
    const only = (vpc: 'A' | 'B', spec: WorldSpec) => worldOf(spec).routers.filter((router) => router.vpcId === vpcId(vpc));
    await driver.convergeAll(worldOf(connected).routers);
    const moved = launch(terminate(connected, 'A', 'a1'), 'B', 'a1', { subnet: 'B1', addresses: ['10.2.1.50'] });
    await driver.converge(only('B', moved), []);
    await driver.converge(only('A', moved), []);
    assert.deepEqual(await driver.present([instanceId('a1')]), new Set([instanceId('a1')]));
  });

  it('a group listed in another order is the same group', async () => {
    const driver = createSimDriver();
    const rules = [{ family: 4 }, { family: 6 }, { family: 4, protocol: 6, ports: [1, 2] }] as const;
    const grouped: WorldSpec = {
      groups: { g: { ingress: rules, egress: rules } },
      vpcs: { A: { ...A, instances: { a1: { subnet: 'A1', addresses: ['10.1.1.10', 'fd00:1:0:1::10'], groups: ['g'] } } } },
    };
    const { routers } = worldOf(grouped);
    await driver.convergeAll(routers);
    const turned = routers.map((router) => ({
      ...router,
      groups: router.groups.map((group) => ({
        ...group,
        ingress: group.ingress.toReversed(),
        egress: group.egress.toReversed(),
        members: group.members.toReversed(),
      })),
    }));
    assert.equal((await driver.convergeAll(turned)).commands, 0);
  });

  it('says which VPC could not be brought to what was desired, and brings the others', async () => {
    const driver = createSimDriver();
    const { routers } = worldOf(connected);
    const broken = routers.map((router) => (router.vpcId === vpcId('A') ? { ...router, peerings: [] } : router));
    const { failures } = await driver.convergeAll(broken);
    assert.deepEqual(
      failures.map((failure) => failure.vpcId),
      [vpcId('A')],
    );
    assert.match(failures[0]?.reason ?? '', /^route .*: there is no half/);
    assert.deepEqual((await driver.converge(routers, [])).failures, []);
  });

  it('a plan is one line a command', () => {
    const kernel = new SimKernel();
    const lines = difference(kernel, worldOf(connected).routers, []).map(lineOf);
    for (const line of lines) assert.match(line, /^(ip|nft) [^\n]+$/);
    assert.ok(lines.some((line) => line.endsWith(`netns add sim-${vpcId('A')}`)));
    assert.ok(lines.some((line) => line.includes('route replace 10.2.0.0/16 dev ')));
    assert.ok(lines.some((line) => line.includes('route replace unreachable fd00:1::/48')));
    assert.ok(lines.some((line) => line.includes('address replace 10.1.1.1/24 dev ')));
  });
});
