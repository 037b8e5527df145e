import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Convergence, DataPlane } from '@isthmus/control';
import { idOf, type InstanceId, type Problem, type ProbeResult, type Result } from '@isthmus/core';
import type { Installation } from './names.ts';
import { lineReader, requestShape, type RunnerRequest } from './protocol.ts';

export interface LinuxDriverOptions {
  /** Six hex digits that scope every name; each installation on a host has its own. */
  readonly installation: Installation;
  /** Told once if the privileged process ends while the driver is open: nobody can start another without root. */
  readonly onRunnerEnd?: (reason: string) => void;
}

const runnerFile = fileURLToPath(new URL('runner.ts', import.meta.url));
const longestAnswer = 1 << 28;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The process that asks; `process` and `socket` are for whoever started it. */
class Runner {
  readonly child: ChildProcess;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #ended: Error | null = null;

  constructor(installation: Installation, onEnd: (reason: string) => void) {
    this.child = spawn(process.execPath, [runnerFile, installation], {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      cwd: '/',
      detached: true,
    });
    this.#socket = this.child.stdio[3] as Socket;
    const end = (reason: string): void => {
      if (this.#ended !== null) return;
      this.#ended = new Error(reason);
      for (const { reject } of this.#waiting.values()) reject(this.#ended);
      this.#waiting.clear();
      onEnd(reason);
    };
    this.child.on('error', (error) => end(`the data plane's process cannot start: ${error.message}`));
    this.child.on('exit', (code, signal) => end(`the data plane's process ended (${signal ?? code})`));
    this.#socket.on('error', () => {});
    this.#socket.on(
      'data',
      lineReader(longestAnswer, (line) => this.#settle(line)),
    );
  }

  ask(request: RunnerRequest): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${JSON.stringify({ id, request: requestShape.encode(request) })}\n`);
    });
  }

  close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    this.#ended ??= new Error('the driver is closed');
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.#socket.end();
    });
  }

  #settle(line: string): void {
    const { id, value, error } = JSON.parse(line) as { id: number; value?: unknown; error?: string };
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

/**
 * The data plane of one Linux host. Starts the privileged process, so it has to be called while this process is still
 * root; afterwards none of its methods needs it. Every request is one line to that process and one line back.
 */
export async function createLinuxDriver({
  installation,
  onRunnerEnd = () => {},
}: LinuxDriverOptions): Promise<DataPlane & { readonly runnerPid: number }> {
  const runner = new Runner(installation, onRunnerEnd);
  const ask = async <T>(request: RunnerRequest): Promise<T> => (await runner.ask(request)) as T;
  const convergence = (request: RunnerRequest): Promise<Convergence> => ask<Convergence>(request);
  await ask({ method: 'unready' });
  return {
    driver: 'linux',
    runnerPid: runner.child.pid!,
    converge: (routers, gone) => convergence({ method: 'converge', routers, gone }),
    convergeAll: (routers) => convergence({ method: 'converge-all', routers }),
    plan: (routers) => ask<readonly string[]>({ method: 'plan', routers }),
    probe: (request) => ask<Result<ProbeResult, Problem>>({ method: 'probe', request }),
    present: async (instances) => new Set((await ask<string[]>({ method: 'present', instances })).map((id) => idOf<InstanceId>(id))),
    unready: () => ask<string | null>({ method: 'unready' }),
    tearDown: () => convergence({ method: 'tear-down' }),
    close: () => runner.close(),
  };
}
