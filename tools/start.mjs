// `npm start`: sets the machine up and runs the service in the foreground, with the demo accounts.
import { join } from 'node:path';
import { root, runForeground, setUp } from './setup.mjs';

await setUp('start');
const demo = process.env.ISTHMUS_DEMO ?? '1';
const service = join(root, 'packages', 'cli', 'src', 'main.ts');
const args = [service, 'up', ...process.argv.slice(2)];
process.exit(await runForeground({ args, env: { ISTHMUS_DEMO: demo }, folder: '.', channel: 'with' }));
