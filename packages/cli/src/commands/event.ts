import { value, type Command } from '../command.ts';
import { projectClient } from '../resource.ts';
import { tableOf } from '../table.ts';
import { numberOf } from '../usual-verbs.ts';

interface EventShown {
  readonly at: string;
  readonly kind: string;
  readonly actor: { readonly side: 'yours' | 'theirs'; readonly user_name: string | null } | null;
  readonly resource_kind: string;
  readonly resource_id: string;
}

const who = ({ actor }: EventShown): string => (actor === null ? 'the system' : (actor.user_name ?? 'the other side'));

export const eventCommand: Command = {
  noun: 'event',
  verb: 'list',
  summary: 'who did what when, on both sides of what you share; the newest first',
  words: [],
  flags: [
    value('resource', 'id of the thing that it is about'),
    value('since', 'RFC 3339, such as 2026-11-23T10:15:00Z'),
    value('limit', '1 to 1000, by default 100'),
  ],
  async run(call) {
    const client = await projectClient(call);
    const query = new URLSearchParams();
    const { resource, since } = call.flags;
    if (resource !== undefined) query.set('resource_id', resource);
    if (since !== undefined) query.set('since', since);
    const limit = numberOf(call, 'limit');
    if (limit !== undefined) query.set('limit', String(limit));
    const { body } = await client.call('GET', `/isthmus/v1/projects/${client.projectId}/events?${query}`);
    const { events } = body as { readonly events: readonly EventShown[] };
    const text = tableOf(events, [
      { heading: 'AT', of: ({ at }) => at },
      { heading: 'WHO', of: who },
      { heading: 'WHAT', of: ({ kind }) => kind },
      { heading: 'TO', of: ({ resource_kind, resource_id }) => `${resource_kind} ${resource_id}` },
    ]);
    return { data: body, text };
  },
};
