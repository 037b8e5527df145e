// `npm test`: sets the machine up, then checks and tests everything. Its last lines are those of Node's runner.
import { runForeground, setUp } from './setup.mjs';

await setUp('test');
const tests = ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'test/**/*.test.ts'];
const env = { CI: 'true' };
const checked = await runForeground(['--run', 'check'], env, 'alone');
if (checked !== 0) process.exit(checked);
process.exit(
  await runForeground(['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=600000', ...tests], env, 'alone'),
);
