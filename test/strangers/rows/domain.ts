import { password } from '../../api.ts';
import { each, name, nothing, type Row } from '../row.ts';

export const domainRows: Readonly<Record<string, Row>> = {
  'GET /v3/auth/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/domains/:domain_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId } }),
  },
  'GET /isthmus/v1/domains': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'POST /isthmus/v1/domains': {
    expected: each(403, 403, 403, 403, 403, 201, 401, 401),
    ask: () => ({ body: { name: name(), user: { name: name(), password } } }),
  },
};
