import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageSize, type PageOf } from './page.ts';
import type { Answered, Sent } from './shape.ts';

const collection = '/v3/users';
const one = '/v3/users/{user_id}';
const native = '/isthmus/v1/users';

type PlainUser = Answered<typeof collection, 'get'>['users'][number];
/** A user of the account with what it may do. */
export type User = PlainUser & { readonly roles: readonly string[] };
export type UserRequest = Sent<typeof native, 'post'>;
export type GivenRole = NonNullable<UserRequest['roles']>[number];

/** All users of the account, with their roles. */
async function readUsers(domainId: string): Promise<readonly User[]> {
  const [{ users }, { role_assignments }] = await Promise.all([
    answer(client.GET(collection, { params: { query: { domain_id: domainId } } })),
    answer(client.GET('/v3/role_assignments', { params: { query: { 'scope.domain.id': domainId } } })),
  ]);
  const roles = Map.groupBy(role_assignments, ({ user }) => user.id);
  return users.map((user) => ({ ...user, roles: (roles.get(user.id) ?? []).map(({ role }) => role.name) }));
}

/** Identity answers all users of an account at once: they are paged and searched here, over the whole list. */
export const listUsers = (projectId: string, domainId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'users', search, marker],
    queryFn: async (): Promise<PageOf<User>> => {
      const wanted = search?.toLowerCase() ?? '';
      const users = (await readUsers(domainId)).filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.startsWith(wanted));
      const first = marker === null ? 0 : users.findIndex(({ id }) => id === marker) + 1;
      const items = users.slice(first, first + pageSize);
      return { items, next: users.length > first + pageSize ? (items.at(-1)?.id ?? null) : null };
    },
  });

/** With roles, which identity's own way of making a user does not take. */
export const createUser = (body: UserRequest) => answer(client.POST(native, { body }));

export const enableUser = (id: string, enabled: boolean) =>
  answer(client.PATCH(one, { params: { path: { user_id: id } }, body: { user: { enabled } } }));

export const deleteUser = (id: string) => answer(client.DELETE(one, { params: { path: { user_id: id } } }));
