import { idOf, ok, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, descriptionText, emptyText, idText, named, nullableText, oneOf, printableText, secretText } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { microTime } from '../times.ts';

/** Users once more, as Terraform makes them: the same user, with fields of an address book that are empty here. */
const dialect = 'keystone-v3';
const path = '/v3.0/OS-USER/users';
const resource = 'user';

const Shown = named(
  'UserDetails',
  Type.Object({
    id: anyText,
    name: anyText,
    domain_id: anyText,
    enabled: Type.Boolean(),
    description: anyText,
    email: anyText,
    areacode: anyText,
    phone: anyText,
    access_mode: anyText,
    is_domain_owner: Type.Boolean(),
    password_expires_at: nullableText,
    pwd_status: Type.Boolean(),
    pwd_strength: anyText,
    create_time: anyText,
    last_login_time: anyText,
    xuser_id: anyText,
    xuser_type: anyText,
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
  areacode: '',
  phone: '',
  access_mode: 'default',
  is_domain_owner: false,
  password_expires_at: null,
  pwd_status: true,
  pwd_strength: '',
  create_time: microTime(user.createdAt),
  last_login_time: '',
  xuser_id: '',
  xuser_type: '',
  links: { self: `${site.baseUrl}${path}/${user.id}` },
});

/** What would be promised and not kept is refused: a user here logs in both ways and has no telephone. */
const detailFields = {
  email: Type.Optional(printableText(0, 255)),
  description: Type.Optional(descriptionText),
  access_mode: Type.Optional(oneOf(['default'])),
  areacode: Type.Optional(emptyText),
  phone: Type.Optional(emptyText),
  // Read and without effect: nobody is made to choose a new password at the first login.
  pwd_status: Type.Optional(Type.Boolean()),
};
const Create = Type.Object({
  user: Type.Object({
    name: printableText(1, 64),
    domain_id: Type.Optional(idText),
    password: secretText(1),
    enabled: Type.Optional(Type.Literal(true, { description: 'true; disable the user afterwards' })),
    ...detailFields,
  }),
});
const Update = Type.Object({
  user: Type.Object({
    name: Type.Optional(printableText(1, 64)),
    password: Type.Optional(secretText(1)),
    enabled: Type.Optional(Type.Boolean()),
    ...detailFields,
  }),
});

const userId = (params: Readonly<Record<string, string>>) => ({ id: idOf<PublicUser['id']>(params['user_id'] ?? '') });

export const userDetails: readonly Endpoint[] = [
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
    method: 'GET',
    path: `${path}/:user_id`,
    summary: 'Show a user with its details',
    operation: 'show-user',
    success: [200, Wrapped],
    decode: ({ params }) => ok(userId(params)),
    encode: (user, { request }) => ({ user: render(user, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
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
];
