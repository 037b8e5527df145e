import { each, nothing, own, type Row } from '../row.ts';

export const quotaRows: Readonly<Record<string, Row>> = {
  'GET /v1/:project_id/quotas': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/details': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/details.json': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v2.0/quotas/:project_id/default': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v3.0/OS-QUOTA/domains/:domain_id': {
    expected: each(200, 404, 403, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId } }),
  },
  'GET /v3.0/OS-QUOTA/projects/:target_project_id': {
    expected: each(200, 404, 200, 200, 404, 200, 401, 401),
    ask: ({ a }) => ({ params: { target_project_id: a.session.projectId } }),
  },
  'GET /isthmus/v1/domains/:domain_id/quotas': {
    expected: each(200, 200, 200, 200, 200, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId } }),
  },
  'PUT /isthmus/v1/domains/:domain_id/quotas': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: ({ a }) => ({ params: { domain_id: a.session.domainId }, body: { quotas: { firewall: 7 } } }),
  },
};
