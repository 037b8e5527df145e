import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Answered, Sent } from './shape.ts';

const collection = '/isthmus/v1/projects/{project_id}/guardrails';

export type Guardrail = Answered<typeof collection, 'get'>['guardrails'][number];
export type GuardrailRequest = Sent<typeof collection, 'post'>;

export const listGuardrails = (projectId: string, marker: string | null) =>
  queryOptions({
    queryKey: [projectId, 'guardrails', marker],
    queryFn: async (): Promise<PageOf<Guardrail>> => {
      const query = pageQuery(marker);
      const { guardrails, next_marker } = await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }));
      return { items: guardrails, next: next_marker ?? null };
    },
  });

export const createGuardrail = (projectId: string, body: GuardrailRequest) =>
  answer(client.POST(collection, { params: { path: { project_id: projectId } }, body }));

export const deleteGuardrail = (projectId: string, id: string) =>
  answer(client.DELETE(`${collection}/{guardrail_id}`, { params: { path: { project_id: projectId, guardrail_id: id } } }));
