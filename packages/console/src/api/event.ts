import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/isthmus/v1/projects/{project_id}/events';

export type Event = Answered<typeof collection, 'get'>['events'][number];

/** Newest first. */
export const listEvents = (projectId: string, limit: number) =>
  queryOptions({
    queryKey: [projectId, 'events', limit],
    queryFn: async () => {
      const query = { limit };
      return (await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }))).events;
    },
    placeholderData: (before) => before,
  });

export const showReceipt = (projectId: string, generation: number) =>
  answer(
    client.GET('/isthmus/v1/projects/{project_id}/receipts/{generation}', {
      params: { path: { project_id: projectId, generation: String(generation) } },
    }),
  );
