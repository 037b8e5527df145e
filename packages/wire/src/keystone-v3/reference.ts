import { idOf, type DomainId, type DomainRef, type ProjectId, type UserId } from '@isthmus/core';
import { Type } from 'typebox';
import { anyText, idOrEmptyText, orNull, printableText } from '../fields.ts';

/** How a token request names an account, project or user. Clients send empty texts and null for what they leave out. */
const id = Type.Optional(orNull(idOrEmptyText));
const name = Type.Optional(orNull(printableText(0, 255)));
export const DomainField = Type.Optional(orNull(Type.Object({ id, name }, { description: 'a domain by id or by name' })));
export const NamedFields = { id, name, domain: DomainField };
export const DomainFields = Type.Object({ id, name }, { description: 'a domain by id or by name' });

type Given = { readonly id?: string | null; readonly name?: string | null } | null | undefined;
export type GivenWithDomain = { readonly id?: string | null; readonly name?: string | null; readonly domain?: Given };

/** Null where neither an id nor a name was given. */
export function domainRef(given: Given): DomainRef | null {
  if (given?.id) return { id: idOf<DomainId>(given.id) };
  return given?.name ? { name: given.name } : null;
}

export type ProjectRef = { readonly id: ProjectId } | { readonly name: string; readonly domain?: DomainRef };

export function projectRef(given: GivenWithDomain): ProjectRef | null {
  if (given.id) return { id: idOf<ProjectId>(given.id) };
  if (!given.name) return null;
  const domain = domainRef(given.domain);
  return { name: given.name, ...(domain === null ? {} : { domain }) };
}

export type UserRef = { readonly id: UserId } | { readonly name: string; readonly domain: DomainRef };

/** Null where the user is not named, or by a name without its domain. */
export function userRef(given: GivenWithDomain): UserRef | null {
  if (given.id) return { id: idOf<UserId>(given.id) };
  const domain = domainRef(given.domain);
  return given.name && domain !== null ? { name: given.name, domain } : null;
}

export const IdAndName = Type.Object({ id: anyText, name: anyText });
