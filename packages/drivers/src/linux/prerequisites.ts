import { accessSync, constants, existsSync } from 'node:fs';

/** One thing that the driver needs of the host, and what to do where it is missing. */
export interface Prerequisite {
  readonly name: string;
  readonly ok: boolean;
  readonly fix: string;
}

function onPath(program: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin', ...(process.env['PATH'] ?? '').split(':')].some((directory) => {
    try {
      accessSync(`${directory}/${program}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What the driver needs of this host, in the order to fix it. Asks the host, changes nothing. */
export function linuxPrerequisites(): readonly Prerequisite[] {
  return [
    { name: 'Linux', ok: process.platform === 'linux', fix: 'use --data-plane sim on other systems' },
    { name: 'root', ok: process.geteuid?.() === 0, fix: 'start as root (the service drops it, one small process keeps it)' },
    { name: 'nft', ok: onPath('nft'), fix: 'apt-get install nftables' },
    { name: 'ip', ok: onPath('ip'), fix: 'apt-get install iproute2' },
    { name: 'ping', ok: onPath('ping'), fix: 'apt-get install iputils-ping' },
    { name: 'network namespaces', ok: existsSync('/proc/self/ns/net'), fix: 'use a kernel with CONFIG_NET_NS' },
    { name: 'IPv6', ok: existsSync('/proc/sys/net/ipv6'), fix: 'do not start the kernel with ipv6.disable=1' },
    {
      name: 'nf_tables',
      ok: existsSync('/proc/sys/net/netfilter') || existsSync('/proc/net/netfilter'),
      fix: 'use a kernel with CONFIG_NF_TABLES',
    },
  ];
}

/** Null when all is there; otherwise what is missing and the fix, as one sentence. */
export function whyNotReady(): string | null {
  const missing = linuxPrerequisites().filter(({ ok }) => !ok);
  return missing.length === 0 ? null : missing.map(({ name, fix }) => `${name} is missing: ${fix}`).join('; ');
}
