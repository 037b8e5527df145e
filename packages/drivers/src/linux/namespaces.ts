import { closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { attempt, call, clone, errno, mountFlag, SystemError, umountFlag } from './kernel.ts';
import type { Netns } from './names.ts';
import type { Sysctls } from './objects.ts';
import { sysctlsAtBirth } from './sysctls.ts';
import { netnsDirectory, netnsPath } from './paths.ts';
import { procPath } from './proc.ts';

let home: number | null = null;

/** Every name in `/run/netns`, ours and others'. */
export function listNetns(): string[] {
  try {
    return readdirSync(netnsDirectory);
  } catch {
    return [];
  }
}

/** Whether there is one of that name; asked of each, so that a small change never reads a list as long as the world. */
export const hasNetns = (netns: Netns): boolean => existsSync(netnsPath(netns));

/**
 * Runs `body` with this thread inside the namespace, and comes back whatever happens. It must not wait for anything:
 * a sync call of Node and a child process started in here belong to the namespace, what runs later does not.
 * Null where there is no such namespace, which a name without a mount behind it (a crash in between) counts as.
 */
export function inside<T>(netns: string, body: () => T): T | null {
  const fd = openNetns(netns);
  if (fd === null) return null;
  try {
    return insideOf(fd, body);
  } finally {
    closeSync(fd);
  }
}

/** A descriptor of the namespace, which the caller closes; null where there is none. */
export function openNetns(netns: string): number | null {
  try {
    return openSync(netnsPath(netns), 'r');
  } catch {
    return null;
  }
}

export function insideOf<T>(fd: number, body: () => T): T | null {
  home ??= openSync('/proc/self/ns/net', 'r');
  const entered = attempt('setns', fd, clone.newNet);
  if (entered === -errno.EINVAL!) return null;
  if (entered < 0) throw new SystemError('setns', -entered);
  try {
    return body();
  } finally {
    call('setns', home, clone.newNet);
  }
}

/**
 * Makes a namespace and gives it that name, as `ip netns add` does, but not before its settings are those of its kind:
 * what has a name is whole. A file left there by a crash is used.
 */
export function makeNetns(netns: Netns): void {
  home ??= openSync('/proc/self/ns/net', 'r');
  shareDirectory();
  writeFileSync(netnsPath(netns), '', { mode: 0o444, flag: 'a' });
  call('unshare', clone.newNet);
  try {
    writeSysctls(sysctlsAtBirth(netns));
    call('mount', '/proc/self/ns/net', netnsPath(netns), 'none', mountFlag.bind, null);
  } finally {
    call('setns', home, clone.newNet);
  }
}

/** Takes the name away; the kernel takes the rest apart in its own time. */
export function removeNetns(netns: string): void {
  attempt('umount2', netnsPath(netns), umountFlag.detach);
  rmSync(netnsPath(netns), { force: true });
}

let shared = false;
/** As `ip` does, so that names made by either are seen by both and by other mount namespaces. */
function shareDirectory(): void {
  if (shared) return;
  mkdirSync(netnsDirectory, { recursive: true, mode: 0o755 });
  if (attempt('mount', '', netnsDirectory, 'none', mountFlag.shared | mountFlag.recursive, null) < 0) {
    call('mount', netnsDirectory, netnsDirectory, 'none', mountFlag.bind | mountFlag.recursive, null);
    call('mount', '', netnsDirectory, 'none', mountFlag.shared | mountFlag.recursive, null);
  }
  shared = true;
}

/** Sets them in the namespace that the thread is in. Each family's folder is looked up once: that is the dear part of a path. */
export function writeSysctls(sysctls: Sysctls): void {
  const proc = procPath();
  for (const [folder, settings] of Map.groupBy(Object.entries(sysctls), ([key]) => key.split('/', 2).join('/'))) {
    const fd = openSync(`${proc}/sys/${folder}`, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      for (const [key, value] of settings) writeFileSync(`/proc/self/fd/${fd}${key.slice(folder.length)}`, value);
    } finally {
      closeSync(fd);
    }
  }
}
