import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from '../src/index.ts';
import { bodies } from './request.ts';
import { asking, called, paramsOf, scripted, type Call } from './world.ts';

/** What no schema of a row checks, no handler of it may read: shared decoders know fields that one of their dialects has not. */
type Node = {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly additionalProperties?: unknown;
};
const isOpen = ({ additionalProperties, properties }: Node): boolean => properties !== undefined && additionalProperties !== false;
const partsOf = ({ properties = {}, items, anyOf = [] }: Node): readonly Node[] => [
  ...Object.values(properties),
  ...anyOf,
  ...(items === undefined ? [] : [items]),
];
const namesIn = (node: Node): readonly string[] => [...Object.keys(node.properties ?? {}), ...partsOf(node).flatMap(namesIn)];
/** A union of two bodies is told by the names it has. */
const bodyNames = endpoints.flatMap(({ body }) =>
  ((body as Node | undefined)?.anyOf ?? []).flatMap(({ properties }) => Object.keys(properties ?? {})),
);
const everyName = [...new Set(endpoints.flatMap(({ body }) => namesIn((body ?? {}) as Node)))].filter((name) => !bodyNames.includes(name));

/** The body with every name that any row knows, in each object whose schema is open and does not know it. */
function noisy(schema: Node, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => noisy(schema.items ?? schema.anyOf?.find(({ items }) => items)?.items ?? {}, one));
  if (typeof value !== 'object' || value === null) return value;
  const node = schema.properties ? schema : schema.anyOf?.find(({ properties }) => properties);
  if (node === undefined) return value;
  const known = node.properties ?? {};
  const inner = Object.entries(value).map(([name, one]) => [name, noisy(known[name] ?? {}, one)]);
  const noise = isOpen(node) ? everyName.filter((name) => !Object.hasOwn(known, name)).map((name) => [name, { odd: [1] }]) : [];
  return Object.fromEntries([...inner, ...noise]) as unknown;
}

for (const row of endpoints.filter(({ body }) => body !== undefined))
  test(`${called(row)}: a field that its schema does not know changes nothing`, async () => {
    const asked = async (body: unknown): Promise<readonly Call[]> => {
      const calls: Call[] = [];
      const answer = await row.answer(asking({ params: paramsOf(row), headers: { 'x-subject-token': 't' }, body }), scripted(calls));
      assert.ok(answer.ok, JSON.stringify(answer));
      return calls;
    };
    const good = bodies[called(row)];
    assert.deepEqual(await asked(noisy(row.body as Node, good)), await asked(good));
  });
