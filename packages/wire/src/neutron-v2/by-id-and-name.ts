import { idOf, isUuid, type Branded } from '@isthmus/core';

/** The filter of a list by its rows' own id and name; null where the id is none, and nothing can match. */
export function byIdAndName<Own extends Branded<string>>({ id, name }: { readonly id?: string; readonly name?: string }) {
  if (id !== undefined && !isUuid(id)) return null;
  return { ...(id === undefined ? {} : { id: idOf<Own>(id) }), ...(name === undefined ? {} : { name }) };
}
