// Builds the console to dist/, and writes a .gz beside each file worth it, so that the server compresses nothing.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Built aside and moved, so that a service that starts meanwhile reads the old console or the new one.
const aside = join(root, `.dist-${process.pid}`);
const worthIt = /\.(js|css|html|svg|json|txt)$/;

await build({ root, logLevel: 'warn', build: { outDir: aside, emptyOutDir: true } });
for (const entry of readdirSync(aside, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !worthIt.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
}
const old = `${aside}-old`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(aside, dist);
rmSync(old, { recursive: true, force: true });
