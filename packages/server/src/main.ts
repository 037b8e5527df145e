import {
  administratorName,
  aesVault,
  argon2idPasswords,
  checkVault,
  createControl,
  demoAccounts,
  demoPassword,
  homeDomain,
  randomIds,
  seedDemo,
  systemClock,
  type Control,
  type Ledger,
} from '@isthmus/control';
import { bootstrap } from '@isthmus/control/bootstrap.ts';
import { err, ok, type Result } from '@isthmus/core';
import { LedgerInUse, openLedger, openReader, type LedgerOptions } from '@isthmus/ledger';
import { createArrivals, type Arrivals } from './arrivals.ts';
import type { Config } from './config.ts';
import { measureLag } from './lag.ts';
import { createLog, type Log } from './log.ts';
import { meteredPlane } from './metered-plane.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { choosePlane } from './plane.ts';
import { dropRoot, unprivileged } from './privileges.ts';
import { secretKeyOf } from './secret-key.ts';
import { createServers, type Servers } from './servers.ts';
import { handOver, openDataDir, readInstallation, writeAdministrator, writeInstallation } from './state.ts';
import { createStop, type Stop } from './stop.ts';
import { openThreadLooker } from './threads/looker.ts';
import { openThreadRouterSource } from './threads/router-source.ts';

/** Milliseconds that requests in progress have to finish once the service was asked to stop. */
const graceMs = 1_500;

/**
 * Runs the service until it is asked to stop, and leaves the data plane forwarding. The problem is one line for whoever
 * started it. The order is the point: everything that needs root or the disk comes before root is dropped.
 */
export async function up(config: Config): Promise<Result<void, string>> {
  const log = createLog();
  const metrics = createMetrics();
  const stop = createStop();
  const directory = openDataDir(config.dataDir);
  if (!directory.ok) return directory;
  const opened = await openWorld({ config, directory: directory.value, log, metrics, stop });
  if (!opened.ok) return opened;
  const { control, threads, arrivals, note } = opened.value;
  const servers = createServers({ config, control, metrics, log, arrivals });
  try {
    await servers.listen();
  } catch (error) {
    await release(control, threads);
    return err(listenProblem(error as NodeJS.ErrnoException, config));
  }
  if (config.databaseUrl === null) handOver(directory.value);
  if (dropRoot()) {
    log.info('root dropped');
    const problem = await closedToUs(config);
    if (problem !== null) {
      await servers.close(0);
      await release(control, threads);
      return err(problem);
    }
  }
  await control.reconciler.start();
  control.expirer.start();
  await control.health.start();
  control.isolation.start();
  const stopMeasuring = measureLag(control, metrics);
  if (config.demo) await seedDemo(control);
  await control.reconciler.settled();
  servers.serving();
  announce(config, servers, note);

  const asked = await stop.asked;
  log.info('stopping', { reason: asked.reason });
  log.flush();
  // Whatever hangs, the supervisor gets its answer: the ledger is safe at any moment.
  setTimeout(() => process.exit(asked.fault === 'ours' ? 1 : 0), graceMs + 400).unref();
  stopMeasuring();
  await servers.close(graceMs);
  await release(control, threads);
  log.flush();
  return asked.fault === 'ours' ? err(asked.reason) : ok(undefined);
}

/** Milliseconds that the data plane's process of a service just killed may take to be gone. */
const predecessorMs = 5_000;

/** Removes everything that the service of this data directory made in the kernel. */
export async function down(config: Config): Promise<Result<void, string>> {
  const directory = openDataDir(config.dataDir);
  if (!directory.ok) return directory;
  const installation = readInstallation(directory.value);
  if (installation === null) return ok(undefined);
  const running = setTimeout(() => {
    process.stderr.write(`isthmus: the service of ${config.dataDir} is still running; stop it first\n`);
    process.exit(1);
  }, predecessorMs);
  const chosen = await choosePlane(config.dataPlane, { installation, onEnd: () => undefined });
  clearTimeout(running);
  if (!chosen.ok) return chosen;
  const { plane } = chosen.value;
  const { failures } = await plane.tearDown();
  await plane.close();
  return failures.length === 0 ? ok(undefined) : err(`not everything could be removed: ${failures.map(({ reason }) => reason).join('; ')}`);
}

interface Opening {
  readonly config: Config;
  readonly directory: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly stop: Stop;
}

/** Whatever holds connections of its own to the ledger. */
interface Threads {
  readonly looker: Awaited<ReturnType<typeof openThreadLooker>>;
  readonly routerSource: Awaited<ReturnType<typeof openThreadRouterSource>>;
}

interface OpenedWorld {
  readonly control: Control;
  readonly threads: Threads;
  readonly arrivals: Arrivals;
  /** What whoever started the service is told of the data plane. */
  readonly note: string | null;
}

/** The ledger, the installation's identity in it, and the data plane that is marked with it. */
async function openWorld({ config, directory, log, metrics, stop }: Opening): Promise<Result<OpenedWorld, string>> {
  const secretKey = secretKeyOf(directory, config.secretKey);
  if (!secretKey.ok) return secretKey;
  const ledger = await openLedgerAt(config, directory);
  if (!ledger.ok) return ledger;
  const vault = aesVault(secretKey.value);
  if ((await checkVault(ledger.value, vault)) === 'another key') {
    await ledger.value.close();
    return err(anotherKey(directory));
  }
  const world = {
    ledger: ledger.value,
    clock: systemClock,
    ids: randomIds,
    passwords: argon2idPasswords(),
    vault,
    regions: config.regions,
    expireAfterMs: config.expireAfterMs,
    log: (level: 'info' | 'warn' | 'error', message: string, fields?: object) => log[level](message, fields),
  };
  const { installationId, administratorPassword } = await bootstrap(world);
  writeInstallation(directory, installationId);
  if (administratorPassword !== null)
    writeAdministrator(directory, { domainName: homeDomain, userName: administratorName, password: administratorPassword });
  const chosen = await choosePlane(config.dataPlane, { installation: installationId, onEnd: stop.broken });
  if (!chosen.ok) {
    await ledger.value.close();
    return chosen;
  }
  const arrivals = createArrivals();
  const start = { ledger: ledgerOptions(config, directory), arrivals: arrivals.cells };
  const [looker, routerSource] = await Promise.all([openThreadLooker(start, stop.broken), openThreadRouterSource(start, stop.broken)]);
  const dataPlane = meteredPlane(chosen.value.plane, metrics);
  const control = createControl({ ...world, isolationMs: config.sweepEveryMs, dataPlane, looker, routerSource });
  metrics.watch(control);
  return ok({ control, threads: { looker, routerSource }, arrivals, note: chosen.value.note });
}

const anotherKey = (directory: string): string =>
  `the access keys of this database were sealed with another secret key than ISTHMUS_SECRET_KEY or ${directory}/secret.key; give every server the same`;

const ledgerOptions = ({ databaseUrl }: Config, directory: string): LedgerOptions =>
  databaseUrl === null ? { sqlite: { directory } } : { postgres: { url: databaseUrl } };

async function openLedgerAt(config: Config, directory: string): Promise<Result<Ledger, string>> {
  try {
    return ok(await openLedger(ledgerOptions(config, directory), systemClock));
  } catch (error) {
    if (error instanceof LedgerInUse) return err(error.message);
    if (config.databaseUrl === null) throw error;
    return err(`--database-url does not lead to a usable database: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Why the database refuses a connection of the user that the process has become; null where it does not. */
async function closedToUs({ databaseUrl }: Config): Promise<string | null> {
  if (databaseUrl === null) return null;
  const reader = openReader({ postgres: { url: databaseUrl } }, () => 0);
  try {
    await reader.read.events.latest();
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const mend = `let user id ${unprivileged.uid} reach its socket, or give --database-url a host that is reached by network`;
    return `--database-url leads to a database that only root may reach (${reason}), and the service does not stay root: ${mend}`;
  } finally {
    await reader.close();
  }
}

async function release(
  { reconciler, expirer, health, isolation, ledger, world }: Control,
  { looker, routerSource }: Threads,
): Promise<void> {
  await isolation.stop();
  await health.stop();
  await looker.close();
  await expirer.stop();
  await reconciler.stop();
  await routerSource.close();
  await world.dataPlane.close();
  await ledger.close();
}

const listenProblems: Readonly<Record<string, (config: Config) => string>> = {
  EADDRINUSE: ({ host, port }) => `port ${port} of ${host} is in use; stop what listens there, or choose another with --port`,
  EACCES: ({ port }) => `port ${port} may not be listened on by this user; choose one above 1023 with --port`,
  EADDRNOTAVAIL: ({ host }) => `${host} is no address of this machine; choose another with --host`,
  ENOTFOUND: ({ host }) => `${host} is no address; choose another with --host`,
};

function listenProblem(error: NodeJS.ErrnoException, config: Config): string {
  return listenProblems[error.code ?? '']?.(config) ?? `cannot listen: ${error.message}`;
}

/** The ready line is for programs too; what follows is for people. */
function announce({ demo }: Config, servers: Pick<Servers, 'url' | 'identityUrl'>, note: string | null): void {
  const [url, identityUrl] = [servers.url(), servers.identityUrl()];
  const lines = [`isthmus is ready at ${url}/`];
  if (identityUrl !== null) lines.push(`identity alone is at ${identityUrl}/`);
  if (note !== null) lines.push(note);
  if (demo) {
    const people = demoAccounts.map(({ user, domain }) => `${user} of ${domain}`).join(' and ');
    lines.push(`Demo accounts: ${people}, password ${demoPassword}. Console: ${url}/console/`);
    lines.push(`The story with its pings: npx isthmus demo${url.endsWith(':9696') ? '' : ` --os-auth-url ${url}/v3`}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
