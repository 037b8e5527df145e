import { queryOptions } from '@tanstack/react-query';
import { rememberCall } from './call-log.ts';
import { refusalOf } from './refusal.ts';
import { scope } from './scope.ts';

/** What accepting a peering would make reachable, as this side may know it. */
export interface Preview {
  readonly local: { readonly ranges: readonly string[] };
  readonly peer: { readonly ranges: readonly string[] };
  readonly overlaps: readonly string[];
  readonly shadowed: readonly string[];
  readonly quota?: { readonly used: number; readonly limit: number };
  readonly suggested_routes: readonly { readonly destination: string }[];
}

const headers = (): Record<string, string> => ({ 'X-Isthmus-Console': '1', 'X-Project-Id': scope.projectId ?? '' });

export const previewPeering = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'preview', id],
    queryFn: async (): Promise<Preview> => {
      const response = await fetch(`/isthmus/v1/projects/${projectId}/peerings/${id}/preview`, { headers: headers() });
      if (!response.ok) throw await refusalOf(response);
      return (await response.json()) as Preview;
    },
  });

/** Adds the suggested routes of the caller's side. */
export async function addSuggestedRoutes(projectId: string, id: string): Promise<void> {
  const path = `/isthmus/v1/projects/${projectId}/peerings/${id}/suggested-routes`;
  const response = await fetch(path, { method: 'POST', headers: headers() });
  if (!response.ok) throw await refusalOf(response);
  const generation = response.headers.get('Isthmus-Generation');
  rememberCall({
    method: 'POST',
    endpoint: '/isthmus/v1/projects/{project_id}/peerings/{peering_id}/suggested-routes',
    path,
    body: null,
    answer: await response.json().catch(() => null),
    generation: generation === null ? null : Number(generation),
    at: Date.now(),
  });
}
