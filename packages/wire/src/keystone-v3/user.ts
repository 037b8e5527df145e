import { idOf, ok, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { filterText, named, secretText } from '../fields.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { listBody, listOf, numbered, numberedPage } from './link.ts';
import { ProjectShown, renderProject } from './project.ts';
import { NewUserFields, UserChangeFields, UserShown, decodeNewUser, decodeUserChange, renderUser, userId } from '../user-shape.ts';

const dialect = 'keystone-v3';
const path = '/v3/users';
const resource = 'user';

const Shown = named('User', Type.Object(UserShown));
const Wrapped = Type.Object({ user: Shown });
const render = (user: PublicUser, { baseUrl }: Site) => renderUser(user, `${baseUrl}${path}`);

const Create = Type.Object({ user: Type.Object(NewUserFields) });
const Update = Type.Object({ user: Type.Object(UserChangeFields) });
const NewPassword = Type.Object({ user: Type.Object({ original_password: secretText(0), password: secretText(1) }) });
/** No password expires here, so that nobody's is before or after any time. */
const expiry = Type.String({
  maxLength: 64,
  pattern: '^((lt|lte|gt|gte|eq|neq):)?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z?$',
  description: 'a time, behind lt:, lte:, gt:, gte:, eq: or neq:, such as lt:2026-11-23T10:15:00Z',
});
const Filters = Type.Object({
  name: Type.Optional(filterText),
  domain_id: Type.Optional(filterText),
  enabled: Type.Optional(Type.Boolean()),
  password_expires_at: Type.Optional(expiry),
  ...numberedPage,
});

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
      const page = numbered(query.password_expires_at === undefined ? done.value.value.items : [], query);
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
    decode: ({ body: { user } }) => ok(decodeNewUser(user)),
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
    decode: ({ params, body: { user } }) => ok({ ...userId(params), ...decodeUserChange(user) }),
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
