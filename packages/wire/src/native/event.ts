import { err, ok, type Event, type Generation, type Principal } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, nullableText, oneOf } from '../fields.ts';
import { strictPage } from '../page.ts';
import { operationEndpoint } from '../row.ts';
import { parseTime, rfc3339Time } from '../times.ts';
import { listBody, usualRows } from './paging.ts';

const resource = 'event';

const Actor = Type.Object({ side: oneOf(['yours', 'theirs']), user_id: nullableText, user_name: nullableText, project_id: nullableText });
const Shown = named(
  'Event',
  Type.Object({
    generation: Type.Integer(),
    at: anyText,
    kind: anyText,
    actor: Type.Union([Actor, Type.Null()], { description: 'null for what the clock did' }),
    resource_kind: anyText,
    resource_id: anyText,
    detail: Type.Record(Type.String(), Type.Unknown()),
  }),
);

/** The other owner's project acted: which of its people did is its own business. */
function renderActor(actor: NonNullable<Event['actor']>, reader: Principal | null) {
  const own = actor.domainId === reader?.domainId;
  return {
    side: actor.projectId === reader?.project?.id ? 'yours' : 'theirs',
    user_id: own ? actor.userId : null,
    user_name: own ? actor.userName : null,
    project_id: actor.projectId,
  };
}

const render = (event: Event, reader: Principal | null) => ({
  generation: event.generation,
  at: rfc3339Time(event.at),
  kind: event.kind,
  actor: event.actor === null ? null : renderActor(event.actor, reader),
  resource_kind: event.resourceKind,
  resource_id: event.resourceId,
  detail: event.detail,
});

const Filters = Type.Object({ resource_id: Type.Optional(filterText), since: Type.Optional(filterText), ...strictPage(1000, 1) });

export const events: readonly Endpoint[] = [
  operationEndpoint({
    dialect: 'native',
    method: 'GET',
    path: '/isthmus/v1/projects/:project_id/events',
    summary: 'The event log of the project, newest first',
    resource,
    operation: 'list-events',
    query: Filters,
    success: [200, Type.Object({ events: Type.Array(Shown), next_marker: Type.Optional(anyText) })],
    decode({ query }) {
      const since = query.since === undefined ? undefined : parseTime(query.since);
      if (since === null)
        return err({
          kind: 'invalid-field',
          resource,
          field: 'since',
          reason: 'is not a time',
          fix: 'use RFC 3339, such as 2026-11-23T10:15:00Z',
        });
      const { marker = '' } = query;
      if (marker !== '' && !/^[1-9]\d{0,14}$/.test(marker))
        return err({
          kind: 'invalid-field',
          resource,
          field: 'marker',
          reason: 'is not a generation',
          fix: 'use next_marker of the page before',
        });
      return ok({
        limit: query.limit ?? usualRows,
        ...(query.resource_id === undefined ? {} : { resourceId: query.resource_id }),
        ...(since === undefined ? {} : { since }),
        ...(marker === '' ? {} : { before: Number(marker) as Generation }),
      });
    },
    encode: (listed, { request }) =>
      listBody(
        'events',
        listed,
        (event) => render(event, request.principal),
        ({ generation }) => String(generation),
      ),
  }),
];
