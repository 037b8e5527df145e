import { formatAddress, type Address } from '@isthmus/core';
import { attempt, errno, socketFamily, socketType } from './kernel.ts';
import { inside } from './namespaces.ts';
import type { Netns } from './names.ts';
import { addressBytes } from './rtnetlink.ts';

export interface Handshake {
  readonly connected: boolean;
  readonly rttMs: number | null;
  readonly notice: string | null;
}

const notices: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Packet filtered',
  ECONNRESET: 'Connection reset by peer',
};
const noticeOf = (number: number): string =>
  Object.entries(notices).find(([name]) => errno[name] === number)?.[1] ?? `Connection failed (error ${number})`;

const solSocket = 1;
const option = { reuseAddress: 2, error: 4 } as const;
const ipReceiveErrors = { 4: [0, 11], 6: [41, 25] } as const;
const pollOut = 4;
const pollEveryMs = 2;

function socketAddress({ family, value }: Address, port: number): Buffer {
  const bytes = Buffer.alloc(family === 4 ? 16 : 28);
  bytes.writeUInt16LE(family === 4 ? socketFamily.inet : socketFamily.inet6);
  bytes.writeUInt16BE(port, 2);
  addressBytes(formatAddress({ family, value })).copy(bytes, family === 4 ? 4 : 8);
  return bytes;
}

const open = (netns: Netns, { family }: Address): number | null =>
  inside(netns, () =>
    attempt(
      'socket',
      family === 4 ? socketFamily.inet : socketFamily.inet6,
      socketType.stream | socketType.nonBlocking | socketType.closeOnExec,
      0,
    ),
  );

/** A listening socket in the responder's namespace; null where it has no such address. The kernel answers, nobody accepts. */
function listen(netns: Netns, address: Address, port: number): number | null {
  const fd = open(netns, address);
  if (fd === null || fd < 0) return null;
  const where = socketAddress(address, port);
  attempt('setsockopt', fd, solSocket, option.reuseAddress, Buffer.from([1, 0, 0, 0]), 4);
  if (attempt('bind', fd, where, where.length) >= 0 && attempt('listen', fd, 16) >= 0) return fd;
  attempt('close', fd);
  return null;
}

/**
 * A real handshake from inside a namespace, with a listener in each responder that holds the address, for as long as
 * it takes. Null where there is no such namespace.
 */
export async function shakeHands(
  netns: Netns,
  responders: readonly Netns[],
  { destination, port, timeoutMs }: { readonly destination: Address; readonly port: number; readonly timeoutMs: number },
): Promise<Handshake | null> {
  const fd = open(netns, destination);
  if (fd === null) return null;
  const listeners = responders.map((responder) => listen(responder, destination, port)).filter((listener) => listener !== null);
  try {
    return await connect(fd, socketAddress(destination, port), destination.family, timeoutMs);
  } finally {
    for (const socket of [fd, ...listeners]) attempt('close', socket);
  }
}

async function connect(fd: number, to: Buffer, family: 4 | 6, timeoutMs: number): Promise<Handshake> {
  const started = performance.now();
  const failed = (number: number): Handshake => ({ connected: false, rttMs: null, notice: noticeOf(number) });
  attempt('setsockopt', fd, ...ipReceiveErrors[family], Buffer.from([1, 0, 0, 0]), 4);
  const begun = attempt('connect', fd, to, to.length);
  if (begun < 0 && begun !== -errno.EINPROGRESS!) return failed(-begun);
  for (;;) {
    if (isWritable(fd)) {
      const error = errorOf(fd);
      return error === 0 ? { connected: true, rttMs: performance.now() - started, notice: null } : failed(error);
    }
    if (performance.now() - started > timeoutMs) return failed(errno.ETIMEDOUT!);
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
}

function isWritable(fd: number): boolean {
  const entry = Buffer.alloc(8);
  entry.writeInt32LE(fd);
  entry.writeInt16LE(pollOut, 4);
  return attempt('poll', entry, 1, 0) > 0;
}

function errorOf(fd: number): number {
  const [value, length] = [Buffer.alloc(4), Buffer.from([4, 0, 0, 0])];
  attempt('getsockopt', fd, solSocket, option.error, value, length);
  return value.readInt32LE();
}
