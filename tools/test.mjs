// `npm test`: sets the machine up, then checks and tests everything. Its last lines are those of Node's runner.
import { join } from 'node:path';
import { runForeground, setUp } from './setup.mjs';

await setUp('test');
const tests = ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'test/**/*.test.ts'];
const env = { CI: 'true' };
for (const folder of ['.', join('packages', 'console')]) {
  const checked = await runForeground({ args: ['--run', 'check'], env, folder, channel: 'without' });
  if (checked !== 0) process.exit(checked);
}
const runner = ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=600000'];
process.exit(await runForeground({ args: [...runner, ...tests], env, folder: '.', channel: 'without' }));
