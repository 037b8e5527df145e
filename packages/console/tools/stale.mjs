// Whether the built console is older than what it is built from. No dependencies: it runs before there are any.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = [
  'src',
  'public',
  'tools',
  'index.html',
  'vite.config.ts',
  join('..', 'core', 'src'),
  join('..', '..', 'package-lock.json'),
];
const generated = join(root, 'src', 'api', 'generated');

function newest(path) {
  if (!existsSync(path) || path === generated) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export function isStale() {
  const built = join(root, 'dist', 'index.html');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return sources.some((source) => newest(join(root, source)) > at);
}
