// `npm run test:mutants`: each mutant in a copy of the tree; the narrow tests must go red. Words choose by fact or file.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants, type Mutant } from './mutants.ts';

const repository = join(import.meta.dirname, '..', '..');
const wanted = process.argv.slice(2);

/** The sources, and the packages of others by reference: our own must be the copies. */
function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'isthmus-mutants-'));
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.base.json']) cpSync(join(repository, name), join(copy, name));
  for (const folder of ['packages/core', 'packages/control', 'packages/drivers', 'packages/ledger', 'test/reachability'])
    cpSync(join(repository, folder), join(copy, folder), { recursive: true, filter: (path) => !path.includes('node_modules') });
  mkdirSync(join(copy, 'node_modules', '@isthmus'), { recursive: true });
  for (const name of readdirSync(join(repository, 'node_modules')).filter((entry) => entry !== '@isthmus'))
    symlinkSync(join(repository, 'node_modules', name), join(copy, 'node_modules', name));
  for (const name of readdirSync(join(copy, 'packages')))
    symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules', '@isthmus', name));
  return copy;
}

/** The first test file that goes red; null where the mutant lives. */
function killerOf(copy: string, { file, text, replacement, tests }: Mutant): string | null {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(text, () => replacement),
  );
  try {
    return (
      tests.find((name) => spawnSync(process.execPath, ['--test', name], { cwd: copy, stdio: 'ignore', timeout: 300_000 }).status !== 0) ??
      null
    );
  } finally {
    writeFileSync(path, whole);
  }
}

const chosen = mutants.filter(({ fact, file }) => wanted.every((word) => `${fact} ${file}`.includes(word)));
const copy = copyTree();
let alive = 0;
try {
  // A test that is red without any mutant proves nothing.
  const red = [...new Set(chosen.flatMap(({ tests }) => tests))].filter(
    (name) => spawnSync(process.execPath, ['--test', name], { cwd: copy, stdio: 'ignore', timeout: 300_000 }).status !== 0,
  );
  if (red.length > 0) throw new Error(`red without a mutant: ${red.join(', ')}`);
  for (const mutant of chosen) {
    const killer = killerOf(copy, mutant);
    if (killer === null) alive++;
    process.stdout.write(
      `${killer === null ? 'ALIVE ' : 'killed'}  ${mutant.fact}  (${mutant.file}${killer === null ? '' : `, by ${killer}`})\n`,
    );
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.stdout.write(`${chosen.length - alive} of ${chosen.length} mutants killed\n`);
process.exitCode = alive === 0 ? 0 : 1;
