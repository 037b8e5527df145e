import { each, name, nothing, type Row } from '../row.ts';

export const projectRows: Readonly<Record<string, Row>> = {
  'GET /v3/auth/projects': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/projects': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: nothing,
  },
  'GET /v3/projects/:target_project_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { target_project_id: a.session.projectId } }),
  },
  'POST /v3/projects': {
    expected: each(201, 404, 403, 201, 404, 404, 401, 401),
    ask: ({ a }) => ({ body: { project: { name: `eu-de_${name()}`, parent_id: a.session.projectId } } }),
  },
  'DELETE /v3/projects/:target_project_id': {
    expected: each(200, 404, 403, 200, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() } }),
  },
  'PATCH /v3/projects/:target_project_id': {
    expected: each(200, 404, 403, 200, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() }, body: { project: { description: name() } } }),
  },
  'GET /v3-ext/projects/:target_project_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { target_project_id: a.session.projectId } }),
  },
  'PUT /v3-ext/projects/:target_project_id': {
    expected: each(204, 404, 403, 204, 404, 404, 401, 401),
    ask: async ({ make }) => ({ params: { target_project_id: await make.project() }, body: { project: { status: 'suspended' } } }),
  },
};
