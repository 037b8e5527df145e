import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Call } from '../../packages/console/src/api/call-log.ts';
import { curlOf, openstackOf, shellWord, terraformOf, terraformWord } from '../../packages/console/src/ui/equivalent-commands.ts';

const hostile = [`it's`, '$(touch /tmp/x)', '`id`', 'a b', '"', '\\', '', 'line\nline', '; rm -rf /', "'; id #"];

const call = (name: string): Call => ({
  method: 'POST',
  endpoint: '/v2.0/vpc/peerings',
  path: '/v2.0/vpc/peerings',
  body: { peering: { name, request_vpc_info: { vpc_id: 'a' }, accept_vpc_info: { vpc_id: 'b', tenant_id: 'c' } } },
  answer: null,
  generation: 1,
  at: 0,
});

for (const name of hostile)
  test(`a shell reads ${JSON.stringify(name)} back as it was written`, () => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(name)}`], { encoding: 'utf8' });
    assert.equal(stdout, name);
  });

test('the same by curl is the request as it went out, body and all', () => {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; TOKEN=secret; ${curlOf(call(`it's $(id)`), 'http://127.0.0.1:9696')}`;
  const words = spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.split('\0');
  assert.deepEqual(words.slice(0, 5), ['-X', 'POST', 'http://127.0.0.1:9696/v2.0/vpc/peerings', '-H', 'X-Auth-Token: secret']);
  assert.deepEqual(JSON.parse(words.at(-2) ?? ''), call(`it's $(id)`).body);
});

test('the same by the OpenStack client names both VPCs and the peer project', () => {
  assert.equal(
    openstackOf(call('peering-001')),
    'openstack vpc peering create peering-001 --local-router-id a --peer-router-id b --peer-project-id c',
  );
});

test('a name cannot become an expression of Terraform', () => {
  assert.equal(terraformWord('${file}'), '"$${file}"');
  assert.equal(terraformWord('%{if}'), '"%%{if}"');
  assert.equal(terraformWord('a"b'), String.raw`"a\"b"`);
  assert.match(terraformOf(call('${x}')) ?? '', /name {11}= "\$\$\{x\}"/);
});

test('what a client has no command for is said, and not made up', () => {
  assert.equal(openstackOf({ ...call('x'), endpoint: '/isthmus/v1/projects/{project_id}/instances' }), null);
  assert.equal(terraformOf({ ...call('x'), endpoint: '/isthmus/v1/projects/{project_id}/instances' }), null);
});
