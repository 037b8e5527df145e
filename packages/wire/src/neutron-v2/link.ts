import type { Listed } from '@isthmus/core';
import { Type } from 'typebox';
import type { WireRequest } from '../endpoint.ts';
import type { PageQuery } from '../page.ts';

export const Links = Type.Array(Type.Object({ rel: Type.String(), href: Type.String() }));

/**
 * The body of a v2.0 list: the rows ascending by id, and the links to the pages beside it. Upstream's rule: with a
 * limit, `next` unless the page is short, `previous` unless it is short and was walked backwards (so a first page has
 * a `previous` too); without one, `next` alone and only where 2000 rows were not enough.
 */
export function listBody<T>(
  plural: string,
  listed: Listed<T & { readonly id: string }>,
  render: (item: T) => unknown,
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const items = listed.items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const body = pageBody(plural, { items, more: listed.more }, asked);
  return { ...body, [plural]: items.map(render) };
}

interface Asked {
  readonly query: PageQuery;
  readonly request: WireRequest;
  readonly path: string;
}

/** The same of rows that have their order, and are shown as they are. */
export function pageBody(
  plural: string,
  { items: rows, more }: Listed<{ readonly id: string }>,
  asked: Asked,
): Readonly<Record<string, unknown>> {
  const { limit = 0, page_reverse: reverse = false } = asked.query;
  const short = rows.length < limit;
  const next = limit > 0 ? !short || reverse : more;
  const previous = limit > 0 && !(short && reverse);
  const links = [
    ...(next ? [{ rel: 'next', href: hrefOf(asked, rows.at(-1)?.id, 'forwards') }] : []),
    ...(previous ? [{ rel: 'previous', href: hrefOf(asked, rows[0]?.id, 'backwards') }] : []),
  ];
  return { [plural]: rows, ...(links.length === 0 ? {} : { [`${plural}_links`]: links }) };
}

/** The request's own parameters with another place to start from. */
function hrefOf(asked: Pick<Asked, 'request' | 'path'>, marker: string | undefined, way: 'forwards' | 'backwards') {
  const { query, site } = asked.request;
  const kept = Object.entries(query).filter(([name]) => name !== 'marker' && name !== 'page_reverse');
  const pairs = kept.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  if (marker !== undefined) pairs.push(['marker', marker]);
  if (way === 'backwards') pairs.push(['page_reverse', 'True']);
  return `${site.baseUrl}${asked.path}?${pairs.map((pair) => pair.map(encodeURIComponentSafely).join('=')).join('&')}`;
}

/** Half a surrogate pair cannot be encoded, and need not be: nothing has such a name. */
const encodeURIComponentSafely = (text: string): string => encodeURIComponent(text.toWellFormed());
