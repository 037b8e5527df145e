import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr, healthRules, must, ok, parseCidr } from '@isthmus/core';
import { healthWatchOf, type HealthWatch } from '../src/health-watch.ts';
import { tell } from '../src/health-words.ts';
import { besideRequests, lookerOf } from '../src/look.ts';
import { writeSetting } from '../src/in-force.ts';
import type { Control } from '../src/index.ts';
import type { LookedAt } from '../src/looked-at.ts';
import { done, install, makeInstance, makePeering, makeRoute, makeSubnet, makeVpc } from './world.ts';

const watchOf = ({ ledger }: Control): HealthWatch =>
  healthWatchOf({ ledger, log: () => {}, looker: lookerOf(ledger.read, besideRequests) });

test('each side is told when its own word for a peering changes, and nothing is told twice', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', '192.168.0.0/16');
  const b = await makeVpc(control, globex, 'b', '10.0.0.0/16');
  await makeInstance(control, acme, await makeSubnet(control, acme, a, '192.168.1.0/24'), '192.168.1.10');
  await makeInstance(control, globex, await makeSubnet(control, globex, b, '10.0.2.0/24'), '10.0.2.10');
  await control.health.start();
  const peering = await makePeering(control, acme, a, b);
  const settle = async () => {
    await control.reconciler.settled();
    await control.health.settled();
  };
  await settle();
  await done(control, globex, 'accept-peering', { id: peering.id });
  await settle();
  await makeRoute(control, acme, a, '10.0.0.0/16', peering);
  await settle();
  await makeRoute(control, globex, b, '192.168.0.0/16', peering);
  await settle();
  const words = async (caller: typeof acme) =>
    (await done(control, caller, 'list-events', { resourceId: peering.id, limit: 100 })).items
      .filter(({ kind }) => kind === 'health.changed')
      .map(({ detail }) => detail['health'])
      .toReversed();
  assert.deepEqual(await words(acme), ['no-routes', 'one-way', 'working']);
  assert.deepEqual(await words(globex), ['no-routes', 'one-way', 'working']);
  assert.equal(await control.ledger.read.peeringHealths.count({ health: 'working' }), 2);

  const latest = await control.ledger.read.events.latest();
  const kept = control.health.seen(peering.id, acme.project.id, latest);
  assert.equal(kept?.health.health, 'working', 'what is kept is of this moment');
  const [listed] = (await done(control, globex, 'list-seen-peerings', { page: { limit: 10 } })).items;
  assert.equal(listed?.health.health, 'working');

  // Another server, or this one started again, has nothing new to tell.
  const other = watchOf(control);
  await other.start();
  await other.settled();
  await other.stop();
  assert.equal(other.counts().commits, 0);
  await control.health.stop();
});

test('a commit makes it look at the ACTIVE peerings of the VPCs that it touches, and at no others', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpcs = [];
  for (let n = 0; n < 6; n++) vpcs.push(await makeVpc(control, acme, `v${n}`, `10.${n}.0.0/16`));
  for (let n = 0; n < 6; n += 2) await makePeering(control, acme, vpcs[n]!, vpcs[n + 1]!);
  const globex = await account('globex');
  const asked = await makePeering(control, acme, vpcs[2]!, await makeVpc(control, globex, 'asked', '172.16.0.0/16'));
  await control.health.start();
  await control.health.settled();
  const before = control.health.counts().looks;
  const [peering] = (await control.ledger.read.peerings.list({ vpcId: vpcs[2]!.id, status: 'ACTIVE' })).items;
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peering!);
  await control.health.settled();
  assert.equal(control.health.counts().looks - before, 1);
  await done(control, globex, 'reject-peering', { id: asked.id });
  await control.health.settled();
  assert.equal(control.health.counts().looks - before, 3, 'both sides of what the commit is about');
  assert.equal(await control.ledger.read.peeringHealths.count({ peeringId: asked.id, health: 'rejected' }), 2);
  await control.health.stop();
});

test('a request that nothing looks at again is shown with its VPCs as they are', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const a = await makeVpc(control, acme, 'a', '192.168.0.0/16');
  const peering = await makePeering(control, acme, a, await makeVpc(control, globex, 'b', '10.0.0.0/16'));
  await control.health.start();
  await control.health.settled();
  const seen = async () => control.health.seen(peering.id, acme.project.id, await control.ledger.read.events.latest());
  const shown = async () =>
    (await done(control, acme, 'list-seen-peerings', { page: { limit: 10 } })).items[0]?.localRanges.map(formatCidr);
  assert.equal((await seen())?.health.health, 'waiting-on-them');
  assert.deepEqual(await shown(), ['192.168.0.0/16']);
  await done(control, acme, 'add-secondary-blocks', { id: a.id, cidrs: [must(parseCidr('23.8.0.0/16'))], mode: 'run' });
  await control.health.settled();
  assert.equal(await seen(), undefined, 'what was seen before is of before');
  assert.deepEqual(await shown(), ['192.168.0.0/16', '23.8.0.0/16']);
  assert.equal((await seen())?.health.health, 'waiting-on-them', 'and what was looked at for who asked is kept');
  await control.health.stop();
});

/** Three peerings of one account between six VPCs, which nobody has looked at. */
async function threePeerings() {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpcs = [];
  for (let n = 0; n < 6; n++) vpcs.push(await makeVpc(control, acme, `v${n}`, `10.${n}.0.0/16`));
  const peerings = [];
  for (let n = 0; n < 6; n += 2) peerings.push(await makePeering(control, acme, vpcs[n]!, vpcs[n + 1]!));
  await control.reconciler.settled();
  return { control, acme, vpcs, peerings };
}

async function started(control: Control): Promise<HealthWatch> {
  const watch = watchOf(control);
  await watch.start();
  await watch.settled();
  return watch;
}

async function lookedAt({ ledger }: Control): Promise<LookedAt> {
  return JSON.parse((await ledger.read.settings.get('health-looked-at'))!.value) as LookedAt;
}
const pretend = async ({ ledger }: Control, value: LookedAt): Promise<unknown> =>
  must(await ledger.write(null, async (tx) => ok(await writeSetting(tx, 'health-looked-at', JSON.stringify(value)))));

const changes = async ({ ledger }: Control, resourceId: string): Promise<number> =>
  (await ledger.read.events.list({ resourceId, order: 'oldest-first', limit: 100 })).items.filter(({ kind }) => kind === 'health.changed')
    .length;

test('the first start looks at everything, and a later one only at what changed since', async () => {
  const { control, acme, vpcs, peerings } = await threePeerings();
  const first = await started(control);
  assert.equal(first.counts().looks, 3);
  await first.stop();
  assert.equal((await lookedAt(control)).everything, 'done');
  const idle = await started(control);
  await idle.stop();
  assert.equal(idle.counts().looks, 0);

  await makeSubnet(control, acme, vpcs[3]!, '10.3.1.0/24');
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peerings[1]!);
  await control.reconciler.settled();
  const later = await started(control);
  await later.stop();
  assert.equal(later.counts().looks, 1);
  assert.equal(await changes(control, peerings[1]!.id), 1, 'what changed while nobody watched is told');
});

test('a service that dies between a commit and its look forgets nothing, and tells nothing twice', async () => {
  const { control, acme, vpcs, peerings } = await threePeerings();
  await (await started(control)).stop();
  const before = await lookedAt(control);
  await makeSubnet(control, acme, vpcs[3]!, '10.3.1.0/24');
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peerings[1]!);
  await (await started(control)).stop();
  // As after a death behind the telling and ahead of the note of it.
  await pretend(control, before);
  const again = await started(control);
  await again.stop();
  assert.equal(again.counts().looks, 1);
  assert.equal(await changes(control, peerings[1]!.id), 1);
  assert.ok((await lookedAt(control)).through > before.through);
});

test('words that other rules gave are all looked at again', async () => {
  const { control } = await threePeerings();
  await (await started(control)).stop();
  await pretend(control, { ...(await lookedAt(control)), rules: healthRules - 1 });
  const upgraded = await started(control);
  await upgraded.stop();
  assert.equal(upgraded.counts().looks, 3);
  assert.equal((await lookedAt(control)).rules, healthRules);
});

test('a look at everything that was cut short goes on where it was', async () => {
  const { control, vpcs } = await threePeerings();
  await (await started(control)).stop();
  const ids = vpcs.map(({ id }) => id).toSorted();
  const requesters = new Set([vpcs[0]!.id, vpcs[2]!.id, vpcs[4]!.id]);
  const after = ids.find((id) => requesters.has(id))!;
  await pretend(control, { ...(await lookedAt(control)), everything: { after } });
  const rest = await started(control);
  await rest.stop();
  assert.equal(rest.counts().looks, 2);
});

test('beside a newer version an older one keeps its words to itself', async () => {
  const { control, acme, vpcs, peerings } = await threePeerings();
  const watch = await started(control);
  const newer = { ...(await lookedAt(control)), rules: healthRules + 1 };
  await pretend(control, newer);
  await makeSubnet(control, acme, vpcs[3]!, '10.3.1.0/24');
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peerings[1]!);
  await watch.settled();
  await watch.stop();
  assert.equal(await changes(control, peerings[1]!.id), 0);
  assert.deepEqual(await lookedAt(control), newer);
  const [seen] = (await done(control, acme, 'list-seen-peerings', { page: { limit: 10 } })).items.filter(
    ({ peering }) => peering.id === peerings[1]!.id,
  );
  assert.equal(seen?.health.health, 'shadowed', 'who asks is told the truth by either');
});

test('a look from before a commit does not replace the word of a look from behind it', async () => {
  const { control, acme, vpcs, peerings } = await threePeerings();
  await (await started(control)).stop();
  const { id } = peerings[1]!;
  const of = await control.ledger.read.events.latest();
  const [seen] = (await done(control, acme, 'list-seen-peerings', { page: { limit: 10 } })).items.filter(
    ({ peering }) => peering.id === id,
  );
  const late = {
    of,
    found: new Map([[`${id}/${acme.project.id}`, { ...seen!, health: { ...seen!.health, health: 'shadowed' as const } }]]),
    touchedBy: async () => new Set([id]),
  };
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peerings[1]!);
  assert.equal(await tell(control.ledger, late), 'nothing new');
  assert.equal(await tell(control.ledger, { ...late, of: await control.ledger.read.events.latest() }), 'told');
});

test('what was looked at for one who asked is kept until a commit touches it', async () => {
  const { control, acme, vpcs, peerings } = await threePeerings();
  await (await started(control)).stop();
  await control.health.start();
  await control.health.settled();
  const word = async () => {
    const generation = await control.ledger.read.events.latest();
    return control.health.seen(peerings[1]!.id, acme.project.id, generation)?.health.health;
  };
  assert.equal(await word(), undefined);
  await done(control, acme, 'list-seen-peerings', { page: { limit: 10 } });
  assert.equal(await word(), 'no-routes');
  await makeSubnet(control, acme, vpcs[3]!, '10.3.1.0/24');
  await makeRoute(control, acme, vpcs[2]!, '10.3.0.0/16', peerings[1]!);
  assert.notEqual(await word(), 'no-routes', 'the old word is no answer any more');
  await control.health.settled();
  assert.equal(await word(), 'shadowed');
  await control.health.stop();
});
