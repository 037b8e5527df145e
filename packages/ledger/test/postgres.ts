import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const debianRoot = '/usr/lib/postgresql';

/** The newest installed server's programs, or null where the Debian package is absent. */
export function postgresBinaries(): string | null {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot).map(Number).filter(Number.isFinite) : [];
  const found = versions.toSorted((a, b) => b - a).map((version) => join(debianRoot, String(version), 'bin'));
  return found.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) ?? null;
}

/** What a skipped test says. */
export const postgresAbsent = `PostgreSQL is not installed below ${debianRoot} (Debian package "postgresql")`;

export interface PostgresServer {
  /** Of a database of its own, new and empty. */
  newDatabase(): Promise<string>;
  /** Stops the server as a crash would, and starts it again on the same data. */
  crashAndRestart(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** For tests in which no server crashes: they make many databases, and a busy disk is all that they would wait for. */
export const withoutDisk = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] as const;

/**
 * A real server in a temporary directory, on a Unix socket there and on no network, with `settings` (`name=value`) beside
 * those. Root may not run PostgreSQL, so under root it runs as the user `postgres`.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const bin = postgresBinaries();
  if (bin === null) throw new Error(postgresAbsent);
  const as = process.getuid?.() === 0 ? userNamed('postgres') : {};
  const directory = mkdtempSync(join(tmpdir(), 'isthmus-postgres-'));
  if (as.uid !== undefined) chownSync(directory, as.uid, as.gid ?? as.uid);
  const data = join(directory, 'data');
  execFileSync(
    join(bin, 'initdb'),
    ['--pgdata', data, '--auth', 'trust', '--username', 'isthmus', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
    { ...as, cwd: directory, stdio: 'ignore' },
  );

  const urlOf = (database: string): string => `postgres://isthmus@localhost/${database}?host=${encodeURIComponent(directory)}`;
  let running: ChildProcess | null = null;
  const killOnExit = () => running?.kill('SIGKILL');
  process.once('exit', killOnExit);
  let server = await start();
  let databases = 0;

  async function query(statement: string): Promise<void> {
    const client = new pg.Client(urlOf('postgres'));
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  /** After a crash the first attempt can find processes of the old server that are still ending. */
  async function start(): Promise<ChildProcess> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const { child, log } = launch();
      running = child;
      while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
        if (await accepts()) return child;
        await sleep(50);
      }
      if (performance.now() > deadline) throw new Error(`PostgreSQL did not start:\n${log()}`);
      await sleep(200);
    }
  }

  function launch(): { readonly child: ChildProcess; readonly log: () => string } {
    const all = ['listen_addresses=', `unix_socket_directories=${directory}`, 'shared_buffers=64MB', 'max_connections=60', ...settings];
    const child = spawn(join(bin ?? '', 'postgres'), ['-D', data, ...all.flatMap((setting) => ['-c', setting])], {
      ...as,
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-20_000)));
    return { child, log: () => log };
  }

  function accepts(): Promise<boolean> {
    return query('select 1').then(
      () => true,
      () => false,
    );
  }

  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    if (server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    const killer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(killer);
  }

  return {
    newDatabase: async () => {
      const name = `test_${++databases}`;
      await query(`create database ${name}`);
      return urlOf(name);
    },
    crashAndRestart: async () => {
      await end('SIGQUIT');
      server = await start();
    },
    stop: async () => {
      await end('SIGINT');
      process.removeListener('exit', killOnExit);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function userNamed(name: string): { readonly uid?: number; readonly gid?: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`there is no user ${name}`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
