import type { FastifyInstance } from 'fastify';
import type { Asset } from './assets.ts';
import { mountEventStream, type StreamParts } from './event-stream.ts';
import { mountPages } from './pages.ts';
import { mountSignIn } from './sign-in.ts';

export interface ConsoleParts extends StreamParts {
  readonly assets: ReadonlyMap<string, Asset>;
}

/** The console: its files under `/console/`, its session, and its stream of changes. */
export function mountConsole(app: FastifyInstance, parts: ConsoleParts): void {
  mountPages(app, parts.assets);
  mountSignIn(app, parts);
  mountEventStream(app, parts);
}
