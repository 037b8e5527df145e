import koffi from 'koffi';

/**
 * The system calls that Node has no word for. Every one of them blocks, acts on the calling thread alone and is
 * made from the runner's main thread; nothing but the runner imports this file.
 */
const libc = koffi.load('libc.so.6');

const calls = {
  setns: libc.func('int setns(int fd, int type)'),
  unshare: libc.func('int unshare(int flags)'),
  mount: libc.func('int mount(const char *source, const char *target, const char *type, ulong flags, const char *data)'),
  umount2: libc.func('int umount2(const char *target, int flags)'),
  socket: libc.func('int socket(int domain, int type, int protocol)'),
  setsockopt: libc.func('int setsockopt(int fd, int level, int name, const void *value, uint length)'),
  getsockopt: libc.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
  bind: libc.func('int bind(int fd, const void *address, uint length)'),
  listen: libc.func('int listen(int fd, int backlog)'),
  connect: libc.func('int connect(int fd, const void *address, uint length)'),
  poll: libc.func('int poll(void *fds, ulong count, int timeout)'),
  send: libc.func('long send(int fd, const void *data, ulong length, int flags)'),
  recv: libc.func('long recv(int fd, void *data, ulong length, int flags)'),
  close: libc.func('int close(int fd)'),
  /** By number: older C libraries have no names for them. */
  fsopen: libc.func('syscall', 'long', ['long', 'str', 'uint']),
  fsconfig: libc.func('syscall', 'long', ['long', 'int', 'uint', 'str', 'str', 'int']),
  fsmount: libc.func('syscall', 'long', ['long', 'int', 'uint', 'uint']),
};

export const errno = koffi.os.errno as Readonly<Record<string, number>>;

/** A system call that failed, with the number that says why. */
export class SystemError extends Error {
  readonly errno: number;
  constructor(what: string, number: number, detail = '') {
    super(`${what}: ${errorName(number)}${detail === '' ? '' : ` (${detail})`}`);
    this.errno = number;
  }
}

const names = new Map(Object.entries(errno).map(([name, number]) => [number, name]));
export const errorName = (number: number): string => names.get(number) ?? `error ${number}`;

/** Makes the call; a negative answer is thrown. */
export function call(name: keyof typeof calls, ...values: readonly unknown[]): number {
  const result = calls[name](...values) as number;
  if (result < 0) throw new SystemError(name, koffi.errno());
  return result;
}

/** Makes the call; a negative answer comes back as the negated error number. */
export function attempt(name: keyof typeof calls, ...values: readonly unknown[]): number {
  const result = calls[name](...values) as number;
  return result < 0 ? -koffi.errno() : result;
}

export const clone = { newNet: 0x4000_0000 } as const;
export const mountFlag = { bind: 4096, recursive: 16_384, shared: 1 << 20 } as const;
export const umountFlag = { detach: 2 } as const;
export const socketFamily = { inet: 2, inet6: 10, netlink: 16 } as const;
export const socketType = { stream: 1, raw: 3, nonBlocking: 0o4000, closeOnExec: 0o2_000_000 } as const;
