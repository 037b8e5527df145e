import { err, ok, type Execute, type Problem, type Result } from '@isthmus/core';
import { Type, type Static, type TSchema } from 'typebox';
import { Check } from '../check.ts';
import type { Endpoint, WireRequest, WireResponse } from '../endpoint.ts';
import { filterText } from '../fields.ts';
import { mostRows, neutronPage } from '../page.ts';
import { readQuery } from '../query.ts';
import { pageBody } from './link.ts';

/**
 * What every v2.0 read takes beside its own parameters, as upstream's do: `fields` to have some attributes alone, a filter
 * that is repeated for "one of", and `sort_key` with `sort_dir`.
 */
const mostValues = 50;
const words = Type.Optional(Type.Array(filterText, { maxItems: mostValues, description: `up to ${mostValues} values` }));
const ShowSelection = Type.Object({ fields: words });
const Selection = Type.Object({ fields: words, sort_key: words, sort_dir: words, ...neutronPage });
const own: readonly string[] = ['fields', 'sort_key', 'sort_dir'];

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Node = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
};
type Key = readonly [attribute: string, sign: 1 | -1];

/** The row with those parameters; what is no read of one thing or of a list of things stays as it is. */
export function selecting(inner: Endpoint): Endpoint {
  const properties = Object.entries((inner.responses[200] as Node | null | undefined)?.properties ?? {});
  if (inner.method !== 'GET' || inner.operations.length === 0 || inner.path.includes(':project_id')) return inner;
  const list = properties.find(([, { type }]) => type === 'array');
  const isPaged = Object.hasOwn((inner.query as Node | undefined)?.properties ?? {}, 'marker');
  if (list !== undefined && isPaged) return selectingList(inner, list[0], list[1].items?.properties ?? {});
  const check = new Check(ShowSelection);
  return {
    ...around(inner, ShowSelection),
    async answer(request, execute) {
      const answer = await inner.answer(request, execute);
      const selection = check.check(readQuery(ShowSelection, request.query));
      if (!answer.ok || !selection.ok) return answer.ok ? (selection as Result<never, Problem>) : answer;
      const picked = Object.entries(answer.value.body as Readonly<Record<string, object>>).map(([name, value]) => [
        name,
        pick(value, selection.value.fields),
      ]);
      return ok({ ...answer.value, body: Object.fromEntries(picked) as unknown });
    },
  };
}

function selectingList(inner: Endpoint, plural: string, attributes: Readonly<Record<string, Node>>): Endpoint {
  const check = new Check(Selection);
  const sortable = Object.keys(attributes).filter((name) => isPlain(attributes[name]));
  return {
    ...around(inner, Selection),
    async answer(request, execute) {
      const selection = check.check(readQuery(Selection, request.query));
      const keys = selection.ok ? sortKeys(selection.value, sortable) : selection;
      const questions = questionsOf(inner, request);
      // Who asks is judged before what is asked.
      if (!selection.ok || !keys.ok || !questions.ok || (keys.value.length === 0 && questions.value.length === 1)) {
        const answer = await inner.answer(request, execute);
        if (!answer.ok || !selection.ok) return answer.ok ? (selection as Result<never, Problem>) : answer;
        if (!keys.ok || !questions.ok) return keys.ok ? (questions as Result<never, Problem>) : keys;
        return withRows(answer.value, plural, (row) => pick(row, selection.value.fields));
      }
      const ask = (query: WireRequest['query']) => rowsOf(inner, plural, { ...request, query }, execute);
      const page = keys.value.length > 0 ? sortedPage : mergedPage;
      const found = await page(ask, questions.value, selection.value, keys.value);
      if (!found.ok) return found;
      const body = pageBody(plural, found.value, { query: selection.value, request, path: inner.path });
      const shown = selection.value.fields ?? Object.keys(attributes);
      return withRows({ status: 200, body }, plural, (row) => pick(row, shown));
    },
  };
}

/** The endpoint's description with these parameters added. */
const around = (inner: Endpoint, selection: typeof ShowSelection | typeof Selection) => ({
  ...inner,
  query: Type.Object({ ...(inner.query as { properties?: Record<string, TSchema> } | undefined)?.properties, ...selection.properties }),
  ignoredFields: (request: Pick<WireRequest, 'query' | 'body'>) =>
    inner.ignoredFields(request).filter((name) => !own.includes(name.slice(1)) || !Object.hasOwn(selection.properties, name.slice(1))),
});

const pick = (row: object, fields: readonly string[] = []): object =>
  fields.length === 0 ? row : Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));

const withRows = (answer: WireResponse, plural: string, change: (row: Row) => object): Result<WireResponse, Problem> => {
  const body = answer.body as Readonly<Record<string, unknown>>;
  return ok({ ...answer, body: { ...body, [plural]: (body[plural] as readonly Row[]).map(change) } });
};

/** Texts, numbers and truths can be ordered; lists and objects cannot. */
const isPlain = (node: Node | undefined): boolean =>
  node?.anyOf?.every(isPlain) ?? (node?.type === undefined || ['string', 'integer', 'boolean', 'null'].includes(node.type));

function sortKeys(
  { sort_key = [], sort_dir = [] }: Static<typeof Selection>,
  sortable: readonly string[],
): Result<readonly Key[], Problem> {
  const unknown = sort_key.find((name) => !sortable.includes(name));
  if (unknown !== undefined) return wrong('sort_key', 'is no attribute that rows can be sorted by', `use one of ${sortable.join(', ')}`);
  if (sort_dir.some((word) => word !== 'asc' && word !== 'desc')) return wrong('sort_dir', 'is no direction', 'use asc or desc');
  if (sort_dir.length > 0 && sort_dir.length !== sort_key.length)
    return wrong('sort_dir', 'is not given as often as sort_key', 'give one direction for each key, or none');
  return ok(sort_key.map((name, index): Key => [name, sort_dir[index] === 'desc' ? -1 : 1]));
}

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', field, reason, fix });

/** One question for each combination of the values of repeated filters. */
function questionsOf({ query }: Endpoint, request: WireRequest): Result<readonly WireRequest['query'][], Problem> {
  let questions: readonly WireRequest['query'][] = [request.query];
  for (const [name, { type }] of Object.entries((query as Node).properties ?? {})) {
    const given = Object.hasOwn(request.query, name) ? request.query[name] : undefined;
    if (type === 'array' || typeof given !== 'object' || Object.hasOwn(neutronPage, name)) continue;
    questions = questions.flatMap((question) =>
      [...new Set(given)].slice(0, mostValues + 1).map((value) => ({ ...question, [name]: value })),
    );
    if (questions.length > mostValues) return wrong(name, 'has too many values', `use at most ${mostValues} in all`);
  }
  return ok(questions);
}

interface Found {
  readonly items: readonly Row[];
  readonly more: boolean;
}
type Ask = (query: WireRequest['query']) => Promise<Result<Found, Problem>>;

async function rowsOf(inner: Endpoint, plural: string, request: WireRequest, execute: Execute): Promise<Result<Found, Problem>> {
  const answer = await inner.answer(request, execute);
  if (!answer.ok) return answer;
  const body = answer.value.body as Readonly<Record<string, unknown>>;
  // Where a row is of a network and has no id of its own, it is known by the network's.
  const items = (body[plural] as readonly Row[]).map((row) => ({ ...row, id: row.id ?? row['network_id'] }));
  const links = (body[`${plural}_links`] ?? []) as readonly { readonly rel: string }[];
  return ok({ items, more: links.some(({ rel }) => rel === 'next') });
}

/** Pages of one place in several lists make one page: the nearest rows of all of them. */
async function mergedPage(
  ask: Ask,
  questions: readonly WireRequest['query'][],
  page: Static<typeof Selection>,
): Promise<Result<Found, Problem>> {
  const rows = new Map<string, Row>();
  let unread = false;
  for (const question of questions) {
    const found = await ask(question);
    if (!found.ok) return found;
    unread ||= found.value.more;
    for (const row of found.value.items) rows.set(row.id, row);
  }
  const sorted = [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const most = Math.min(page.limit || mostRows, mostRows);
  return ok({ items: page.page_reverse === true ? sorted.slice(-most) : sorted.slice(0, most), more: unread || sorted.length > most });
}

/** Everything is read, for an order of its own; it is the caller's own, and a quota ends most of it. */
async function sortedPage(
  ask: Ask,
  questions: readonly WireRequest['query'][],
  { limit, marker = '', page_reverse: reverse }: Static<typeof Selection>,
  keys: readonly Key[],
): Promise<Result<Found, Problem>> {
  const rows = new Map<string, Row>();
  for (const { marker: _, page_reverse: __, ...question } of questions) {
    for (let at: string | undefined = ''; at !== undefined;) {
      const found: Result<Found, Problem> = await ask({ ...question, limit: `${mostRows}`, ...(at === '' ? {} : { marker: at }) });
      if (!found.ok) return found;
      for (const row of found.value.items) rows.set(row.id, row);
      at = found.value.items.length < mostRows ? undefined : found.value.items.at(-1)?.id;
    }
  }
  const sorted = [...rows.values()].toSorted((a, b) => order(a, b, keys));
  const most = Math.min(limit || mostRows, mostRows);
  const place = sorted.findIndex(({ id }) => id === marker);
  if (marker !== '' && place < 0) return ok({ items: [], more: false });
  const beyond = reverse === true ? sorted.slice(0, marker === '' ? sorted.length : place) : sorted.slice(place + 1);
  return ok({ items: reverse === true ? beyond.slice(-most) : beyond.slice(0, most), more: beyond.length > most });
}

/** Rows without a value come first, and equal ones stand by their ids. */
function order(a: Row, b: Row, keys: readonly Key[]): number {
  for (const [name, sign] of keys) {
    const [x, y] = [(a[name] ?? '') as string, (b[name] ?? '') as string];
    if (x !== y) return x < y ? -sign : sign;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
