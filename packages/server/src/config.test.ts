import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf, options } from './config.ts';

const problemsOf = (args: readonly string[], environment = {}): readonly string[] => {
  const result = configOf(args, environment);
  return result.ok ? [] : result.problem.map((problem) => `${problem.flag} ${problem.reason}`);
};

test('without flags or variables every option has its default', () => {
  const result = configOf([], {});
  assert.deepEqual(result.ok && result.value, {
    host: '127.0.0.1',
    port: 9696,
    identityPort: null,
    trustedProxies: null,
    dataDir: './data',
    databaseUrl: null,
    secretKey: null,
    dataPlane: 'auto',
    demo: false,
    regions: ['eu-de', 'eu-nl'],
    expireAfterMs: 604_800_000,
    sweepEveryMs: 30_000,
    tearDown: false,
  });
});

test('a flag wins over its variable, and a variable over the default', () => {
  const environment = { ISTHMUS_PORT: '1000', ISTHMUS_DATA_PLANE: 'sim', ISTHMUS_DEMO: '1' };
  const result = configOf(['--port=2000', '--no-demo'], environment);
  assert.ok(result.ok);
  assert.deepEqual([result.value.port, result.value.dataPlane, result.value.demo], [2000, 'sim', false]);
});

test('regions are listed with commas or by repeating the flag', () => {
  const result = configOf(['--region', 'eu-de', '--region', 'eu-nl,eu-ch2'], {});
  assert.deepEqual(result.ok && result.value.regions, ['eu-de', 'eu-nl', 'eu-ch2']);
});

for (const [args, problem] of [
  [['--port', '70000'], '--port "70000" is no port number'],
  [['--port'], '--port has no value'],
  [['--data-plane', 'magic'], '--data-plane "magic" is no data plane'],
  [['--expire-after', '0d'], '--expire-after "0d" is no duration'],
  [['--region', 'EU DE'], '--region "EU DE" is no region name'],
  [['--database-url', 'mysql://x'], '--database-url is no PostgreSQL address'],
  [['--trusted-proxy', '127.0.0.1,localhost'], '--trusted-proxy "localhost" is no address'],
  [['--colour'], '--colour is no option'],
  [['serve'], 'serve is no option'],
  [['--demo', '--host', '0.0.0.0'], '--demo would put accounts with a public password on 0.0.0.0'],
] as const)
  test(`refused: ${args.join(' ')}`, () => assert.deepEqual(problemsOf(args), [problem]));

test('a wrong variable is named with its flag', () => {
  assert.deepEqual(problemsOf([], { ISTHMUS_PORT: 'x' }), ['--port (ISTHMUS_PORT) "x" is no port number']);
});

test('every mistake is reported, not the first alone', () => {
  assert.equal(problemsOf(['--port', 'x', '--expire-after', 'y', '--colour']).length, 3);
});

test('no two options share a flag or a variable', () => {
  assert.equal(new Set(options.map((row) => row.flag)).size, options.length);
  const variables = options.flatMap((row) => (row.variable === null ? [] : [row.variable]));
  assert.equal(new Set(variables).size, variables.length);
});

test('the secret key comes from its variable alone, and a short one is refused', () => {
  const long = 'x'.repeat(32);
  const result = configOf([], { ISTHMUS_SECRET_KEY: long });
  assert.equal(result.ok && result.value.secretKey, long);
  assert.deepEqual(problemsOf([], { ISTHMUS_SECRET_KEY: 'short' }), ['ISTHMUS_SECRET_KEY has fewer than 32 characters']);
  assert.deepEqual(problemsOf(['--secret-key', long]), ['--secret-key is no option', `${long} is no option`]);
});
