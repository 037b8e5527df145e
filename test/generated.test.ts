import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pages } from '../tools/generated/pages.ts';

for (const [file, text] of Object.entries(pages))
  test(`docs/generated/${file} says what the tables say; npm run generate writes it`, () =>
    assert.equal(readFileSync(join(import.meta.dirname, '..', 'docs', 'generated', file), 'utf8'), text()));
