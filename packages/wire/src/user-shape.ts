import { idOf, type Input, type PublicUser } from '@isthmus/core';
import { Type } from 'typebox';
import { anyText, descriptionText, idText, nullableText, printableText, secretText } from './fields.ts';

/** What a user is in both of identity's APIs: `/v3/users`, and `/v3.0/OS-USER/users` with its further fields. */
export const UserShown = {
  id: anyText,
  name: anyText,
  domain_id: anyText,
  enabled: Type.Boolean(),
  description: anyText,
  email: anyText,
  password_expires_at: nullableText,
  pwd_status: Type.Boolean(),
  links: Type.Object({ self: anyText }),
};

/** `self` is the address of the collection. */
export const renderUser = (user: PublicUser, self: string) => ({
  id: user.id,
  name: user.name,
  domain_id: user.domainId,
  enabled: user.enabled,
  description: user.description,
  email: user.email,
  password_expires_at: null,
  pwd_status: true,
  links: { self: `${self}/${user.id}` },
});

const either = {
  email: Type.Optional(printableText(0, 255)),
  description: Type.Optional(descriptionText),
  enabled: Type.Optional(Type.Boolean()),
};
export const NewUserFields = {
  name: printableText(1, 64),
  password: Type.Optional(secretText(1)),
  domain_id: Type.Optional(idText),
  ...either,
};
export const UserChangeFields = { name: Type.Optional(printableText(1, 64)), password: Type.Optional(secretText(1)), ...either };

interface Changeable {
  readonly name?: string;
  readonly password?: string;
  readonly email?: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

/** A user without roles, as published. */
export const decodeNewUser = (user: Changeable & { readonly name: string; readonly domain_id?: string }) =>
  ({
    name: user.name,
    ...(user.password === undefined ? {} : { password: user.password }),
    email: user.email ?? '',
    description: user.description ?? '',
    enabled: user.enabled ?? true,
    roles: [],
    ...(user.domain_id === undefined ? {} : { domainId: idOf(user.domain_id) }),
  }) satisfies Input<'create-user'>;

export const decodeUserChange = ({ name, password, email, description, enabled }: Changeable): Omit<Input<'update-user'>, 'id'> => ({
  ...(name === undefined ? {} : { name }),
  ...(password === undefined ? {} : { password }),
  ...(email === undefined ? {} : { email }),
  ...(description === undefined ? {} : { description }),
  ...(enabled === undefined ? {} : { enabled }),
});

export const userId = (params: Readonly<Record<string, string>>) => ({ id: idOf<PublicUser['id']>(params['user_id'] ?? '') });
