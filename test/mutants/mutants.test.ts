import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mutants } from './mutants.ts';

const repository = join(import.meta.dirname, '..', '..');

test('there are at least fifteen mutants, of the walk, both drivers and the life cycle', () => {
  assert.ok(mutants.length >= 15);
  for (const part of ['core/src/reachability', 'drivers/src/sim', 'drivers/src/linux', 'core/src/peering/lifecycle'])
    assert.ok(
      mutants.some(({ file }) => file.includes(part)),
      part,
    );
});

for (const { file, text, replacement, fact, tests } of mutants)
  test(`the mutant of "${fact}" still fits the sources`, () => {
    assert.equal(readFileSync(join(repository, file), 'utf8').split(text).length - 1, 1, `${file} has the text exactly once`);
    assert.notEqual(text, replacement);
    for (const name of tests) assert.ok(existsSync(join(repository, name)), name);
  });
