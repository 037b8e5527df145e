import { ok, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, emptyText, named, oneOf } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { microTime } from '../times.ts';
import { NewUserFields, UserChangeFields, UserShown, decodeNewUser, decodeUserChange, renderUser, userId } from '../user-shape.ts';

/** Users once more, as Terraform makes them: the same user, with fields of an address book that are empty here. */
const dialect = 'iam-v3';
const path = '/v3.0/OS-USER/users';
const resource = 'user';

const Shown = named(
  'UserDetails',
  Type.Object({
    ...UserShown,
    areacode: anyText,
    phone: anyText,
    access_mode: anyText,
    is_domain_owner: Type.Boolean(),
    pwd_strength: anyText,
    create_time: anyText,
    last_login_time: anyText,
    xuser_id: anyText,
    xuser_type: anyText,
  }),
);
const Wrapped = Type.Object({ user: Shown });

const render = (user: PublicUser, site: Site) => ({
  ...renderUser(user, `${site.baseUrl}${path}`),
  areacode: '',
  phone: '',
  access_mode: 'default',
  is_domain_owner: false,
  pwd_strength: '',
  create_time: microTime(user.createdAt),
  last_login_time: '',
  xuser_id: '',
  xuser_type: '',
});

/** What would be promised and not kept is refused: a user here logs in both ways and has no telephone. */
const detailFields = {
  access_mode: Type.Optional(oneOf(['default'])),
  areacode: Type.Optional(emptyText),
  phone: Type.Optional(emptyText),
  // Read and without effect: nobody is made to choose a new password at the first login.
  pwd_status: Type.Optional(Type.Boolean()),
};
const Create = Type.Object({ user: Type.Object({ ...NewUserFields, ...detailFields }) });
const Update = Type.Object({ user: Type.Object({ ...UserChangeFields, ...detailFields }) });

export const users: readonly Endpoint[] = [
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
    decode: ({ params, body: { user } }) => ok({ ...userId(params), ...decodeUserChange(user) }),
    encode: (user, { request }) => ({ user: render(user, request.site) }),
  }),
];
