import { err, ok, type Problem, type ResourceKind, type Result } from '@isthmus/core';
import { Type } from 'typebox';
import type { WireRequest } from './endpoint.ts';
import { filterText, idText } from './fields.ts';

/** The two names that v2.0 has for the one project that owns a thing. */
export const OwnerFields = { tenant_id: Type.Optional(idText), project_id: Type.Optional(idText) };
export const OwnerFilters = { tenant_id: Type.Optional(filterText), project_id: Type.Optional(filterText) };
interface Owner {
  readonly tenant_id?: string;
  readonly project_id?: string;
}

/** Clients name their own project, and may; nothing can be made for another. */
export function checkOwner(
  { tenant_id, project_id }: Owner,
  { principal }: Pick<WireRequest, 'principal'>,
  resource: ResourceKind,
  wrapper: string,
): Result<void, Problem> {
  for (const [name, value] of Object.entries({ tenant_id, project_id }))
    if (value !== undefined && value !== principal?.project?.id)
      return err({ kind: 'invalid-field', resource, field: `${wrapper}.${name}`, reason: 'is not your project', fix: 'leave it out' });
  return ok(undefined);
}

/** Whether a list filtered so can have rows at all: every row is the caller's own. */
export const isOwner = ({ tenant_id, project_id }: Owner, { principal }: Pick<WireRequest, 'principal'>): boolean =>
  [tenant_id, project_id].every((id) => id === undefined || id === principal?.project?.id);
