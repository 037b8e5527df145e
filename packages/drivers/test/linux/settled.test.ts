import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { VpcId } from '@isthmus/core';
import { tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { instanceNetns } from '@isthmus/drivers/linux/names.ts';
import { makeNetns } from '@isthmus/drivers/linux/namespaces.ts';
import { untilLocal } from '@isthmus/drivers/linux/settled.ts';
import { instance, must0, newInstallation, uuid } from './network.ts';
import { needsRoot } from './root.ts';

describe('the wait for an address to be local', needsRoot, () => {
  const installation = newInstallation();
  const netns = instanceNetns(installation, instance('web'));
  const at = (address: string) => ({ vpcId: uuid<VpcId>('vpc a'), netns, address });
  const all = (): boolean => true;
  before(() => {
    makeNetns(netns);
    must0(netns, 'ip', 'link', 'set', 'lo', 'up');
  });
  after(() => tearDownInstallations(installation));

  test('ends when the kernel takes packets in at all of them', async () => {
    let ended = false;
    const wait = untilLocal([at('fd00::1'), at('fd00::2')], all).finally(() => (ended = true));
    must0(netns, 'ip', 'address', 'add', 'fd00::1/128', 'dev', 'lo');
    await pause(30);
    assert.equal(ended, false);
    must0(netns, 'ip', 'address', 'add', 'fd00::2/128', 'dev', 'lo');
    assert.deepEqual(await wait, []);
  });

  test('names what does not become local in its time', async () => {
    must0(netns, 'ip', 'route', 'add', 'unreachable', 'fd00::/64');
    assert.deepEqual(await untilLocal([at('fd00::1'), at('fd00::3'), at('fd01::1')], all), [at('fd00::3'), at('fd01::1')]);
  });

  test('is not made for what nobody wants any more, nor for a host that is gone', async () => {
    const gone = { ...at('fd00::5'), netns: instanceNetns(installation, instance('gone')) };
    const started = performance.now();
    assert.deepEqual(await untilLocal([at('fd00::4'), gone], ({ address }) => address !== 'fd00::4'), []);
    assert.ok(performance.now() - started < 1_500, 'it was waited for');
  });
});
