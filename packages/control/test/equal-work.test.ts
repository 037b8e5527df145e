import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, type OperationName, type PeeringId, type ProjectId, type VpcId } from '@isthmus/core';
import type { ProjectCaller } from '../src/handler.ts';
import type { Control, Ledger } from '../src/index.ts';
import { cheapPasswords, done, install, makePeering, makeRoute, makeSubnet, makeVpc } from './world.ts';

/**
 * Who may not know whether something exists must not learn it from the time either. Wall clocks are noisy; what is held
 * here is the cause: the same look-ups in the same order, whatever the answer is.
 */
function watchedLedger() {
  const lookUps: string[] = [];
  const watched = (reader: object): object =>
    new Proxy(reader, {
      get(target, noun: string) {
        const records: unknown = Reflect.get(target, noun);
        if (typeof records !== 'object' || records === null) return typeof records === 'function' ? records.bind(target) : records;
        return new Proxy(records, {
          get(methods, name: string) {
            const method: unknown = Reflect.get(methods, name);
            if (typeof method !== 'function') return method;
            return (...given: readonly unknown[]): unknown => {
              lookUps.push(`${noun}.${name}`);
              return method.apply(methods, given);
            };
          },
        });
      },
    });
  const around = (ledger: Ledger): Ledger => ({
    ...ledger,
    read: watched(ledger.read) as Ledger['read'],
    write: (actor, work) => ledger.write(actor, (tx) => work(watched(tx) as typeof tx)),
  });
  return { lookUps, around };
}

async function world() {
  const { lookUps, around } = watchedLedger();
  const hashes: string[] = [];
  const passwords = {
    ...cheapPasswords,
    verify: (password: string, phc: string) => (hashes.push('hash'), cheapPasswords.verify(password, phc)),
    pretend: (password: string) => (hashes.push('hash'), cheapPasswords.pretend(password)),
  };
  const { control, account } = await install({ passwords }, around);
  const [acme, globex, stranger] = [await account('acme'), await account('globex'), await account('stranger')];
  const [a, b] = [await makeVpc(control, acme, 'a', '10.1.0.0/16'), await makeVpc(control, globex, 'b', '10.2.0.0/16')];
  const subnet = await makeSubnet(control, acme, a, '10.1.1.0/24');
  const peering = await makePeering(control, acme, a, b);
  await done(control, globex, 'accept-peering', { id: peering.id });
  const [abroad] = (await control.ledger.read.projects.list({ domainId: globex.domainId })).items.filter(
    ({ region }) => region === 'eu-nl',
  );
  /** What is looked up on the way to the answer, and the answer. */
  const work = async (caller: ProjectCaller, name: OperationName, input: object) => {
    // What the data plane needs to know meanwhile is looked up by the reconciler.
    await control.reconciler.settled();
    lookUps.length = 0;
    const answer = await control.execute(caller, name, input as never);
    return { lookUps: [...lookUps], problem: answer.ok ? null : answer.problem };
  };
  return { control, acme, globex, stranger, a, b, subnet, peering, abroad: abroad!, work, hashes, lookUps };
}

const nobodys = '00000000-0000-4000-8000-000000000000';

test('a request to a VPC that nobody has, to a project that nobody has, to a VPC of another one: one answer after the same look-ups', async () => {
  const { acme, globex, a, b, abroad, work } = await world();
  const ask = (vpcId: string, projectId: string) =>
    work(acme, 'create-peering', {
      name: 'p',
      description: '',
      requester: { vpcId: a.id },
      accepter: { vpcId: idOf<VpcId>(vpcId), projectId: idOf<ProjectId>(projectId) },
    });
  const nobodysVpc = await ask(nobodys, globex.project.id);
  assert.deepEqual(nobodysVpc.problem, { kind: 'peer-unknown' });
  assert.ok(nobodysVpc.lookUps.length >= 2);
  for (const [vpcId, projectId] of [
    [b.id, '0'.repeat(32)],
    [b.id, abroad.id],
    [b.id, acme.project.id],
    [nobodys, '0'.repeat(32)],
  ] as const)
    assert.deepEqual(await ask(vpcId, projectId), nobodysVpc);
});

test('what a stranger shows, changes or deletes is looked for alike, whether it is there or not', async () => {
  const { acme, stranger, a, subnet, peering, work, control } = await world();
  const route = await makeRoute(control, acme, a, '10.9.0.0/16', peering);
  const cases: readonly (readonly [OperationName, string, object])[] = [
    ['show-peering', peering.id, {}],
    ['show-peering-health', peering.id, {}],
    ['preview-peering', peering.id, {}],
    ['update-peering', peering.id, { name: 'x' }],
    ['accept-peering', peering.id, {}],
    ['reject-peering', peering.id, {}],
    ['delete-peering', peering.id, {}],
    ['show-vpc', a.id, {}],
    ['update-vpc', a.id, { name: 'x' }],
    ['delete-vpc', a.id, {}],
    ['show-subnet', subnet.id, {}],
    ['show-route', route.id, {}],
    ['delete-route', route.id, {}],
  ];
  for (const [name, id, input] of cases) {
    const theirs = await work(stranger, name, { ...input, id: idOf<PeeringId>(id) });
    const absent = await work(stranger, name, { ...input, id: idOf<PeeringId>(nobodys) });
    assert.equal(theirs.problem?.kind, 'not-found', name);
    assert.deepEqual(theirs.lookUps, absent.lookUps, name);
    assert.deepEqual({ ...theirs.problem, id: '' }, { ...absent.problem, id: '' }, name);
  }
});

async function login({ control, hashes, lookUps }: { control: Control; hashes: string[]; lookUps: string[] }, user: string) {
  await control.reconciler.settled();
  [hashes.length, lookUps.length] = [0, 0];
  const answer = await control.execute(null, 'issue-token', {
    method: { kind: 'password', user: { name: user, domain: { name: 'acme' } }, password: 'a guess' },
    scope: { kind: 'unscoped' },
    source: '192.0.2.1',
  } as never);
  return { answer, work: [...hashes, ...lookUps] };
}

test('an unknown user and a wrong password cost the same look-ups and one hash each', async () => {
  const all = await world();
  const [wrong, unknown] = [await login(all, 'acme'), await login(all, 'nobody')];
  assert.deepEqual(wrong, unknown);
  assert.deepEqual(wrong.answer.ok ? null : wrong.answer.problem, { kind: 'unauthenticated', reason: 'wrong-credentials' });
  assert.equal(wrong.work.filter((step) => step === 'hash').length, 1);
});
