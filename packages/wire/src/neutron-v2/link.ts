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
  asked: { readonly query: PageQuery; readonly request: WireRequest; readonly path: string },
): Readonly<Record<string, unknown>> {
  const rows = listed.items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const { limit = 0, page_reverse: reverse = false } = asked.query;
  const short = rows.length < limit;
  const next = limit > 0 ? !short || reverse : listed.more;
  const previous = limit > 0 && !(short && reverse);
  const links = [
    ...(next ? [{ rel: 'next', href: hrefOf(asked, rows.at(-1)?.id, 'forwards') }] : []),
    ...(previous ? [{ rel: 'previous', href: hrefOf(asked, rows[0]?.id, 'backwards') }] : []),
  ];
  return { [plural]: rows.map(render), ...(links.length === 0 ? {} : { [`${plural}_links`]: links }) };
}

/** The request's own parameters with another place to start from. */
function hrefOf(
  asked: { readonly request: WireRequest; readonly path: string },
  marker: string | undefined,
  way: 'forwards' | 'backwards',
) {
  const { query, site } = asked.request;
  const kept = Object.entries(query).filter(([name]) => name !== 'marker' && name !== 'page_reverse');
  const pairs = kept.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  if (marker !== undefined) pairs.push(['marker', marker]);
  if (way === 'backwards') pairs.push(['page_reverse', 'True']);
  return `${site.baseUrl}${asked.path}?${pairs.map((pair) => pair.map(encodeURIComponentSafely).join('=')).join('&')}`;
}

/** Half a surrogate pair cannot be encoded, and need not be: nothing has such a name. */
const encodeURIComponentSafely = (text: string): string => encodeURIComponent(text.toWellFormed());
