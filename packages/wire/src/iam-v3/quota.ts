import { access, err, hasRoleFor, idOf, ok, type Project } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, named, oneOf } from '../fields.ts';
import { endpoint } from '../row.ts';

const dialect = 'iam-v3';
const path = '/v3.0/OS-QUOTA';
const types = ['user', 'group', 'idp', 'agency', 'policy'] as const;

const Quota = named(
  'Quota',
  Type.Object({ type: anyText, used: Type.Integer(), quota: Type.Integer(), min: Type.Integer(), max: Type.Integer() }),
);
const Quotas = Type.Object({ quotas: Type.Object({ resources: Type.Array(Quota) }) });
const quotasOf = (...resources: readonly object[]) => ok({ status: 200, body: { quotas: { resources } } });

/** -1 is no limit, as in the quotas of VPCs: nobody limits users and projects here. */
const unlimited = (type: string, used: number) => ({ type, used, quota: -1, min: 0, max: -1 });
/** Of what is not offered there can be none. */
const none = (type: string) => ({ type, used: 0, quota: 0, min: 0, max: 0 });

export const quotas: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/domains/:domain_id`,
    summary: 'How many users an account has; of groups, identity providers, agencies and policies there are none',
    resource: 'quota',
    operations: ['list-domains', 'list-users'],
    query: Type.Object({ type: Type.Optional(oneOf(types)) }),
    responses: { 200: Quotas },
    async handle({ params, query: { type }, request: { principal } }, run) {
      const id = params['domain_id'] ?? '';
      const domains = await run('list-domains', {});
      if (!domains.ok) return domains;
      if (!domains.value.value.items.some((domain) => domain.id === id)) return err({ kind: 'not-found', resource: 'domain', id });
      const shown = types.filter((one) => type === undefined || one === type);
      if (!shown.includes('user')) return quotasOf(...shown.map(none));
      // Whoever may not list users sees an empty list of them, which is not how many there are.
      const { action } = access['list-users'];
      if (principal === null || !hasRoleFor(principal, access['list-users'])) return err({ kind: 'not-permitted', action });
      const users = await run('list-users', { domainId: idOf(id) });
      if (!users.ok) return users;
      return quotasOf(...shown.map((one) => (one === 'user' ? unlimited(one, users.value.value.items.length) : none(one))));
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/projects/:target_project_id`,
    summary: 'How many sub-projects a project has',
    operations: ['show-project', 'list-projects'],
    responses: { 200: Quotas },
    async handle({ params }, run) {
      const id = idOf<Project['id']>(params['target_project_id'] ?? '');
      const project = await run('show-project', { id });
      if (!project.ok) return project;
      const below = await run('list-projects', { parentId: id });
      return below.ok ? quotasOf(unlimited('project', below.value.value.items.length)) : below;
    },
  }),
];
