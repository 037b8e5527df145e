// `npm run generate`: writes the pages of docs/generated that come from tables of core and wire.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'generated');
for (const [file, text] of Object.entries(pages)) writeFileSync(join(folder, file), text());
