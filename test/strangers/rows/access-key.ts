import { each, type Row } from '../row.ts';

export const accessKeyRows: Readonly<Record<string, Row>> = {
  'GET /v3.0/OS-CREDENTIAL/credentials': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ query: `user_id=${a.session.userId}` }),
  },
  'POST /v3.0/OS-CREDENTIAL/credentials': {
    expected: each(201, 404, 404, 201, 404, 201, 401, 401),
    ask: async ({ make }) => ({ body: { credential: { user_id: await make.user() } } }),
  },
  'GET /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() } }),
  },
  'PUT /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() }, body: { credential: { status: 'inactive' } } }),
  },
  'DELETE /v3.0/OS-CREDENTIAL/credentials/:access_key_id': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ params: { access_key_id: await make.accessKey() } }),
  },
  'POST /v3.0/OS-CREDENTIAL/securitytokens': {
    expected: each(201, 404, 404, 201, 404, 404, 401, 401),
    ask: async ({ make }) => ({ body: { auth: { identity: { methods: ['token'], token: { id: await make.token() } } } } }),
  },
};
