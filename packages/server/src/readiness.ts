import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';
import { send, type Reply } from './reply.ts';

/** One thing that must work before requests are sent here; null where it does, otherwise why not. */
export interface Check {
  readonly name: string;
  unready(): Promise<string | null>;
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: JSON.stringify(body),
});

/** `/healthz`: the process answers. `/readyz`: so do the database and the data plane. `/metrics`: Prometheus text. */
export function mountReadiness(app: FastifyInstance, checks: readonly Check[], metrics: Metrics, facts: object): void {
  app.get('/healthz', (_request, reply) => send(reply, json(200, { status: 'alive' })));
  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(checks.map(resultOf));
    const ready = results.every((result) => result.problem === null);
    send(reply, json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...facts, checks: results }));
  });
  app.get('/metrics', async (_request, reply) => {
    const { type, body } = await metrics.text();
    send(reply, { status: 200, headers: { 'Content-Type': type }, body });
  });
}

async function resultOf({ name, unready }: Check): Promise<{ readonly name: string; readonly problem: string | null }> {
  try {
    return { name, problem: await unready() };
  } catch {
    return { name, problem: 'does not answer' };
  }
}
