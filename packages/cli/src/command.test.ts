import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, readCall, type Command } from './command.ts';
import { commands } from './commands.ts';
import { Failure } from './failure.ts';

const named = (name: string): Command => commands.find((row) => nameOf(row) === name) ?? assert.fail(`no command ${name}`);

test('no two commands have one name, and every one has a summary', () => {
  assert.equal(new Set(commands.map(nameOf)).size, commands.length);
  assert.deepEqual(commands.filter(({ summary }) => summary === '').map(nameOf), []);
});

test('the published command line is there', () => {
  const usual = ['vpc', 'subnet', 'instance', 'peering', 'route'].flatMap((noun) =>
    ['create', 'list', 'show', 'delete'].map((verb) => `${noun} ${verb}`),
  );
  const others = ['up', 'down', 'demo', 'doctor', 'plan', 'account create', 'account list', 'user create', 'user set-password'];
  for (const name of [...usual, ...others, 'project list', 'peering accept', 'peering reject', 'instance ping']) named(name);
});

test('a flag takes its value behind a space or an equals sign', () => {
  for (const typed of [
    ['blue', '--cidr', '10.0.0.0/16'],
    ['blue', '--cidr=10.0.0.0/16'],
  ])
    assert.deepEqual(readCall(named('vpc create'), typed), { words: ['blue'], flags: { cidr: '10.0.0.0/16' } });
});

test('--name says the same as the word', () => {
  assert.deepEqual(readCall(named('vpc create'), ['--name', 'blue']).words, ['blue']);
});

test('a repeated list flag is one list', () => {
  const typed = ['i', '--subnet', 's', '--security-group', 'a', '--security-group', 'b'];
  assert.equal(readCall(named('instance create'), typed).flags['security-group'], 'a,b');
});

for (const [name, typed, message] of [
  ['vpc create', [], /NAME is missing/],
  ['vpc create', ['a', 'b'], /"b" is one word too many/],
  ['vpc create', ['a', '--colour', 'red'], /--colour is no flag/],
  ['vpc create', ['a', '--cidr'], /--cidr needs a value/],
  ['subnet create', ['a', '--cidr', '10.0.0.0/24'], /--vpc is missing/],
] as const)
  test(`"${name} ${typed.join(' ')}" is a usage error`, () => {
    assert.throws(
      () => readCall(named(name), typed),
      (error) => error instanceof Failure && error.kind === 'usage' && message.test(error.message),
    );
  });
