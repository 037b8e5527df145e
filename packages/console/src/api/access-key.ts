import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const collection = '/v3.0/OS-CREDENTIAL/credentials';
const one = '/v3.0/OS-CREDENTIAL/credentials/{access_key_id}';

export type AccessKey = Answered<typeof collection, 'get'>['credentials'][number];
/** The secret is in the answer to its making, and never again. */
export type NewAccessKey = Answered<typeof collection, 'post'>['credential'];

export const listAccessKeys = (projectId: string, userId: string) =>
  queryOptions({
    queryKey: [projectId, 'access-keys', userId],
    queryFn: async () => (await answer(client.GET(collection, { params: { query: { user_id: userId } } }))).credentials,
  });

export const createAccessKey = async (userId: string, description: string) =>
  (await answer(client.POST(collection, { body: { credential: { user_id: userId, description } } }))).credential;

export const setAccessKeyStatus = (id: string, status: AccessKey['status']) =>
  answer(client.PUT(one, { params: { path: { access_key_id: id } }, body: { credential: { status } } }));

export const deleteAccessKey = (id: string) => answer(client.DELETE(one, { params: { path: { access_key_id: id } } }));
