import { idOf, ok, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, nullableText, printableText, secretText } from '../fields.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { listBody, listOf, numbered, numberedPage } from './link.ts';
import { ProjectShown, renderProject } from './project.ts';

const dialect = 'keystone-v3';
const path = '/v3/users';
const resource = 'user';

const Shown = named(
  'User',
  Type.Object({
    id: anyText,
    name: anyText,
    domain_id: anyText,
    enabled: Type.Boolean(),
    description: anyText,
    email: anyText,
    password_expires_at: nullableText,
    pwd_status: Type.Boolean(),
    links: Type.Object({ self: anyText }),
  }),
);
const Wrapped = Type.Object({ user: Shown });

const render = (user: PublicUser, site: Site) => ({
  id: user.id,
  name: user.name,
  domain_id: user.domainId,
  enabled: user.enabled,
  description: user.description,
  email: user.email,
  password_expires_at: null,
  pwd_status: true,
  links: { self: `${site.baseUrl}${path}/${user.id}` },
});

const Create = Type.Object({
  user: Type.Object({
    name: printableText(1, 64),
    password: secretText(8),
    domain_id: Type.Optional(idText),
    email: Type.Optional(printableText(0, 255)),
    description: Type.Optional(descriptionText),
  }),
});
const Update = Type.Object({
  user: Type.Object({
    name: Type.Optional(printableText(1, 64)),
    password: Type.Optional(secretText(1)),
    email: Type.Optional(printableText(0, 255)),
    description: Type.Optional(descriptionText),
    enabled: Type.Optional(Type.Boolean()),
  }),
});
const NewPassword = Type.Object({ user: Type.Object({ original_password: secretText(0), password: secretText(1) }) });
const Filters = Type.Object({
  name: Type.Optional(filterText),
  domain_id: Type.Optional(filterText),
  enabled: Type.Optional(Type.Boolean()),
  ...numberedPage,
});

const userId = (params: Readonly<Record<string, string>>) => ({ id: idOf<PublicUser['id']>(params['user_id'] ?? '') });

export const users: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: "List users of the caller's account",
    resource,
    operations: ['list-users'],
    query: Filters,
    responses: { 200: listOf('users', Shown) },
    async handle({ query, request: { site } }, run) {
      const { name, domain_id, enabled } = query;
      const done = await run('list-users', {
        ...(name === undefined ? {} : { name }),
        ...(domain_id === undefined ? {} : { domainId: idOf(domain_id) }),
        ...(enabled === undefined ? {} : { enabled }),
      });
      if (!done.ok) return done;
      const page = numbered(done.value.value.items, query);
      if (!page.ok) return page;
      return ok({
        status: 200,
        body: listBody(
          site,
          path,
          'users',
          page.value.map((user) => render(user, site)),
        ),
      });
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:user_id`,
    summary: 'Show a user',
    operation: 'show-user',
    success: [200, Wrapped],
    decode: ({ params }) => ok(userId(params)),
    encode: (user, { request }) => ({ user: render(user, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a user, who may do nothing until given a role',
    resource,
    operation: 'create-user',
    body: Create,
    success: [201, Wrapped],
    decode: ({ body: { user } }) =>
      ok({
        name: user.name,
        password: user.password,
        email: user.email ?? '',
        description: user.description ?? '',
        roles: [],
        ...(user.domain_id === undefined ? {} : { domainId: idOf(user.domain_id) }),
      }),
    encode: (user, { request }) => ({ user: render(user, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'PATCH',
    path: `${path}/:user_id`,
    summary: 'Change a user; a new password, or enabled false, ends its tokens',
    resource,
    operation: 'update-user',
    body: Update,
    success: [200, Wrapped],
    decode: ({ params, body: { user } }) => {
      const { name, password, email, description, enabled } = user;
      return ok({
        ...userId(params),
        ...(name === undefined ? {} : { name }),
        ...(password === undefined ? {} : { password }),
        ...(email === undefined ? {} : { email }),
        ...(description === undefined ? {} : { description }),
        ...(enabled === undefined ? {} : { enabled }),
      });
    },
    encode: (user, { request }) => ({ user: render(user, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:user_id`,
    summary: 'Delete a user with its tokens and access keys',
    operation: 'delete-user',
    success: [204, null],
    decode: ({ params }) => ok(userId(params)),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${path}/:user_id/password`,
    summary: "Change one's own password, knowing the old one",
    resource,
    operation: 'change-password',
    body: NewPassword,
    success: [204, null],
    decode: ({ params, body: { user }, request: { source } }) =>
      ok({ ...userId(params), original: user.original_password, password: user.password, source }),
  }),
  endpoint({
    dialect,
    method: 'GET',
    path: `${path}/:user_id/projects`,
    summary: 'The projects of a user',
    operations: ['show-user', 'list-projects'],
    responses: { 200: listOf('projects', ProjectShown) },
    async handle({ params, request: { site } }, run) {
      const user = await run('show-user', userId(params));
      if (!user.ok) return user;
      const done = await run('list-projects', { domainId: user.value.value.domainId });
      if (!done.ok) return done;
      const items = done.value.value.items.map((project) => renderProject(project, site));
      return ok({ status: 200, body: listBody(site, `${path}/${user.value.value.id}/projects`, 'projects', items) });
    },
  }),
];
