import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TestedPlane = 'linux' | 'sim';

/** Data planes that this machine can run the real service on. */
export const isRoot = process.getuid?.() === 0;
const kernelTools = ['/usr/sbin/ip', '/usr/sbin/nft'].every((file) => existsSync(file));
export const testedPlanes: readonly TestedPlane[] = isRoot && kernelTools ? ['sim', 'linux'] : ['sim'];

export const repository = join(import.meta.dirname, '..');
const entry = join(repository, 'packages', 'cli', 'src', 'main.ts');

export interface ServiceOptions {
  readonly dataPlane?: TestedPlane;
  /** Flags beyond those that a test always needs. */
  readonly flags?: readonly string[];
  /** Of an earlier service, to start again on; otherwise a new one that `remove` deletes. */
  readonly dataDir?: string;
  readonly port?: number;
}

/** A real service: a child process through the real entry point. */
export interface Service {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything it wrote so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Resolves with the exit code once it ends by itself. */
  ended(): Promise<number | null>;
  /** SIGTERM; the exit code. The data plane keeps forwarding. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill9(): Promise<void>;
  /** Stops it where it runs, and removes what it made from the kernel and the disk. */
  remove(): Promise<void>;
}

/** Milliseconds until a service that does not serve is called broken. */
const patience = 60_000;

/** Starts a service and resolves when it serves. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { dataPlane = 'sim', flags = [] } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'isthmus-test-'));
  const args = ['up', '--port', String(options.port ?? 0), '--data-dir', dataDir, '--data-plane', dataPlane, ...flags];
  const child = spawn(process.execPath, [entry, ...args], { cwd: repository, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const url = await readyUrl(child, written);
  const ended = exitOf(child);
  return {
    url,
    port: Number(new URL(url).port),
    dataDir,
    pid: child.pid ?? 0,
    output: () => ({ ...written }),
    ended: () => ended,
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill9() {
      child.kill('SIGKILL');
      await ended;
    },
    async remove() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      runCli(['down', '--data-dir', dataDir, '--data-plane', dataPlane]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The environment without anything that would configure a service or a login. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(ISTHMUS|OS|NODE)_/.test(name));
  return { ...Object.fromEntries(kept), ISTHMUS_SWEEP_EVERY: 'off', ...extra };
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

function readyUrl(child: ChildProcess, written: { readonly stdout: string; readonly stderr: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`the service ${why}\n${written.stdout}${written.stderr}`));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not become ready in ${patience / 1000} s`);
    }, patience);
    child.once('exit', (code) => fail(`ended with code ${code} before it was ready`));
    child.stdout?.on('data', () => {
      const [, url] = /^isthmus is ready at (http:\/\/\S+?)\/$/m.exec(written.stdout) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end. It blocks: never for a service in this process. */
export function runCli(args: readonly string[], environment: Readonly<Record<string, string>> = {}): CliResult {
  const done = spawnSync(process.execPath, [entry, ...args], {
    cwd: repository,
    env: cleanEnvironment(environment),
    encoding: 'utf8',
    timeout: patience,
  });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** What the administrator logs in with. */
export const administratorOf = (dataDir: string): { readonly domainName: string; readonly userName: string; readonly password: string } =>
  JSON.parse(readFileSync(join(dataDir, 'administrator.json'), 'utf8'));
