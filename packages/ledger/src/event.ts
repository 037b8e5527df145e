import type { EventFilter, Reader } from '@isthmus/control';
import type { Event, EventDraft, Generation, Instant, Listed, Principal } from '@isthmus/core';
import { sql, type Kysely } from 'kysely';
import { inChunks } from './chunks.ts';
import { encodeText, decodeText, type Cells } from './codec.ts';
import type { Tables } from './store.ts';

type EventLog = Reader['events'];

const columns = ['generation', 'at', 'kind', 'actor', 'resource_kind', 'resource_id', 'project_ids', 'vpc_ids', 'detail'] as const;

/** The append-only log, by generation and, within one, in the order recorded. */
export function eventLog(db: () => Kysely<Tables>): EventLog {
  const latest = async (): Promise<Generation> =>
    (await db().selectFrom('ledger_counter').select('generation').executeTakeFirstOrThrow()).generation as Generation;

  function matching({ projectId, resourceId, since, after, before, order }: EventFilter) {
    const own = projectId !== undefined;
    let query = db()
      .selectFrom('events')
      .select(columns.map((column) => `events.${column}`))
      .$if(own, (all) =>
        all
          .innerJoin('event_projects', (join) =>
            join.onRef('event_projects.generation', '=', 'events.generation').onRef('event_projects.sequence', '=', 'events.sequence'),
          )
          .where('event_projects.project_id', '=', encodeText(projectId ?? '')),
      );
    // The order of the table that is walked, so that an index gives it.
    const walked = own && resourceId === undefined ? 'event_projects' : 'events';
    if (resourceId !== undefined) query = query.where('events.resource_id', '=', encodeText(resourceId));
    if (after !== undefined) query = query.where(`${walked}.generation`, '>', after);
    if (before !== undefined) query = query.where(`${walked}.generation`, '<', before);
    // Generations are in the order of time, so that an instant bounds them too.
    if (since !== undefined)
      query = query
        .where(sql.ref(`${walked}.generation`), '>=', sql<number>`(select min(generation) from events where at >= ${since})`)
        .where('events.at', '>=', since);
    const direction = order === 'newest-first' ? 'desc' : 'asc';
    return query.orderBy(`${walked}.generation`, direction).orderBy(`${walked}.sequence`, direction);
  }

  /**
   * A page never splits a generation, because the next page begins behind one: it may be a little shorter than the
   * limit, or longer where one generation alone has more events than that.
   */
  async function list(filter: EventFilter): Promise<Listed<Event>> {
    const rows = (
      await matching(filter)
        .limit(filter.limit + 1)
        .execute()
    ).map(decode);
    const beyond = rows[filter.limit];
    if (beyond === undefined) return { items: rows, more: false };
    const whole = rows.filter(({ generation }) => generation !== beyond.generation);
    const split = rows.length - whole.length > 1;
    if (!split || whole.length > 0) return { items: split ? whole : rows.slice(0, filter.limit), more: true };
    const only = beyond.generation;
    const one = { after: (only - 1) as Generation, before: (only + 1) as Generation };
    const rest = filter.order === 'newest-first' ? { before: only } : { after: only };
    const next = await matching({ ...filter, ...rest })
      .limit(1)
      .execute();
    return { items: (await matching({ ...filter, ...one }).execute()).map(decode), more: next.length > 0 };
  }

  return { list, latest };
}

/** Writes what a transaction recorded under the next generation, and says which that is. */
export async function appendEvents(
  tx: Kysely<Tables>,
  drafts: readonly EventDraft[],
  actor: Principal | null,
  at: Instant,
): Promise<Generation> {
  const { generation } = await tx
    .updateTable('ledger_counter')
    .set({ generation: sql<number>`generation + 1` })
    .returning('generation')
    .executeTakeFirstOrThrow();
  const rows = drafts.map((draft, sequence) => ({ generation, sequence, at, actor: actorText(actor), ...encode(draft) }));
  const readers = drafts.flatMap(({ projectIds }, sequence) =>
    [...new Set(projectIds)].map((projectId) => ({ project_id: encodeText(projectId), generation, sequence })),
  );
  for (const some of inChunks(rows)) await tx.insertInto('events').values(some).execute();
  for (const some of inChunks(readers)) await tx.insertInto('event_projects').values(some).execute();
  return generation as Generation;
}

const encode = ({ kind, resourceKind, resourceId, projectIds, vpcIds, detail }: EventDraft): Cells => ({
  kind: encodeText(kind),
  resource_kind: encodeText(resourceKind),
  resource_id: encodeText(resourceId),
  project_ids: JSON.stringify(projectIds),
  vpc_ids: JSON.stringify(vpcIds),
  detail: JSON.stringify(detail),
});

const actorText = (actor: Principal | null): string | null =>
  actor === null
    ? null
    : JSON.stringify({
        userId: actor.userId,
        userName: actor.userName,
        domainId: actor.domainId,
        projectId: actor.project?.id ?? null,
      } satisfies NonNullable<Event['actor']>);

const decode = (cells: Cells): Event => ({
  generation: cells['generation'] as Generation,
  at: cells['at'] as Instant,
  kind: decodeText(String(cells['kind'])),
  actor: typeof cells['actor'] === 'string' ? (JSON.parse(cells['actor']) as Event['actor']) : null,
  resourceKind: decodeText(String(cells['resource_kind'])),
  resourceId: decodeText(String(cells['resource_id'])),
  projectIds: JSON.parse(String(cells['project_ids'])) as Event['projectIds'],
  vpcIds: JSON.parse(String(cells['vpc_ids'])) as Event['vpcIds'],
  detail: JSON.parse(String(cells['detail'])) as Event['detail'],
});
