import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { idOf, must, type Generation, type Router, type VpcId } from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import type { Control, Convergence, DataPlane } from '../src/index.ts';
import type { ProjectCaller } from '../src/handler.ts';
import { everyRouter, routerSourceOf } from '../src/router-source.ts';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc, pings, refused, subnetInput } from './world.ts';

/** A round ends while it is open, and waits while it is shut. */
interface Gate {
  readonly passed: () => Promise<void>;
  shut(): void;
  open(): void;
}

function gate(): Gate {
  let held: PromiseWithResolvers<void> | null = null;
  return {
    passed: async () => held?.promise,
    shut: () => void (held = Promise.withResolvers()),
    open: () => held?.resolve(),
  };
}

/** The simulated data plane, with a count of what it is asked and a list of VPCs that it cannot bring about. */
function watched(): DataPlane & {
  readonly calls: { vpcs: string[]; commands: number }[];
  readonly broken: Map<string, 'fails' | 'throws'>;
  readonly rounds: Gate;
} {
  const inner = createSimDriver();
  const calls: { vpcs: string[]; commands: number }[] = [];
  const broken = new Map<string, 'fails' | 'throws'>();
  const rounds = gate();
  const around = async (routers: readonly Router[], gone: readonly VpcId[], run: (sound: readonly Router[]) => Promise<Convergence>) => {
    const vpcs = [...routers.map(({ vpcId }) => vpcId), ...gone];
    if (vpcs.some((vpcId) => broken.get(vpcId) === 'throws')) throw new Error('the data plane is away');
    const sick = vpcs.filter((vpcId) => broken.has(vpcId));
    const { commands, failures } = await run(routers.filter(({ vpcId }) => !broken.has(vpcId)));
    calls.push({ vpcs, commands });
    await rounds.passed();
    return { commands, failures: [...failures, ...sick.map((vpcId) => ({ vpcId, reason: 'it is broken' }))] };
  };
  return {
    ...inner,
    calls,
    broken,
    rounds,
    converge: (routers, gone) => around(routers, gone, (sound) => inner.converge(sound, gone)),
    convergeAll: (routers) => around(routers, [], (sound) => inner.convergeAll(sound)),
  };
}

const cidrOf = (text: string) => subnetInput({ id: idOf<VpcId>('') }, text);

/** Two peered VPCs with an instance each; routes on both sides. */
async function pair(control: Control, acme: ProjectCaller, globex: ProjectCaller) {
  const [a, b] = [await makeVpc(control, acme, 'a', '192.168.0.0/16'), await makeVpc(control, globex, 'b', '10.0.0.0/16')];
  const web = await makeInstance(control, acme, await makeSubnet(control, acme, a, '192.168.1.0/24'), '192.168.1.10');
  const db = await makeInstance(control, globex, await makeSubnet(control, globex, b, '10.0.2.0/24'), '10.0.2.10');
  const peering = await makePeering(control, acme, a, b);
  await done(control, globex, 'accept-peering', { id: peering.id });
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  await makeRoute(control, globex, b, '192.168.0.0/16', peering);
  return { a, b, web: web.instance, db: db.instance, peering };
}

/** The receipt of one write. */
async function receipt(control: Control, caller: ProjectCaller, generation: Generation | null) {
  return done(control, caller, 'show-receipt', { generation: generation! });
}

const patienceMs = 30_000;
const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    assert.ok(performance.now() < end, `it did not come about within ${patienceMs} ms`);
    await sleep(5);
  }
};

test('an unchanged world is converged again without a command, and a restart too', async () => {
  const dataPlane = watched();
  const { control, account, restart } = await install({ dataPlane });
  const { web } = await pair(control, await account('acme'), await account('globex'));
  await control.reconciler.settled();
  const again = await restart();
  dataPlane.calls.length = 0;
  await again.reconciler.start();
  assert.deepEqual(
    dataPlane.calls.map(({ commands }) => commands),
    [0],
  );
  const acme = { ...(await again.ledger.read.instances.get(web.id))! };
  assert.equal(acme.status, 'ACTIVE');
  const before = await again.ledger.read.events.latest();
  await again.reconciler.settled();
  assert.equal(await again.ledger.read.events.latest(), before, 'and writes nothing down');
});

test('a commit converges the VPCs that it touches and no others', async () => {
  const dataPlane = watched();
  const { control, account } = await install({ dataPlane });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const { a, b, peering } = await pair(control, acme, globex);
  const other = await makeVpc(control, acme, 'other', '172.16.0.0/16');
  await control.reconciler.settled();
  const touchedBy = async (change: Promise<unknown>): Promise<readonly string[]> => {
    dataPlane.calls.length = 0;
    await change;
    await control.reconciler.settled();
    return dataPlane.calls.flatMap(({ vpcs }) => vpcs).toSorted();
  };
  assert.deepEqual(await touchedBy(done(control, acme, 'update-vpc', { id: a.id, name: 'renamed' })), []);
  assert.deepEqual(await touchedBy(done(control, acme, 'update-peering', { id: peering.id, name: 'renamed' })), []);
  assert.deepEqual(await touchedBy(makeRoute(control, acme, a, '10.99.0.0/16', peering)), [a.id]);
  assert.deepEqual(await touchedBy(done(control, globex, 'delete-peering', { id: peering.id })), [a.id, b.id].toSorted());
  assert.deepEqual(await touchedBy(done(control, acme, 'delete-vpc', { id: other.id })), [other.id], 'gone');
});

test('what arrives while a round runs is one more round', async () => {
  const dataPlane = watched();
  const { control, account } = await install({ dataPlane });
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'a', '10.0.0.0/16');
  await control.reconciler.settled();
  dataPlane.calls.length = 0;
  dataPlane.rounds.shut();
  await makeSubnet(control, acme, vpc, '10.0.100.0/24');
  await until(() => dataPlane.calls.length === 1);
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => control.execute(acme, 'create-subnet', { ...cidrOf(`10.0.${index}.0/24`), vpcId: vpc.id })),
  );
  assert.equal(dataPlane.calls.length, 1, 'the round of before is still under way');
  dataPlane.rounds.open();
  await control.reconciler.settled();
  assert.equal(dataPlane.calls.length, 2);
  assert.equal(
    (await dataPlane.plan(await everyRouter(routerSourceOf((work) => work(control.ledger.read))))).length,
    0,
    'and nothing was left out',
  );
});

test('a receipt is true: not before the VPC is converged, and still after a restart', async () => {
  const dataPlane = watched();
  const { control, account, restart, clock } = await install({ dataPlane });
  const [acme, globex] = [await account('acme'), await account('globex')];
  const [a, b] = [await makeVpc(control, acme, 'a', '10.0.0.0/16'), await makeVpc(control, acme, 'b', '10.0.0.0/16')];
  await control.reconciler.settled();
  dataPlane.broken.set(a.id, 'fails');
  const inA = must(await control.execute(acme, 'create-subnet', { ...cidrOf('10.0.1.0/24'), vpcId: a.id }));
  const inB = must(await control.execute(acme, 'create-subnet', { ...cidrOf('10.0.1.0/24'), vpcId: b.id }));
  await until(() => control.reconciler.failures().has(a.id));
  await control.reconciler.settled();
  assert.equal((await receipt(control, acme, inA.generation)).inForce, false);
  const good = await receipt(control, acme, inB.generation);
  assert.deepEqual([good.inForce, good.inForceAt], [true, clock.now()], 'the other VPC does not wait');
  assert.equal((await refused(control, globex, 'show-receipt', { generation: inA.generation! })).kind, 'not-found', "another's write");

  clock.advance(1000);
  dataPlane.broken.clear();
  await until(async () => (await receipt(control, acme, inA.generation)).inForce);
  assert.equal((await receipt(control, acme, inA.generation)).inForceAt, clock.now(), 'the time of the retry');
  assert.equal((await receipt(control, acme, inB.generation)).inForceAt, clock.now() - 1000);
  assert.equal(control.reconciler.failures().size, 0);
  await control.reconciler.settled();
  dataPlane.broken.set(a.id, 'throws');
  const again = await restart();
  await again.reconciler.start();
  const { inForce, inForceAt } = await receipt(again, acme, inA.generation);
  assert.deepEqual([inForce, inForceAt], [true, clock.now()], 'known before anything could be converged');
});

test('a receipt of a generation that was never made is not found', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  for (const generation of [0, -1, 1e9])
    assert.equal((await refused(control, acme, 'show-receipt', { generation: generation as Generation })).kind, 'not-found');
});

test('an instance is ACTIVE when it is there, ERROR when its VPC keeps failing, and ACTIVE once that is mended', async () => {
  const dataPlane = watched();
  const { control, account } = await install({ dataPlane });
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'a', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  await control.reconciler.settled();
  dataPlane.broken.set(vpc.id, 'throws');
  const { instance } = await makeInstance(control, acme, subnet, '10.0.1.10');
  const statusIs = (status: string) => async () =>
    (await done(control, acme, 'show-instance', { id: instance.id })).instance.status === status;
  await until(statusIs('ERROR'));
  dataPlane.broken.clear();
  await until(statusIs('ACTIVE'));
  const kinds = (await done(control, acme, 'list-events', { resourceId: instance.id, limit: 10 })).items.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['instance.active', 'instance.failed', 'instance.created']);
});

test('an instance is ACTIVE before its making is said to be in force: who was told so may send at once', async () => {
  const notes = gate();
  let noting = 0;
  const { control, account } = await install({}, (ledger) => ({
    ...ledger,
    write: async (actor, work) => {
      if (actor === null) {
        noting++;
        await notes.passed();
      }
      return ledger.write(actor, work);
    },
  }));
  const acme = await account('acme');
  const subnet = await makeSubnet(control, acme, await makeVpc(control, acme, 'a', '10.0.0.0/16'), '10.0.1.0/24');
  await control.reconciler.settled();
  notes.shut();
  noting = 0;
  const input = { name: 'web', subnetId: subnet.id } as const;
  const made = must(await control.execute(acme, 'create-instance', input));
  await until(() => noting > 0);
  const early = await receipt(control, acme, made.generation);
  notes.open();
  assert.equal(early.inForce, false);
  await until(async () => (await receipt(control, acme, made.generation)).inForce);
  const shown = await done(control, acme, 'show-instance', { id: made.value.instance.id });
  assert.equal(shown.instance.status, 'ACTIVE');
});

test('what somebody broke by hand is mended by the next full round', async () => {
  const dataPlane = watched();
  const { control, account } = await install({ dataPlane, beatMs: 20 });
  const acme = await account('acme');
  const { web } = await pair(control, acme, await account('globex'));
  assert.equal(await pings(control, acme, web.id, '10.0.2.10'), true);
  await dataPlane.tearDown();
  await until(() => pings(control, acme, web.id, '10.0.2.10').catch(() => false));
});

test('the plan of a converged world is empty, and is for the administrator alone', async () => {
  const { control, account, administrator, dataPlane } = await install();
  const acme = await account('acme');
  await makeVpc(control, acme, 'a', '10.0.0.0/16');
  await control.reconciler.settled();
  assert.deepEqual(await done(control, administrator, 'show-plan', {}), { dataPlane: 'sim', lines: [] });
  assert.equal((await refused(control, acme, 'show-plan', {})).kind, 'not-permitted');
  await dataPlane.tearDown();
  assert.ok((await done(control, administrator, 'show-plan', {})).lines.length > 0);
});

test('a change does not wait for a full round, and the full round does not undo it', async () => {
  const inner = createSimDriver();
  const rounds = gate();
  let inside = 0;
  const slow: DataPlane = {
    ...inner,
    async convergeAll(routers) {
      const convergence = await inner.convergeAll(routers);
      inside++;
      await rounds.passed();
      inside--;
      return convergence;
    },
  };
  const { control, account } = await install({ dataPlane: slow, beatMs: 20 });
  const acme = await account('acme');
  rounds.shut();
  await until(() => inside === 1);
  const { web } = await pair(control, acme, await account('globex'));
  await until(() => pings(control, acme, web.id, '10.0.2.10'));
  assert.equal(inside, 1, 'the full round was still under way');
  rounds.open();
  await control.reconciler.stop();
  assert.deepEqual(await inner.plan(await everyRouter(routerSourceOf((work) => work(control.ledger.read)))), []);
});
