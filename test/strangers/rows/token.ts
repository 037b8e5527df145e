import { password } from '../../api.ts';
import { each, type Row } from '../row.ts';

/** Whoever knows a password is its user, whatever token comes along. */
const login = {
  auth: {
    identity: { methods: ['password'], password: { user: { name: 'account-c', password, domain: { name: 'account-c' } } } },
    scope: { project: { name: 'eu-de' } },
  },
};

export const tokenRows: Readonly<Record<string, Row>> = {
  'POST /v3/auth/tokens': {
    expected: each(201, 201, 201, 201, 201, 201, 201, 201),
    ask: () => ({ body: login }),
  },
  'GET /v3/auth/tokens': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
  'HEAD /v3/auth/tokens': {
    expected: each(200, 404, 404, 200, 404, 200, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
  'DELETE /v3/auth/tokens': {
    expected: each(204, 404, 404, 204, 404, 204, 401, 401),
    ask: async ({ make }) => ({ headers: { 'X-Subject-Token': await make.token() } }),
  },
};
