import createClient, { type Middleware } from 'openapi-fetch';
import { rememberCall } from './call-log.ts';
import type { paths } from './generated/paths.ts';
import { refusalFrom } from './refusal.ts';
import { scope } from './scope.ts';

const reads = new Set(['GET', 'HEAD']);

/** POSTs that change nothing. */
const questions = new Set<string>([
  '/isthmus/v1/projects/{project_id}/reachability',
  '/isthmus/v1/projects/{project_id}/what-if',
  '/isthmus/v1/projects/{project_id}/instances/{instance_id}/probes',
]);

/** Set by the session: called when the service no longer knows who we are. */
export const onExpired: { handle: () => void } = { handle: () => undefined };

const bodies = new Map<string, unknown>();

/** Names the project, proves that our own page asks, and remembers what was written. */
const ourRequests: Middleware = {
  async onRequest({ request, id }) {
    request.headers.set('X-Isthmus-Console', '1');
    if (scope.projectId !== null) request.headers.set('X-Project-Id', scope.projectId);
    if (!reads.has(request.method)) bodies.set(id, await parsed(request.clone()));
    return request;
  },
  async onResponse({ request, response, schemaPath, id }) {
    const body = bodies.get(id);
    bodies.delete(id);
    if (response.status === 401) onExpired.handle();
    if (reads.has(request.method) || !response.ok || questions.has(schemaPath)) return undefined;
    const generation = response.headers.get('Isthmus-Generation');
    rememberCall({
      method: request.method,
      endpoint: schemaPath,
      path: new URL(request.url).pathname,
      body: withoutPasswords(body),
      answer: await parsed(response.clone()),
      generation: generation === null ? null : Number(generation),
      at: Date.now(),
    });
    return undefined;
  },
};

/** What was written is kept and shown as a command; a password in it is not. */
const withoutPasswords = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body ?? null), (key, value: unknown) => (key === 'password' ? '…' : value)) as unknown;

const parsed = (message: Body): Promise<unknown> => message.json().catch(() => null);

/** The typed client of every dialect, generated from the service's own OpenAPI documents. */
export const client = createClient<paths>({ baseUrl: '/' });
client.use(ourRequests);

/** The answer's body; a refusal is thrown as `Refusal`. */
export async function answer<T>(call: Promise<{ data?: T | undefined; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusalFrom(response.status, error);
  return data as T;
}
