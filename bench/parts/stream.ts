import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { inside } from '@isthmus/drivers/linux/namespaces.ts';

/**
 * One TCP stream from a process in one namespace to a process in another; prints Gbit/s as the receiver counted them:
 * `stream <from> <to> <address> <milliseconds>`. The two processes are this file again, with a role.
 */
const port = 5201;
const chunk = Buffer.alloc(256 * 1024);
const [first, ...rest] = process.argv.slice(2) as [string, ...string[]];

function receive(): void {
  const server = createServer((socket) => {
    let bytes = 0;
    let began = 0;
    socket.on('data', (data) => {
      began ||= performance.now();
      bytes += data.length;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      process.send?.((bytes * 8) / 1e6 / (performance.now() - began));
      process.disconnect();
      server.close();
    });
  });
  server.listen(port, () => process.send?.('ready'));
}

function send(address: string, ms: number): void {
  const socket = connect(port, address, () => {
    const end = performance.now() + ms;
    const more = (): void => {
      while (performance.now() < end) if (!socket.write(chunk)) return void socket.once('drain', more);
      socket.destroy();
      process.disconnect();
    };
    more();
  });
}

function start(netns: string, words: readonly string[]): ChildProcess {
  const child = inside(netns, () => fork(import.meta.filename, words));
  if (child === null) throw new Error(`there is no network namespace ${netns}`);
  return child;
}

if (first === '--receive') receive();
else if (first === '--send') send(rest[0]!, Number(rest[1]));
else {
  const [to, address, ms] = rest as [string, string, string];
  const receiver = start(to, ['--receive']);
  await once(receiver, 'message');
  start(first, ['--send', address, ms]);
  const [gigabits] = (await once(receiver, 'message')) as [number];
  console.log(gigabits);
}
