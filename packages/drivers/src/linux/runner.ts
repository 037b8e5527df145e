import { createServer, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Converger } from './converge.ts';
import { instanceNetns, isInstallation, type Installation } from './names.ts';
import { whyNotReady } from './prerequisites.ts';
import { probe } from './probe.ts';
import { lineReader, requestShape, type RunnerRequest } from './protocol.ts';

/**
 * The privileged process. It is started by the service before that drops root, with one end of a private socket pair
 * as descriptor 3, takes typed requests one a line and answers by their numbers. It ends when the socket does, after
 * the step it is at: the kernel goes on forwarding.
 */
const socketFd = 3;
const longestMessage = 1 << 28;
const lockRetryMs = 20;

/** One runner at a time for each installation. The name lives in the kernel and goes with the process, however that ends. */
async function lock(installation: Installation): Promise<void> {
  for (;;) {
    const held = await new Promise<boolean>((resolve, reject) => {
      const server = createServer((socket) => socket.destroy());
      server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
      server.listen(`\0isthmus-runner-${installation}`, () => resolve(true));
      server.unref();
    });
    if (held) return;
    await pause(lockRetryMs);
  }
}

function answer(installation: Installation, converger: Converger, request: RunnerRequest): unknown {
  switch (request.method) {
    case 'converge':
      return converger.converge(request.routers, request.gone);
    case 'converge-all':
      return converger.convergeAll(request.routers);
    case 'plan':
      return converger.plan(request.routers);
    case 'tear-down':
      return converger.tearDown();
    case 'probe':
      return probe(installation, request.request);
    case 'present':
      return request.instances.filter((id) => converger.isPresent(instanceNetns(installation, id)));
    case 'unready':
      return whyNotReady();
  }
}

async function main(installation: string | undefined): Promise<void> {
  if (installation === undefined || !isInstallation(installation)) throw new Error('usage: runner <installation: six hex digits>');
  const socket = new Socket({ fd: socketFd, readable: true, writable: true });
  const end = (): never => process.exit(0);
  socket.on('end', end).on('close', end).on('error', end);
  const converger = new Converger(installation);
  const waiting: string[] = [];
  let take = (line: string): unknown => waiting.push(line);
  socket.on(
    'data',
    lineReader(longestMessage, (line) => take(line)),
  );
  await lock(installation);
  take = (line) => void respond(installation, converger, socket, line);
  for (const line of waiting.splice(0)) take(line);
}

async function respond(installation: Installation, converger: Converger, socket: Socket, line: string): Promise<void> {
  const { id, request } = JSON.parse(line) as { id: unknown; request: unknown };
  const say = (message: object): unknown => socket.write(`${JSON.stringify({ id, ...message })}\n`);
  try {
    say({ value: (await answer(installation, converger, requestShape.decode(request, 'request'))) ?? null });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
await main(process.argv[2]);
