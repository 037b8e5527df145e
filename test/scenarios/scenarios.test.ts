import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, fields, inForce } from '../api.ts';
import { pinged } from '../probing.ts';
import { startService, testedPlanes, type Service } from '../service.ts';
import { build, requestOf, type BuiltNetwork } from './network.ts';
import { scenarios, type Move, type Step } from './scenario.ts';

async function expectPing(network: BuiltNetwork, [from, to, answered]: readonly [string, string, boolean]): Promise<void> {
  const [source, target] = [network.instances.get(from), network.instances.get(to)];
  assert.ok(source && target, `${from} and ${to} are instances`);
  const probing = { session: source.owner, instanceId: source.id, destination: target.address };
  const expected = answered ? 1 : 0;
  const received = await pinged(network.service, probing, 1, expected);
  assert.equal(received, expected, `ping ${from} → ${to} ${answered ? 'is' : 'is not'} answered`);
}

async function take(network: BuiltNetwork, move: Move): Promise<void> {
  const { request, owner } = await requestOf(network, move);
  const answer = await ask(network.service, { ...request, token: owner.token });
  assert.ok(answer.status < 300, `${JSON.stringify(move)}: ${answer.status} ${answer.text}`);
  if ('request' in move) {
    const { peering } = fields(answer);
    const accepter = network.vpcs.get(move.to)?.owner;
    assert.ok(accepter);
    network.peerings.set(move.request, { id: peering.id, accepter });
    if (move.status !== undefined) assert.equal(peering.status, move.status);
  }
  await inForce(network.service, owner, answer);
}

async function walk(network: BuiltNetwork, step: Step): Promise<void> {
  if ('expect' in step) {
    for (const expected of step.expect) await expectPing(network, expected);
    return;
  }
  if (!('refused' in step)) return take(network, step);
  const by = network.sessions.get(step.by);
  assert.ok(by, `${step.by} is an account`);
  const { request } = await requestOf(network, step.refused);
  const answer = await ask(network.service, { ...request, token: by.token });
  assert.ok(step.status.includes(answer.status), `${JSON.stringify(step.refused)} by ${step.by}: ${answer.status} ${answer.text}`);
}

for (const dataPlane of testedPlanes)
  describe(`scenarios with real requests and packets, ${dataPlane}`, () => {
    let service: Service;
    before(async () => {
      service = await startService({ dataPlane });
    });
    after(async () => service.remove());

    for (const [file, scenario] of scenarios())
      test(`${file}: ${scenario.name}`, async () => {
        const network = await build(service, scenario, file);
        for (const step of scenario.steps) await walk(network, step);
      });
  });
