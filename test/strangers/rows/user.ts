import { password } from '../../api.ts';
import { each, firstOf, name, nothing, type Row } from '../row.ts';

export const userRows: Readonly<Record<string, Row>> = {
  'GET /v3/users': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ query: `domain_id=${a.session.domainId}` }),
  },
  'GET /v3/users/:user_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'POST /v3/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { user: { name: name(), password, domain_id: a.session.domainId } } }),
  },
  'GET /v3/users/:user_id/projects': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'PATCH /v3/users/:user_id': {
    expected: each(200, 404, 403, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { user: { enabled: false } } }),
  },
  'POST /v3.0/OS-USER/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { user: { name: name(), password, domain_id: a.session.domainId } } }),
  },
  'GET /v3.0/OS-USER/users/:user_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'PUT /v3.0/OS-USER/users/:user_id': {
    expected: each(200, 404, 403, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { user: { enabled: false } } }),
  },
  'DELETE /v3/users/:user_id': {
    expected: each(204, 404, 403, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() } }),
  },
  // One's own alone; an administrator sets a password without the old one.
  'POST /v3/users/:user_id/password': {
    expected: each(404, 404, 404, 404, 404, 404, 401, 401),
    ask: async ({ make }) => ({
      params: { user_id: await make.user() },
      body: { user: { original_password: password, password: `${password}-2` } },
    }),
  },
  'GET /v3/users/:user_id/groups': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { user_id: a.session.userId } }),
  },
  'GET /v3/groups': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/roles': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/roles/:role_id': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: async (world) => ({ params: { role_id: await firstOf(world, 'roles') } }),
  },
  'GET /v3.0/OS-ROLE/roles': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/role_assignments': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ query: `user.id=${a.session.userId}` }),
  },
  'GET /isthmus/v1/whoami': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'POST /isthmus/v1/users': {
    expected: each(201, 404, 403, 201, 404, 201, 401, 401),
    ask: ({ a }) => ({ body: { name: name(), password, domain_id: a.session.domainId } }),
  },
  'PUT /isthmus/v1/users/:user_id/password': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { user_id: await make.user() }, body: { password: `${password}-2` } }),
  },
};
