import { each, nothing, own, type Row } from '../row.ts';

export const eventRows: Readonly<Record<string, Row>> = {
  'GET /isthmus/v1/projects/:project_id/events': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /isthmus/v1/projects/:project_id/receipts/:generation': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ generation }) => ({ params: { generation } }),
  },
};
