import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventWords, kindText } from '../../packages/console/src/pages/event/words.ts';
import { repository } from '../service.ts';

/** Every kind of event that the control layer writes, as its text has it: `record(tx, 'vpc.created', …` and `kind: '…'`. */
function kindsWritten(): readonly string[] {
  const source = join(repository, 'packages', 'control', 'src');
  const kinds = new Set<string>();
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const text = readFileSync(join(source, entry), 'utf8');
    for (const [, kind = ''] of text.matchAll(/(?:kind: |record\w*\(\s*(?:\w+, )?|const changed = )'([a-z_-]+\.[a-z-]+)'/g))
      kinds.add(kind);
  }
  return [...kinds].toSorted();
}

test('every kind of event has words in both languages', () => {
  const kinds = kindsWritten();
  assert.ok(kinds.length > 40, `the kinds are found in the source: ${kinds.join(', ')}`);
  for (const words of [eventWords.en, eventWords.de])
    assert.deepEqual(
      kinds.filter((kind) => kind !== 'health.changed' && kindText(kind, words) === kind),
      [],
    );
});
