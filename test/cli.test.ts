import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCli, startService, type CliResult, type Service } from './service.ts';

/** The README's story, typed. */
let service: Service;
before(async () => {
  service = await startService({ flags: ['--demo'] });
});
after(async () => service.remove());

const environmentOf = (user: string, account: string): Record<string, string> => ({
  OS_AUTH_URL: `${service.url}/v3`,
  OS_USERNAME: user,
  OS_PASSWORD: 'isthmus-demo',
  OS_USER_DOMAIN_NAME: account,
  OS_PROJECT_NAME: 'eu-de',
});
const alice = (...args: string[]): CliResult => runCli(args, environmentOf('alice', 'acme'));
const bob = (...args: string[]): CliResult => runCli(args, environmentOf('bob', 'globex'));
const administrator = (...args: string[]): CliResult =>
  runCli([...args, '--data-dir', service.dataDir, '--os-auth-url', `${service.url}/v3`]);

function done(result: CliResult): string {
  assert.equal(result.code, 0, result.stdout + result.stderr);
  return result.stdout;
}
// oxlint-disable-next-line no-explicit-any
const json = (result: CliResult): any => JSON.parse(done(result));

test("the README's story", () => {
  const project = json(bob('project', 'list', '--json')).projects.find(({ name }: { name: string }) => name === 'eu-de').id;
  const vpc = json(bob('vpc', 'list', '--json')).vpcs[0].id;
  assert.equal(alice('instance', 'ping', 'web', '10.0.2.10', '--count', '1', '--timeout-ms', '100').code, 1);
  const asked = done(
    alice('peering', 'create', '--name', 'peering-001', '--vpc', 'vpc-acme', '--peer-vpc', vpc, '--peer-project', project),
  );
  assert.match(asked, /PENDING_ACCEPTANCE/);
  assert.match(done(bob('peering', 'list')), /peering-001 +PENDING_ACCEPTANCE/);
  const own = alice('peering', 'accept', 'peering-001');
  assert.equal(own.code, 1);
  assert.match(own.stderr, /^isthmus: .*\(403\)\n$/);
  assert.match(done(bob('peering', 'accept', 'peering-001')), /ACTIVE/);
  done(alice('route', 'create', '--vpc', 'vpc-acme', '--destination', '10.0.0.0/16', '--peering', 'peering-001'));
  assert.equal(alice('instance', 'ping', 'web', '10.0.2.10', '--count', '1', '--timeout-ms', '100').code, 1);
  done(bob('route', 'create', '--vpc', 'vpc-globex', '--destination', '192.168.0.0/16', '--peering', 'peering-001'));
  assert.match(done(alice('instance', 'ping', 'web', '10.0.2.10')), /^3 sent, 3 answered, round trip /);
  assert.equal(json(alice('peering', 'health', 'peering-001', '--json')).health, 'working');
  done(bob('peering', 'delete', 'peering-001'));
  assert.equal(done(alice('route', 'list')), 'none\n');
});

test('vpc, subnet and instance: made, listed, shown by name and by id, taken away', () => {
  const id = json(alice('vpc', 'create', 'blue', '--cidr', '10.9.0.0/16', '--json')).id;
  assert.match(done(alice('vpc', 'list')), /^ID +NAME +CIDR +STATUS\n/);
  assert.equal(json(alice('vpc', 'show', 'blue', '--json')).id, id);
  assert.equal(json(alice('vpc', 'show', id, '--json')).name, 'blue');
  assert.equal(json(alice('subnet', 'create', 'sky', '--vpc', 'blue', '--cidr', '10.9.1.0/24', '--json')).gateway_ip, '10.9.1.1');
  assert.match(done(alice('subnet', 'list', '--vpc', 'blue')), /sky/);
  assert.match(done(alice('instance', 'create', 'kite', '--subnet', 'sky', '--ip', '10.9.1.7')), /10\.9\.1\.7/);
  const held = alice('vpc', 'delete', 'blue');
  assert.equal(held.code, 1);
  for (const words of [
    ['instance', 'delete', 'kite'],
    ['subnet', 'delete', 'sky'],
    ['vpc', 'delete', 'blue'],
  ])
    done(alice(...words));
  assert.equal(alice('vpc', 'show', 'blue').code, 1);
  assert.equal(alice('vpc', 'show', id).code, 1);
});

test('names and descriptions change, a subnet keeps the name that is not changed', () => {
  done(alice('vpc', 'create', 'grey', '--cidr', '10.8.0.0/16'));
  done(alice('subnet', 'create', 'fog', '--vpc', 'grey', '--cidr', '10.8.1.0/24'));
  assert.equal(json(alice('vpc', 'update', 'grey', '--name', 'silver', '--json')).name, 'silver');
  const subnet = json(alice('subnet', 'update', 'fog', '--description', 'low', '--json'));
  assert.deepEqual([subnet.name, subnet.description], ['fog', 'low']);
  const nothing = alice('vpc', 'update', 'silver');
  assert.equal(nothing.code, 2);
  assert.match(nothing.stderr, /--name or --description/);
  done(alice('subnet', 'delete', 'fog'));
  done(alice('vpc', 'delete', 'silver'));
});

test('a route table and a security group, with a packet for each of their rules', () => {
  for (const [name, cidr, block] of [
    ['left', '10.20.0.0/16', '10.20.1.0/24'],
    ['right', '10.30.0.0/16', '10.30.1.0/24'],
  ] as const) {
    done(alice('vpc', 'create', name, '--cidr', cidr));
    done(alice('subnet', 'create', `${name}-subnet`, '--vpc', name, '--cidr', block));
  }
  done(alice('security-group', 'create', 'quiet'));
  done(alice('instance', 'create', 'left-one', '--subnet', 'left-subnet', '--ip', '10.20.1.10'));
  done(alice('instance', 'create', 'right-one', '--subnet', 'right-subnet', '--ip', '10.30.1.10', '--security-group', 'quiet'));
  const right = json(alice('vpc', 'show', 'right', '--json')).id;
  done(alice('peering', 'create', 'left-right', '--vpc', 'left', '--peer-vpc', right));
  done(alice('route', 'create', '--vpc', 'right', '--destination', '10.20.0.0/16', '--peering', 'left-right'));

  const ping = (): number | null => alice('instance', 'ping', 'left-one', '10.30.1.10', '--count', '1', '--timeout-ms', '300').code;
  done(alice('security-group-rule', 'create', '--group', 'quiet', '--protocol', 'icmp', '--remote', '10.20.0.0/16'));
  assert.equal(ping(), 1, 'no way there');
  done(alice('route-table', 'create', 'own', '--vpc', 'left'));
  done(alice('route-table', 'add-route', 'own', '--destination', '10.30.0.0/16', '--peering', 'left-right'));
  assert.equal(ping(), 1, 'the subnet does not use that table');
  assert.match(done(alice('route-table', 'associate', 'own', 'left-subnet')), /10\.30\.0\.0\/16/);
  assert.equal(ping(), 0);
  assert.match(done(alice('instance', 'traceroute', 'left-one', '10.30.1.10')), /10\.30\.1\.10/);

  assert.equal(alice('instance', 'connect', 'left-one', '10.30.1.10', '--port', '8080', '--timeout-ms', '300').code, 1);
  const rules = json(alice('security-group-rule', 'list', '--group', 'quiet', '--json')).security_group_rules;
  const icmp = rules.find(({ protocol }: { protocol: string }) => protocol === 'icmp');
  done(alice('security-group-rule', 'delete', icmp.id));
  assert.equal(ping(), 1, 'nothing lets it in');
  done(alice('security-group-rule', 'create', '--group', 'quiet'));
  assert.equal(ping(), 0);
  done(alice('route-table', 'remove-route', 'own', '--destination', '10.30.0.0/16'));
  assert.equal(ping(), 1);
  done(alice('route-table', 'disassociate', 'own', 'left-subnet'));
  done(alice('route-table', 'delete', 'own'));
  const events = done(alice('event', 'list', '--limit', '50'));
  assert.match(events, /^AT +WHO +WHAT +TO\n/);
  assert.match(events, / alice +route_table\.deleted +route_table /);
});

test('what-if takes one change or a list, and names what a change lacks', () => {
  const lacking = alice('what-if', '{"type":"disable-acl"}');
  assert.equal(lacking.code, 1);
  assert.match(lacking.stderr, /a change of type disable-acl needs firewall_id/);
  const unknown = alice('what-if', '[{"type":"enable-acl","firewall_id":"11111111-1111-4111-8111-111111111111"}]');
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /11111111-1111-4111-8111-111111111111/);
});

test('an account, its users, and a new password', () => {
  done(administrator('account', 'create', 'umbrella', '--user', 'ada', '--password', 'first-password'));
  assert.match(done(administrator('account', 'list')), /umbrella/);
  done(administrator('user', 'create', 'eve', '--account', 'umbrella', '--password', 'eve-password', '--role', 'vpc_viewer'));
  const as = (user: string, password: string, ...args: string[]): CliResult =>
    runCli(args, { ...environmentOf(user, 'umbrella'), OS_PASSWORD: password });
  done(as('ada', 'first-password', 'vpc', 'create', 'one'));
  assert.match(done(as('eve', 'eve-password', 'vpc', 'list')), /one/);
  assert.equal(as('eve', 'eve-password', 'vpc', 'create', 'two').code, 1);
  done(administrator('user', 'set-password', 'ada', '--account', 'umbrella', '--password', 'second-password'));
  assert.equal(as('ada', 'first-password', 'vpc', 'list').code, 1);
  done(as('ada', 'second-password', 'vpc', 'list'));
});

test('exit codes: 2 for usage, 3 for a service that does not answer', () => {
  assert.equal(runCli(['nonsense']).code, 2);
  assert.equal(runCli(['vpc', 'paint']).code, 2);
  assert.equal(runCli(['vpc', 'list']).code, 2);
  const nowhere = runCli(['vpc', 'list', '--json'], { ...environmentOf('alice', 'acme'), OS_AUTH_URL: 'http://127.0.0.1:9/v3' });
  assert.equal(nowhere.code, 3);
  assert.equal(JSON.parse(nowhere.stdout).error.kind, 'unreachable');
});

test('help for everything, a noun, and a command', () => {
  assert.match(done(runCli(['--help'])), /peering accept NAME\|ID .*\n/);
  assert.match(done(runCli(['peering'])), /peering reject/);
  assert.match(done(runCli(['peering', 'create', '--help'])), /--peer-project/);
  assert.match(done(runCli(['up', '--help'])), /ISTHMUS_EXPIRE_AFTER/);
});

test('doctor knows the machine and the service', () => {
  const { findings } = JSON.parse(runCli(['doctor', '--json', '--os-auth-url', `${service.url}/v3`]).stdout) as {
    findings: { what: string; able: string; mend: string }[];
  };
  assert.equal(findings.find(({ what }) => what === 'the service answers')?.able, 'yes');
  for (const { able, mend } of findings) assert.equal(mend !== '', able === 'no');
});

test('an access key is made, listed without its secret, disabled, enabled and deleted', () => {
  const { access, secret } = json(alice('access-key', 'create', '--description', 'for CI', '--json')).credential;
  assert.match(secret, /^[A-Za-z0-9]{40}$/);
  const listed = done(alice('access-key', 'list'));
  assert.match(listed, new RegExp(`^${access} +active .* +for CI$`, 'm'));
  assert.ok(!listed.includes(secret));
  assert.match(done(alice('access-key', 'disable', access)), /inactive/);
  assert.match(done(alice('access-key', 'enable', access)), / active/);
  assert.equal(bob('access-key', 'delete', access).code, 1);
  done(alice('access-key', 'delete', access));
  assert.equal(done(alice('access-key', 'list')), 'none\n');
});

test('doctor --wire lists what clients sent and nobody read', async () => {
  await fetch(`${service.url}/v1/${'0'.repeat(32)}/flying-carpets`);
  await fetch(`${service.url}/v3/regions?colour=red`);
  const { fields, paths } = json(administrator('doctor', '--wire', '--json'));
  assert.ok(fields.some(({ field, endpoint }: Record<string, unknown>) => field === '?colour' && endpoint === 'GET /v3/regions'));
  assert.deepEqual(
    paths.filter(({ path }: { path: string }) => path.includes('carpets')),
    [{ method: 'GET', path: '/v1/{id}/flying-carpets', requests: 1 }],
  );
  assert.match(done(administrator('doctor', '--wire')), /GET \/v3\/regions +\?colour/);
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  assert.match(metrics, /^isthmus_unread_fields_total\{dialect="keystone-v3",endpoint="GET \/v3\/regions",field="\?colour"\} 1$/m);
  assert.match(metrics, /^isthmus_unknown_paths_total\{method="GET",prefix="\/v1"\} \d+$/m);
});
