import { access, peeringActions, peeringLifecycle, peeringStatuses, quotaDefaults, roles, type OperationName } from '@isthmus/core';
import { dialects, endpoints, explainedProblems, type Dialect } from '@isthmus/wire';
import { code, page, table } from './markdown.ts';

/** Role × operation: a change of who may do what is a readable difference of this page. */
const permissions = (): string => {
  const rows = (Object.keys(access) as OperationName[]).map((operation) => {
    const { scope, roles: allowed, action } = access[operation];
    return [code(operation), code(action), scope, ...roles.map((role) => (allowed.includes(role) ? 'yes' : ''))];
  });
  return page(
    'Who may do what',
    'packages/core/src/tenancy/access.ts',
    'Whose things they are is not decided here: what is another project’s is not found, whatever the role. Where a role may not read, a list is empty.',
    table(['operation', 'action', 'scope of the token', ...roles], rows),
  );
};

/** Action × status of a peering, with who may. */
const peeringLifeCycle = (): string => {
  const rows = peeringActions.map((action) => {
    const { by, from, to } = peeringLifecycle[action];
    return [action, by.join(', '), ...peeringStatuses.map((status) => (from.includes(status) ? (to ?? status) : ''))];
  });
  return page(
    'The life cycle of a peering',
    'packages/core/src/peering/lifecycle.ts',
    'Below each status, what it becomes. An empty cell is refused. A peering within one project is born ACTIVE, every other PENDING_ACCEPTANCE; what is DELETED answers 404.',
    table(['action', 'by', ...peeringStatuses], rows),
  );
};

const quotas = (): string =>
  page(
    'Quotas',
    'packages/core/src/quota/quota.ts',
    'The published defaults, for each account and region; `isthmus quota set` changes them, and -1 is no limit.',
    table(
      ['type', 'default'],
      Object.entries(quotaDefaults).map(([type, limit]) => [code(type), String(limit)]),
    ),
  );

const sectionOf = (dialect: Dialect): string => {
  const rows = endpoints.filter((row) => row.dialect === dialect);
  const cells = rows.map(({ method, path, responses, caller, summary }) => [
    code(`${method} ${path}`),
    Object.keys(responses).join(', '),
    caller === 'none' ? 'anyone' : caller,
    summary,
  ]);
  return `## ${dialect}\n\n${table(['endpoint', 'answers', 'asked by', 'what it does'], cells)}`;
};

const endpointPage = (): string => page('Endpoints', 'packages/wire/src/<dialect>/<noun>.ts', ...dialects.map(sectionOf));

/** What a dialect calls a refusal: the one short word in its body. */
function wordIn(body: string): string {
  const { NeutronError, code: v1, error_code: v3, error, title } = JSON.parse(body);
  return NeutronError?.type ?? v1 ?? v3 ?? error?.title ?? title;
}

/** Kind × dialect → status and word. */
const refusals = (): string => {
  const rows = explainedProblems.map(({ kind, example, answers }) => [
    code(kind),
    example,
    ...answers.map(({ status, body }) => `${status} ${wordIn(body)}`),
  ]);
  return page(
    'Refusals',
    'packages/wire/src/problems/<topic>.ts',
    'One example of each kind. Where the word depends on what was refused (`VPC.0101`, `RouterNotFound`), it is that of the example. A running service explains each at `/docs/problems/<kind>`.',
    table(['kind', 'for example', ...dialects], rows),
  );
};

/** The pages of docs/generated that come from tables alone, by file name. What clients ran is written by test/clients/page.ts. */
export const pages: Readonly<Record<string, () => string>> = {
  'endpoints.md': endpointPage,
  'peering-life-cycle.md': peeringLifeCycle,
  'permissions.md': permissions,
  'quotas.md': quotas,
  'refusals.md': refusals,
};
