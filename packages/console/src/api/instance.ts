import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const collection = '/isthmus/v1/projects/{project_id}/instances';
const one = '/isthmus/v1/projects/{project_id}/instances/{instance_id}';

export type Instance = Answered<typeof one, 'get'>;
export type ProbeResult = Answered<`${typeof one}/probes`, 'post'>;

/** `search` is a part of a name or the beginning of an id; null for all. */
export const listInstances = (projectId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'instances', search, marker],
    queryFn: async (): Promise<PageOf<Instance>> => {
      const query = pageQuery(marker, search);
      const { instances, next_marker } = await answer(client.GET(collection, { params: { path: { project_id: projectId }, query } }));
      return { items: instances, next: next_marker ?? null };
    },
  });

/** For choosing one of. */
export const allInstances = (projectId: string) =>
  queryOptions({
    queryKey: [projectId, 'instances', 'all'],
    queryFn: async () =>
      (await answer(client.GET(collection, { params: { path: { project_id: projectId }, query: { limit: 1000 } } }))).instances,
  });

export const showInstance = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'instance', id],
    queryFn: () => answer(client.GET(one, { params: { path: { project_id: projectId, instance_id: id } } })),
    // Being built is short; the event of its end may precede the one that says it began.
    refetchInterval: ({ state }) => (state.data?.status === 'BUILD' ? 500 : false),
  });

export interface InstanceRequest {
  readonly name: string;
  readonly subnet_id: string;
  readonly ip_address?: string;
  /** Without, the project's default group. */
  readonly security_group_ids?: readonly string[];
}

export const createInstance = (projectId: string, { security_group_ids, ...rest }: InstanceRequest) =>
  answer(
    client.POST(collection, {
      params: { path: { project_id: projectId } },
      body: { ...rest, ...(security_group_ids === undefined ? {} : { security_group_ids: [...security_group_ids] }) },
    }),
  );

export const deleteInstance = (projectId: string, id: string) =>
  answer(client.DELETE(one, { params: { path: { project_id: projectId, instance_id: id } } }));

/** Sends `count` real pings from inside the instance. */
export const ping = (projectId: string, id: string, destination: string, count: number): Promise<ProbeResult> =>
  answer(
    client.POST(`${one}/probes`, {
      params: { path: { project_id: projectId, instance_id: id } },
      body: { type: 'ping', destination, count, timeout_ms: 1000 },
    }),
  );
