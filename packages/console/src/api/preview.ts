import { queryOptions } from '@tanstack/react-query';
import { rememberCall } from './call-log.ts';
import { refusalOf } from './refusal.ts';
import { scope } from './scope.ts';

export interface PreviewSide {
  readonly vpc_id: string;
  readonly ranges: readonly string[];
}

/** What accepting a peering means for the asker's side. */
export interface Preview {
  readonly yours: PreviewSide;
  readonly theirs: PreviewSide;
  readonly overlaps: readonly { readonly yours: string; readonly theirs: string }[];
  /** Own subnets that stand before a part of the other side's ranges. */
  readonly shadowed: readonly { readonly subnet_id: string; readonly yours: string; readonly theirs: string }[];
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

/** Adds the suggested routes of the asker's side. */
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
