import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One built file, held in memory: the daemon gives up its right to read the disk before it serves. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Null where packing it would save nothing. */
  readonly gzip: Buffer | null;
  readonly etag: string;
  /** Its name holds a hash of its content, so it may be kept for ever. */
  readonly immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Every file of the built console by its path under `/console/`; empty where it was never built. */
export function readAssets(directory: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(directory)) return assets;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.gz')) continue;
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    assets.set(relative(directory, path).split(sep).join('/'), {
      type: types[extname(path)] ?? 'application/octet-stream',
      body,
      gzip: existsSync(`${path}.gz`) ? readFileSync(`${path}.gz`) : null,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: relative(directory, path).startsWith(`assets${sep}`),
    });
  }
  return assets;
}
