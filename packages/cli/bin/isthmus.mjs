#!/usr/bin/env node
// `isthmus`: plain JavaScript, so that any Node can start it. The command line itself runs on the Node of this tree,
// which is newer than the one that a machine may have.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(realpathSync(fileURLToPath(import.meta.url)));
const main = join(here, '..', 'src', 'main.ts');
const ourNode = join(here, '..', '..', '..', 'node_modules', 'node', 'bin', 'node');

if (Number(process.versions.node.split('.')[0]) >= 24) await import(pathToFileURL(main).href);
else if (!existsSync(ourNode)) {
  console.error('isthmus: its packages are not installed. In the folder it was cloned to, run: npm ci');
  process.exit(1);
} else {
  const child = spawn(ourNode, [main, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
