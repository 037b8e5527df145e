// `npm run bench`: sets the machine up as `npm start` does, then measures; options go behind `--`.
import { join } from 'node:path';
import { root, runForeground, setUp } from '../tools/setup.mjs';

await setUp('start');
const args = [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)];
process.exit(await runForeground({ args, env: {}, folder: '.', channel: 'without' }));
