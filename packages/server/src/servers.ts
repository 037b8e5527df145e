import type { Control } from '@isthmus/control';
import { endpoints, identityEndpoints } from '@isthmus/wire';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Arrivals } from './arrivals.ts';
import type { Config } from './config.ts';
import { readAssets } from './console/assets.ts';
import { mountConsole } from './console/console.ts';
import { mountDocuments } from './documents.ts';
import { createHttp, type HttpParts } from './http.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { mountReadiness } from './readiness.ts';
import { replaysOf } from './replays.ts';

/** What listens: the one port for everything, and where it is wanted the one for identity alone. */
export interface Servers {
  listen(): Promise<void>;
  /** Where a client on this machine reaches the service, without a slash at the end. */
  url(): string;
  /** The same of identity's own port; null without one. */
  identityUrl(): string | null;
  /** From here on `/readyz` may say yes. */
  serving(): void;
  /** Stops accepting; requests in progress have `graceMs` to finish. */
  close(graceMs: number): Promise<void>;
}

const consoleFiles = join(import.meta.dirname, '..', '..', 'console', 'dist');

interface Parts {
  readonly config: Config;
  readonly control: Control;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly arrivals: Arrivals;
}

export function createServers({ config, control, metrics, log, arrivals }: Parts): Servers {
  let served = false;
  const { execute, rehearse, authenticate, keyRing, lockout, ledger, world } = control;
  const common: Omit<HttpParts, 'endpoints'> = {
    execute,
    rehearse,
    authenticate,
    signing: { keyRing, lockout, clock: world.clock, regions: config.regions },
    // One for both ports: what was made through one is a replay at the other.
    replays: replaysOf(world.clock),
    metrics,
    log,
    arrivals,
    regions: config.regions,
    fallbackUrl: () => url(),
    trustedProxies: config.trustedProxies,
  };
  const main = createHttp({ ...common, endpoints });
  const identity =
    config.identityPort === null ? null : createHttp({ ...common, endpoints: identityEndpoints, mainPort: () => portOf(main) });

  // A browser that asks for the root wants the console; a client wants the version document.
  main.addHook('onRequest', async (request, reply) => {
    if (request.url === '/' && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html'))
      reply.redirect('/console/', 302);
  });
  mountReadiness(
    main,
    [
      { name: 'start', unready: async () => (served ? null : 'still starting') },
      { name: 'database', unready: () => ledger.read.events.latest().then(() => null) },
      { name: 'data plane', unready: () => world.dataPlane.unready() },
    ],
    metrics,
    { data_plane: world.dataPlane.driver },
  );
  mountDocuments(main);
  mountConsole(main, { execute, authenticate, onCommit: (listener) => ledger.onCommit(listener), assets: readAssets(consoleFiles) });

  const urlOf = (app: FastifyInstance): string => `http://${hostOf(config.host)}:${portOf(app)}`;
  const url = (): string => urlOf(main);
  const all = identity === null ? [main] : [main, identity];
  return {
    url,
    identityUrl: () => identity && urlOf(identity),
    serving: () => {
      served = true;
    },
    async listen() {
      await main.listen({ host: config.host, port: config.port });
      await identity?.listen({ host: config.host, port: config.identityPort ?? 0 });
    },
    async close(graceMs) {
      const hard = setTimeout(() => all.forEach((app) => app.server.closeAllConnections()), graceMs);
      await Promise.all(all.map((app) => app.close()));
      clearTimeout(hard);
    },
  };
}

const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo | null)?.port ?? 0;

/** An address that listens on everything is reached at this machine's own. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
const hostOf = (host: string): string => everywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
