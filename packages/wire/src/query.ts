import type { TObject } from 'typebox';
import type { WireRequest } from './endpoint.ts';

type Property = { readonly type?: string; readonly items?: Property };

/**
 * The declared query parameters as the values their schema speaks of: query strings know only text. What cannot be
 * read stays text, so that the schema refuses it by name. Undeclared parameters are left out: clients send many.
 */
export function readQuery(schema: TObject, query: WireRequest['query']): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties as Readonly<Record<string, Property>>)) {
    if (!Object.hasOwn(query, name)) continue;
    const given = query[name];
    read[name] = property.type === 'array' ? [given].flat().map((one) => readValue(property.items, one)) : readValue(property, given);
  }
  return read;
}

function readValue(property: Property | undefined, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  if (property?.type === 'integer' && /^-?\d{1,15}$/.test(given)) return Number(given);
  if (property?.type === 'boolean' && /^(true|false)$/i.test(given)) return given.toLowerCase() === 'true';
  return given;
}
