import { idOf, ok, roles, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, idText, named, oneOf, printableText, secretText } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';

const dialect = 'native';
const path = '/isthmus/v1/users';
const resource = 'user';

export const UserShown = named(
  'User',
  Type.Object({
    id: anyText,
    name: anyText,
    domain_id: anyText,
    email: anyText,
    description: anyText,
    enabled: Type.Boolean(),
    roles: Type.Array(oneOf(roles)),
    created_at: anyText,
  }),
);

export const renderUser = (user: PublicUser) => ({
  id: user.id,
  name: user.name,
  domain_id: user.domainId,
  email: user.email,
  description: user.description,
  enabled: user.enabled,
  roles: user.roles,
  created_at: rfc3339Time(user.createdAt),
});

export const userName = printableText(1, 64);
export const newPassword = secretText(8);
/** The installation's administrator is not made through the wire. */
const givenRoles = roles.filter((role) => role !== 'administrator');

export const users: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a user with roles; the administrator may name another account',
    resource,
    operation: 'create-user',
    body: Type.Object({
      name: userName,
      password: newPassword,
      email: Type.Optional(printableText(0, 255)),
      description: Type.Optional(descriptionText),
      roles: Type.Optional(Type.Array(oneOf(givenRoles), { maxItems: 8, description: `an array of ${givenRoles.join(', ')}` })),
      domain_id: Type.Optional(idText),
    }),
    success: [201, UserShown],
    decode: ({ body }) =>
      ok({
        name: body.name,
        password: body.password,
        email: body.email ?? '',
        description: body.description ?? '',
        roles: [...new Set(body.roles ?? ['vpc_full' as const])],
        ...(body.domain_id === undefined ? {} : { domainId: idOf(body.domain_id) }),
      }),
    encode: renderUser,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:user_id/password`,
    summary: "Set a user's password, which ends the user's tokens",
    resource,
    operation: 'set-password',
    body: Type.Object({ password: newPassword }),
    success: [204, null],
    decode: ({ params, body }) => ok({ id: idOf<PublicUser['id']>(params['user_id'] ?? ''), password: body.password }),
  }),
];
