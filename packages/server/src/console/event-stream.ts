import type { Event, Execute, Generation, Principal, Problem, ProjectId, Result } from '@isthmus/core';
import { err, ok } from '@isthmus/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { replyOf, send } from '../reply.ts';
import { inProject, signedIn, type Sessions } from './session.ts';

/** What a stream needs: who asks, what happened, and when to look again. */
export interface StreamParts extends Sessions {
  /** Called after each commit; answers how to stop listening. */
  onCommit(listener: (generation: Generation) => void): () => void;
}

/** Milliseconds between heartbeats; below the idle limits of common proxies. */
const heartbeat = 20_000;
/** More than this many missed events are not replayed one by one: the page reads everything again. */
const replayed = 100;
/** Streams of one user; a browser opens one a tab. */
const perUser = 32;

/**
 * `GET /isthmus/v1/projects/{project_id}/events/stream`: one server-sent event for each commit that the project may
 * read. Every look goes through the `list-events` operation as the caller, so a revoked session or a lost role ends it.
 */
export function mountEventStream(app: FastifyInstance, parts: StreamParts): void {
  const opened = new Map<string, number>();
  const streams = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const open of streams) open.end();
  });
  app.get('/isthmus/v1/projects/:project_id/events/stream', async (request, reply) => {
    const caller = await callerOf(request, parts);
    if (!caller.ok) return send(reply, replyOf(caller.problem, 'native', request.id));
    const { userId } = caller.value;
    if ((opened.get(userId) ?? 0) >= perUser)
      return send(reply, replyOf({ kind: 'unavailable', reason: `this user has ${perUser} streams open` }, 'native', request.id));
    opened.set(userId, (opened.get(userId) ?? 0) + 1);
    streams.add(reply.raw);
    reply.raw.once('close', () => {
      streams.delete(reply.raw);
      opened.set(userId, (opened.get(userId) ?? 1) - 1);
    });
    return stream(request, reply, parts);
  });
}

/** By the cookie or by a token of the project, asked again at each look. */
async function callerOf(request: FastifyRequest, parts: StreamParts): Promise<Result<Principal, Problem>> {
  const id = (request.params as { readonly project_id: ProjectId }).project_id;
  const token = request.headers['x-auth-token'];
  if (typeof token === 'string' && token !== '') {
    const principal = await parts.authenticate(token);
    return principal.ok && principal.value.project?.id !== id ? err({ kind: 'project-mismatch' }) : principal;
  }
  const principal = await signedIn(request, parts);
  return principal.ok ? inProject(principal.value, id, parts) : principal;
}

function stream(request: FastifyRequest, reply: FastifyReply, parts: StreamParts): void {
  reply.hijack();
  const { raw } = reply;
  raw.setTimeout(0);
  request.raw.socket.setTimeout(0);
  raw.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    'X-Request-Id': request.id,
  });
  raw.write('retry: 1000\n\n');
  let seen = lastSeen(request);
  let looking = false;
  let again = false;

  const look = async (): Promise<void> => {
    const caller = await callerOf(request, parts);
    const missed = caller.ok ? await eventsAfter(caller.value, seen, parts.execute) : caller;
    if (!missed.ok) return void raw.end();
    const { events, all, newest } = missed.value;
    if (seen !== null && all) for (const event of events) raw.write(messageOf(event));
    if (seen !== null && !all) raw.write(`event: reset\nid: ${newest}\ndata: {}\n\n`);
    if (seen === null) raw.write(`event: hello\nid: ${newest}\ndata: {}\n\n`);
    seen = newest;
  };
  /** One look at a time; commits that come meanwhile cause one more. */
  const wake = async (): Promise<void> => {
    again = true;
    if (looking) return;
    looking = true;
    while (again && !raw.destroyed) {
      again = false;
      await look().catch(() => raw.end());
    }
    looking = false;
  };
  const stop = parts.onCommit(() => void wake());
  const beat = setInterval(() => raw.write(': still here\n\n'), heartbeat);
  raw.once('close', () => {
    stop();
    clearInterval(beat);
  });
  void wake();
}

function lastSeen(request: FastifyRequest): number | null {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : null;
}

interface Missed {
  /** Oldest first. */
  readonly events: readonly Event[];
  /** Whether these are all of them. */
  readonly all: boolean;
  readonly newest: number;
}

async function eventsAfter(caller: Principal, seen: number | null, execute: Execute): Promise<Result<Missed, Problem>> {
  const listed = await execute(caller, 'list-events', { limit: seen === null ? 1 : replayed });
  if (!listed.ok) return listed;
  const { items } = listed.value.value;
  const events = items.filter(({ generation }) => generation > (seen ?? 0)).toReversed();
  return ok({ events, all: events.length < replayed, newest: Math.max(seen ?? 0, items[0]?.generation ?? 0) });
}

function messageOf({ generation, at, kind, resourceKind, resourceId }: Event): string {
  const data = { generation, at: new Date(at).toISOString(), kind, resource_kind: resourceKind, resource_id: resourceId };
  return `event: change\nid: ${generation}\ndata: ${JSON.stringify(data)}\n\n`;
}
