import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Problem } from '@isthmus/core';
import { encodeProblem, endpoints, type Endpoint } from '../src/index.ts';
import { bodies } from './request.ts';
import { asking, called, paramsOf, scripted } from './world.ts';

/**
 * Every field of every body and every query parameter, with values of the wrong type, missing, over-long and hostile.
 * The fields come from the schemas of the rows, so a new row is tested without a word here.
 */
type Node = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly unknown[];
};
type Path = readonly (string | number)[];

interface Field {
  readonly path: Path;
  readonly schema: Node;
  readonly required: boolean;
}

function fieldsOf(schema: Node, path: Path = []): readonly Field[] {
  const object = schema.properties ? schema : schema.anyOf?.find((one) => one.properties);
  const inner = Object.entries(object?.properties ?? {}).flatMap(([name, child]) => [
    { path: [...path, name], schema: child, required: object?.required?.includes(name) ?? false },
    ...fieldsOf(child, [...path, name]),
  ]);
  const array = schema.items ? schema : schema.anyOf?.find((one) => one.items);
  const { items } = array ?? {};
  return items ? [...inner, { path: [...path, 0], schema: items, required: false }, ...fieldsOf(items, [...path, 0])] : inner;
}

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], []);
const typesOf = (schema: Node): readonly string[] => (schema.anyOf ?? [schema]).map(({ type }) => type ?? 'object');

/** Odd, and a text all the same: a free text may hold them, for it is only ever compared and shown. */
const odd: readonly (readonly [string, string])[] = [
  ['a shell command', "x'; rm -rf / #$(reboot)`"],
  ['a path', '../../etc/passwd'],
  ['markup', '<script>alert(1)</script>'],
];
/** What no field at all may hold, whatever its type. */
const impossible: readonly (readonly [string, unknown])[] = [
  ['NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800'],
  ['a million characters', 'x'.repeat(1_000_000)],
  ['one visible character of a million code points', `e${'\u0301'.repeat(1_000_000)}`],
  ['nested arrays', nested(1000)],
  ['__proto__', JSON.parse('{"__proto__":{"admin":true},"constructor":1}')],
];
const ofAnotherType: Readonly<Record<string, unknown>> = {
  string: 'a<text>',
  integer: 1,
  boolean: true,
  object: {},
  array: [[]],
  null: null,
  fraction: 1.5,
};

const freeTexts = ['name', 'description', 'email', 'password', 'original_password'];
/** A token, and a name that is looked for. */
const freePaths = ['auth.identity.token.id', 'matches.0.value'];
const isFreeText = ({ path }: Field): boolean => freeTexts.includes(String(path.at(-1))) || freePaths.includes(path.join('.'));

function withValue(body: unknown, path: Path, change: (holder: Record<string | number, unknown>, last: string | number) => void): unknown {
  const copy = structuredClone(body) as Record<string | number, unknown>;
  let holder = copy;
  for (const [index, part] of path.slice(0, -1).entries())
    holder = (holder[part] ??= typeof path[index + 1] === 'number' ? [] : {}) as Record<string | number, unknown>;
  change(holder, path.at(-1) ?? '');
  return copy;
}

const ask = (row: Endpoint, parts: { readonly body?: unknown; readonly query?: Record<string, string | string[]> }) =>
  row.answer(asking({ params: paramsOf(row), headers: { 'x-subject-token': 't' }, ...parts }), scripted());

/** A problem that names `path` (or what lies in or above it), in an envelope of its dialect, small enough to log. */
async function refused(row: Endpoint, path: Path, parts: Parameters<typeof ask>[1], what: string): Promise<void> {
  const answer = await ask(row, parts);
  assert.ok(!answer.ok, `${called(row)} ${path.join('.')}: ${what} was taken`);
  names(answer.problem, path.join('.'), what);
  const { status, body } = encodeProblem(answer.problem, row.dialect, '0'.repeat(32));
  assert.equal(status, 400, what);
  assert.ok(JSON.stringify(body).length < 1000, `${what}: the answer is too long`);
}

function names(problem: Problem, path: string, what: string): void {
  assert.equal(problem.kind, 'invalid-field', what);
  const field = problem.kind === 'invalid-field' ? problem.field : '';
  assert.ok(
    field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`),
    `${what}: ${path} is wrong, and ${field} is named`,
  );
}

for (const row of endpoints.filter(({ body }) => body !== undefined)) {
  const good = bodies[called(row)];
  const fields = fieldsOf(row.body as Node);

  test(`${called(row)}: a right body is taken`, async () => {
    assert.ok(good, 'test/request.ts has a body for every row');
    const answer = await ask(row, { body: good });
    assert.ok(answer.ok, JSON.stringify(answer));
  });

  for (const field of fields) {
    const at = field.path.join('.');
    test(`${called(row)}: ${at} of a wrong type is refused by name`, async () => {
      const types = typesOf(field.schema);
      for (const [type, value] of Object.entries(ofAnotherType).filter(([other]) => !types.includes(other)))
        await refused(row, field.path, { body: withValue(good, field.path, (holder, last) => (holder[last] = value)) }, type);
    });

    if (field.required)
      test(`${called(row)}: ${at} missing is refused by name`, async () => {
        const body = withValue(good, field.path, (holder, last) => Reflect.deleteProperty(holder, last));
        await refused(row, field.path, { body }, 'missing');
      });

    test(`${called(row)}: ${at} over-long or hostile is refused by name`, async () => {
      for (const [what, value] of impossible.filter(([name]) => name !== '__proto__' || !takesAnyObject(field.schema)))
        await refused(row, field.path, { body: withValue(good, field.path, (holder, last) => (holder[last] = value)) }, what);
    });

    test(`${called(row)}: ${at} odd is refused by name, unless it is a free text`, async () => {
      for (const [what, value] of odd) {
        const body = withValue(good, field.path, (holder, last) => (holder[last] = value));
        if (!isFreeText(field)) await refused(row, field.path, { body }, what);
        else {
          const answer = await ask(row, { body });
          if (!answer.ok) names(answer.problem, at, what);
        }
      }
    });
  }

  test(`${called(row)}: a body that is no object is a problem`, async () => {
    for (const body of [undefined, null, 1, 'text', true, [], nested(1000)]) {
      const answer = await ask(row, { body });
      assert.ok(!answer.ok && answer.problem.kind === 'malformed-body', JSON.stringify(answer));
    }
  });
}

/** An object none of whose fields is required takes any object: what it does not know is ignored. */
const takesAnyObject = (schema: Node): boolean =>
  schema.anyOf?.some(takesAnyObject) ?? (schema.type === 'object' && (schema.required?.length ?? 0) === 0);

for (const row of endpoints.filter(({ query }) => query !== undefined))
  for (const [name, schema] of Object.entries((row.query as Node).properties ?? {}))
    test(`${called(row)}: ?${name} of whatever kind never throws, and names itself where it is refused`, async () => {
      const values = [
        '',
        '0',
        '-1',
        '1.5',
        '1e9',
        'NaN',
        '99999999999999999999',
        'true',
        "'; drop table vpcs",
        '../../',
        'a\u0000b',
        '\ud800',
        'x'.repeat(1_000_000),
      ];
      for (const value of [...values, ['a', 'b'], Array.from({ length: 1000 }, () => 'x')]) {
        const answer = await ask(row, { query: { [name]: value }, ...(row.body === undefined ? {} : { body: bodies[called(row)] }) });
        if (answer.ok) assert.ok(answer.value.status in row.responses);
        else if (name !== 'page' && name !== 'per_page') names(answer.problem, name, JSON.stringify(value).slice(0, 80));
        if (typesOf(schema).includes('integer') && typeof value === 'string') {
          const whole = /^\d{1,15}$/.test(value);
          if (!whole) assert.ok(!answer.ok, `${value.slice(0, 40)} is no integer`);
        }
      }
    });

test('a body with inherited names finds nothing there', async () => {
  const row = endpoints.find((one) => called(one) === 'POST /v2.0/vpc/peerings');
  assert.ok(row);
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const answer = await row.answer(
      asking({ body: JSON.parse(`{"${name}":{"name":"x"}}`), query: JSON.parse(`{"${name}":"x"}`) }),
      async () => ok({} as never),
    );
    assert.ok(!answer.ok && answer.problem.kind === 'invalid-field' && answer.problem.field === 'peering');
    assert.deepEqual(row.ignoredFields({ query: {}, body: JSON.parse(`{"peering":{"${name}":1}}`) }), [`peering.${name}`]);
  }
});
