import { err, ok, roles as every, type PublicUser, type Role } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, filterText, named } from '../fields.ts';
import { endpoint } from '../row.ts';
import { listBody, listOf } from './link.ts';
import { IdAndName } from './reference.ts';
import { stableId } from './stable.ts';

const dialect = 'keystone-v3';
const path = '/v3/roles';
const resource = 'role';

const Shown = named(
  'Role',
  Type.Object({
    id: anyText,
    name: anyText,
    display_name: anyText,
    domain_id: Type.Null(),
    type: anyText,
    description: anyText,
    links: Type.Object({ self: anyText }),
  }),
);

const meanings: Readonly<Record<Role, string>> = {
  administrator: 'Runs the installation: accounts, quotas, the data plane.',
  te_admin: 'Everything in its own account, users and projects included.',
  vpc_full: "Everything on VPC resources of the account's projects.",
  vpc_viewer: 'Reads of VPC resources.',
};

export const roleId = (role: Role): string => stableId(`role/${role}`);
const render = (role: Role, site: Site) => ({
  id: roleId(role),
  name: role,
  display_name: role,
  domain_id: null,
  type: 'AX',
  description: meanings[role],
  links: { self: `${site.baseUrl}${path}/${roleId(role)}` },
});
/** What an account can give; running the installation is not among it. */
const offered = every.filter((role) => role !== 'administrator');

const Assignment = named(
  'RoleAssignment',
  Type.Object({
    role: IdAndName,
    user: Type.Object({ id: anyText, name: anyText, domain: IdAndName }),
    scope: Type.Object({ domain: IdAndName }),
    links: Type.Object({ assignment: anyText }),
  }),
);
const filters = {
  'user.id': Type.Optional(filterText),
  'role.id': Type.Optional(filterText),
  'group.id': Type.Optional(filterText),
  'scope.domain.id': Type.Optional(filterText),
  'scope.project.id': Type.Optional(filterText),
  effective: Type.Optional(filterText),
  include_names: Type.Optional(filterText),
};

/** A role here holds in the whole account, and so in each of its projects. Names are always told, asked for or not. */
const assignmentsOf = (site: Site, user: PublicUser, domain: { readonly id: string; readonly name: string }) =>
  user.roles.map((role) => ({
    role: { id: roleId(role), name: role },
    user: { id: user.id, name: user.name, domain },
    scope: { domain },
    links: { assignment: `${site.baseUrl}/v3/domains/${user.domainId}/users/${user.id}/roles/${roleId(role)}` },
  }));

export const roles: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List the roles a user can have',
    resource,
    caller: 'account',
    operations: [],
    query: Type.Object({ name: Type.Optional(filterText), domain_id: Type.Optional(filterText) }),
    responses: { 200: listOf('roles', Shown) },
    handle: async ({ query: { name, domain_id }, request: { site } }) => {
      const found = domain_id ? [] : offered.filter((role) => name === undefined || role === name);
      return ok({
        status: 200,
        body: listBody(
          site,
          path,
          'roles',
          found.map((role) => render(role, site)),
        ),
      });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:role_id`,
    summary: 'Show a role',
    caller: 'account',
    operations: [],
    responses: { 200: Type.Object({ role: Shown }) },
    handle: async ({ params, request: { site } }) => {
      const id = params['role_id'] ?? '';
      const found = offered.find((role) => roleId(role) === id);
      return found === undefined ? err({ kind: 'not-found', resource, id }) : ok({ status: 200, body: { role: render(found, site) } });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: '/v3/role_assignments',
    summary: "List who has which role in the caller's account",
    resource,
    operations: ['list-users', 'list-domains'],
    query: Type.Object(filters),
    responses: { 200: listOf('role_assignments', Assignment) },
    async handle({ query, request: { site } }, run) {
      const done = await run('list-users', {});
      if (!done.ok) return done;
      const domains = await run('list-domains', {});
      if (!domains.ok) return domains;
      const nameOf = new Map(domains.value.value.items.map(({ id, name }) => [id, name]));
      const nowhere = query['group.id'] !== undefined || query['scope.project.id'] !== undefined;
      const items = (nowhere ? [] : done.value.value.items)
        .flatMap((user) => assignmentsOf(site, user, { id: user.domainId, name: nameOf.get(user.domainId) ?? '' }))
        .filter(({ user }) => query['user.id'] === undefined || user.id === query['user.id'])
        .filter(({ role }) => query['role.id'] === undefined || role.id === query['role.id'])
        .filter(({ scope }) => query['scope.domain.id'] === undefined || scope.domain.id === query['scope.domain.id']);
      return ok({ status: 200, body: listBody(site, '/v3/role_assignments', 'role_assignments', items) });
    },
  }),
];
