import { err, type Event, type Generation, type ProjectId } from '@isthmus/core';
import { given } from '../given.ts';
import { forProject, read, type Handler } from '../handler.ts';
import type { Reader } from '../ledger.ts';

export const listEvents: Handler<'list-events'> = forProject(async (desk, caller, { resourceId, since, before, limit }) =>
  read(
    await desk.ledger.read.events.list({
      ...given({ resourceId, since, before }),
      projectId: caller.project.id,
      order: 'newest-first',
      limit,
    }),
  ),
);

/** Of one's own writes, and of those that concern no project in particular; another's write is not found. */
export const showReceipt: Handler<'show-receipt'> = forProject(async (desk, caller, { generation }) => {
  const events = await eventsOf(desk.ledger.read, generation);
  if (events.length === 0 || !concerns(events, caller.project.id))
    return err({ kind: 'not-found', resource: 'receipt', id: String(generation) });
  const at = desk.inForce.since(generation, new Set(events.flatMap(({ vpcIds }) => vpcIds)));
  return read({ generation, inForce: at !== undefined, inForceAt: at ?? null });
});

const eventsOf = async (reader: Reader, generation: Generation): Promise<readonly Event[]> =>
  (
    await reader.events.list({
      after: (generation - 1) as Generation,
      before: (generation + 1) as Generation,
      order: 'oldest-first',
      limit: 1000,
    })
  ).items;

const concerns = (events: readonly Event[], projectId: ProjectId): boolean =>
  events.some(({ projectIds }) => projectIds.includes(projectId)) || events.every(({ projectIds }) => projectIds.length === 0);
