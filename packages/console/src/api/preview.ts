import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const preview = '/isthmus/v1/projects/{project_id}/peerings/{peering_id}/preview';

/** What accepting a peering means for the asker's side. */
export type Preview = Answered<typeof preview, 'get'>;

export const previewPeering = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'preview', id],
    queryFn: () => answer(client.GET(preview, { params: { path: { project_id: projectId, peering_id: id } } })),
  });

/** Adds the suggested routes of the asker's side, all or none. */
export const addSuggestedRoutes = (projectId: string, id: string) =>
  answer(
    client.POST('/isthmus/v1/projects/{project_id}/peerings/{peering_id}/suggested-routes', {
      params: { path: { project_id: projectId, peering_id: id } },
    }),
  );
