import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { endpoints } from '@isthmus/wire';
import { repository } from '../service.ts';

/** What passed through: one request of a client, and how it was answered. */
export interface Passed {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly status: number;
}

/** Stands between a client and the service, changes nothing, and remembers what passed. */
export interface Recorder {
  /** What the client is pointed at. Without a slash at the end. */
  readonly url: string;
  passed(): readonly Passed[];
  /** Methods and paths of the endpoints that answered with success, as the tables of the dialects spell them. */
  operations(): readonly string[];
  /** Writes the operations to where the page of clients is made from. */
  keep(client: string): void;
  close(): Promise<void>;
}

/** One JSON array of operations per client. Not in git: the page is. */
export const ranFolder = join(repository, '.cache', 'clients', 'ran');

export async function startRecorder(service: { readonly url: string }): Promise<Recorder> {
  const { hostname, port } = new URL(service.url);
  const passed: Passed[] = [];
  const server = createServer((incoming, answer) => {
    // The Host header stays the client's own: signatures cover it, and the catalog is made from it.
    const { method = '', url: target = '' } = incoming;
    const onward = request({ hostname, port, method, path: target, headers: incoming.headers }, (response: IncomingMessage) => {
      const status = response.statusCode ?? 0;
      passed.push({ method, target, status });
      answer.writeHead(status, response.rawHeaders);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const operations = (): readonly string[] => [...new Set(passed.flatMap(operationOf))].toSorted();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: () => [...passed],
    operations,
    keep(client) {
      mkdirSync(ranFolder, { recursive: true });
      writeFileSync(join(ranFolder, `${client}.json`), `${JSON.stringify(operations(), null, 2)}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Parameters fit one part of a path. A spelled-out part is nearer than a parameter: `/vpcs/default` before `/vpcs/:id`. */
const patterns = endpoints
  .map(({ method, path }) => ({ method, path, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`) }))
  .toSorted((a, b) => a.path.split(':').length - b.path.split(':').length);

function operationOf({ method, target, status }: Passed): readonly string[] {
  if (status >= 300) return [];
  const [path = ''] = target.split('?');
  const row = patterns.find((candidate) => candidate.method === method && candidate.pattern.test(path));
  return row === undefined ? [] : [`${row.method} ${row.path}`];
}
