import type { QuotaType } from '@isthmus/core';
import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';

/** What an account uses of one thing in this region, and how much it may; -1 is without a limit. */
export interface Quota {
  readonly type: QuotaType;
  readonly used: number;
  readonly quota: number;
}

export const listQuotas = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'quotas'],
    queryFn: async () =>
      (await answer(client.GET('/v1/{project_id}/quotas', { params: { path: { project_id: projectId } } }))).quotas
        .resources as readonly Quota[],
  });
