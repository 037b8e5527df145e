import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, rowOf } from '../../test/world.ts';
import { extensionList } from './extension.ts';

const list = rowOf(extensionList, 'GET /v2.0/extensions');
const show = rowOf(extensionList, 'GET /v2.0/extensions/:extension_alias');

test('an extension is shown by its alias as it is listed', async () => {
  const { extensions } = (await exchange(list, {})).body as { extensions: { alias: string }[] };
  assert.ok(extensions.some(({ alias }) => alias === 'port-security'));
  for (const extension of extensions)
    assert.deepEqual((await exchange(show, { params: { extension_alias: extension.alias } })).body, { extension });
});

for (const alias of ['standard-attr-tag', 'constructor', '__proto__', 'Router'])
  test(`an extension ${alias} is not here`, async () =>
    assert.deepEqual((await exchange(show, { params: { extension_alias: alias } })).problem, {
      kind: 'not-found',
      resource: 'extension',
      id: alias,
    }));
