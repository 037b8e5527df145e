import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Call } from '../../packages/console/src/api/call-log.ts';
import { curlOf, openstackOf, terraformOf } from '../../packages/console/src/ui/commands/equivalent.ts';
import { shellWord } from '../../packages/console/src/ui/commands/shell.ts';
import { terraformWord } from '../../packages/console/src/ui/commands/terraform.ts';

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

const rule = {
  security_group_id: 'g',
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  port_range_min: 8000,
  port_range_max: 8080,
  remote_ip_prefix: '10.0.0.0/8',
  remote_group_id: null,
  description: "bob's",
};
const ofGroups = (endpoint: string, path: string, body: unknown): Call => ({ ...call('x'), endpoint, path, body });

test('a rule of a security group by the OpenStack client and by Terraform', () => {
  const made = ofGroups('/v1/{project_id}/security-group-rules', '/v1/p/security-group-rules', { security_group_rule: rule });
  assert.equal(
    openstackOf(made),
    `openstack security group rule create --ingress --ethertype IPv4 --protocol tcp --dst-port 8000:8080 --remote-ip 10.0.0.0/8 --description 'bob'\\''s' g`,
  );
  assert.match(terraformOf(made) ?? '', /port_range_min {4}= 8000\n/);
  assert.doesNotMatch(terraformOf(made) ?? '', /remote_group_id/);
});

test('several rules in one request are as many commands', () => {
  const endpoint = '/v3/{project_id}/vpc/security-groups/{security_group_id}/security-group-rules/batch-create';
  const terms = { direction: 'ingress', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0', remote_group_id: null, description: '' };
  const body = {
    security_group_rules: [
      { ...terms, protocol: 'icmp', multiport: null },
      { ...terms, protocol: 'tcp', multiport: '443' },
    ],
  };
  const made = ofGroups(endpoint, '/v3/p/vpc/security-groups/g/security-group-rules/batch-create', body);
  assert.deepEqual(openstackOf(made)?.split('\n'), [
    'openstack security group rule create --ingress --ethertype IPv4 --protocol icmp --remote-ip 0.0.0.0/0 g',
    'openstack security group rule create --ingress --ethertype IPv4 --protocol tcp --dst-port 443 --remote-ip 0.0.0.0/0 g',
  ]);
  assert.equal(terraformOf(made)?.match(/^resource /gm)?.length, 2);
});
