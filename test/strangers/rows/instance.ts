import { each, name, nothing, own, type Row } from '../row.ts';

export const instanceRows: Readonly<Record<string, Row>> = {
  'GET /isthmus/v1/projects/:project_id/instances': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /isthmus/v1/projects/:project_id/instances': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ body: { name: name(), subnet_id: a.subnetId } }),
  },
  'GET /isthmus/v1/projects/:project_id/instances/:instance_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({ params: { instance_id: a.instanceId } }),
  },
  'DELETE /isthmus/v1/projects/:project_id/instances/:instance_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { instance_id: await make.instance() } }),
  },
  'POST /isthmus/v1/projects/:project_id/instances/:instance_id/probes': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: ({ a }) => ({
      params: { instance_id: a.instanceId },
      body: { type: 'ping', destination: '192.168.1.1', count: 1, timeout_ms: 50 },
    }),
  },
};
