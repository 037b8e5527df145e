import type { TSchema } from 'typebox';
import type { WireRequest } from './endpoint.ts';

const most = 20;
type Node = { readonly properties?: Readonly<Record<string, Node>>; readonly items?: Node; readonly anyOf?: readonly Node[] };

/** What of a request no schema mentions, see `Endpoint.ignoredFields`. An attacker's long names are cut off. */
export function ignoredFields(
  query: TSchema | undefined,
  body: TSchema | undefined,
  request: Pick<WireRequest, 'query' | 'body'>,
): readonly string[] {
  const known = (query as Node | undefined)?.properties ?? {};
  const unread = Object.keys(request.query).filter((name) => !Object.hasOwn(known, name));
  return [...unread.map((name) => `?${name.slice(0, 64)}`), ...fieldsBeyond((body as Node | undefined) ?? {}, request.body, '', 0)].slice(
    0,
    most,
  );
}

/**
 * The value with what its schema mentions, and nothing else: what is not checked reaches no handler, whose decoder may know
 * fields that this row has not.
 */
export function mentioned(schema: TSchema | Node, value: unknown): unknown {
  const node = schema as Node;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = node.items ?? node.anyOf?.find((one) => one.items !== undefined)?.items;
    return items === undefined ? value : value.map((one) => mentioned(items, one));
  }
  if (!namesProperties(node)) return value;
  const properties = propertiesOf(node);
  const kept = Object.entries(value).filter(([name]) => Object.hasOwn(properties, name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, mentioned(properties[name] ?? {}, inner)]));
}

function fieldsBeyond(schema: Node, value: unknown, path: string, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? [] : [...new Set(value.slice(0, most).flatMap((one) => fieldsBeyond(items, one, path, depth + 1)))];
  }
  const properties = propertiesOf(schema);
  return Object.entries(value)
    .slice(0, 10 * most)
    .flatMap(([name, inner]) => {
      const at = `${path}${path === '' ? '' : '.'}${name.slice(0, 64)}`;
      return Object.hasOwn(properties, name) ? fieldsBeyond(properties[name] ?? {}, inner, at, depth + 1) : [at];
    });
}

const namesProperties = ({ properties, anyOf = [] }: Node): boolean => properties !== undefined || anyOf.some(namesProperties);

const propertiesOf = (schema: Node): Readonly<Record<string, Node>> =>
  Object.assign({}, schema.properties, ...(schema.anyOf ?? []).map(propertiesOf)) as Readonly<Record<string, Node>>;
