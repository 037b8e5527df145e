import { closeSync } from 'node:fs';
import { attempt } from './kernel.ts';

const systemCall = { fsopen: 430, fsconfig: 431, fsmount: 432 } as const;
const closeOnExec = 1;
const configCreate = 6;

/** Namespaces that are set up through one mount before the next one is made. */
const usesEach = 64;
let mounted: { readonly fd: number; readonly path: string; uses: number } | null = null;

/**
 * A path to a `proc` of our own, which stands nowhere in the file system. The kernel keeps the folders `net/ipv4` of all
 * namespaces that were ever opened through one mount in one chain of its cache, and walks it for every path below:
 * 0.3 ms a path with 1,000 VPCs, 60 % of the time of making one. A new mount begins with an empty chain. Where none may
 * be made, it is `/proc`.
 */
export function procPath(): string {
  if (mounted !== null && mounted.uses++ < usesEach) return mounted.path;
  if (mounted !== null) closeSync(mounted.fd);
  const fd = mountProc();
  mounted = fd === null ? null : { fd, path: `/proc/self/fd/${fd}`, uses: 1 };
  return mounted?.path ?? '/proc';
}

function mountProc(): number | null {
  const context = attempt('fsopen', systemCall.fsopen, 'proc', closeOnExec);
  if (context < 0) return null;
  try {
    if (attempt('fsconfig', systemCall.fsconfig, context, configCreate, null, null, 0) < 0) return null;
    const fd = attempt('fsmount', systemCall.fsmount, context, closeOnExec, 0);
    return fd < 0 ? null : fd;
  } finally {
    closeSync(context);
  }
}
