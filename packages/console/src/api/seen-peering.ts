import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Peering } from './peering.ts';
import type { Answered } from './shape.ts';

const collection = '/isthmus/v1/projects/{project_id}/peerings';

/** A peering as this side sees it: what works of it, and the ranges that it may see. */
export type SeenPeering = Answered<typeof collection, 'get'>['peerings'][number];

/** `search` is a part of a name or the beginning of an id; null for all. */
export const listSeenPeerings = (projectId: string, marker: string | null, search: string | null = null) =>
  queryOptions({
    queryKey: [projectId, 'peerings', 'seen', search, marker],
    queryFn: async (): Promise<PageOf<SeenPeering>> => {
      const query = pageQuery(marker, search);
      const { peerings, next_marker } = await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }));
      return { items: peerings, next: next_marker ?? null };
    },
  });

/** The same record in the published shape, which does not take sides. */
export function published({ id, name, description, status, side, local, peer, created_at, updated_at }: SeenPeering): Peering {
  const [mine, theirs] = [local, peer].map(({ vpc_id, project_id }) => ({ vpc_id, tenant_id: project_id }));
  if (!mine || !theirs) throw new Error('a peering has two sides');
  const ends =
    side === 'requester' ? { request_vpc_info: mine, accept_vpc_info: theirs } : { request_vpc_info: theirs, accept_vpc_info: mine };
  return { id, name, description, status: status as Peering['status'], ...ends, created_at, updated_at };
}
