import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialects } from './endpoint.ts';
import { openapi } from './openapi.ts';
import { endpoints } from './rows.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly object[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
const site = { baseUrl: 'http://127.0.0.1:9696' };

function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [inner as string] : references(inner)));
}
const resolve = (document: object, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);

for (const dialect of dialects) {
  const document = JSON.parse(JSON.stringify(openapi(dialect, site))) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ path, method, one })),
  );

  test(`the document of ${dialect} has every row once`, () => {
    const rows = endpoints.filter((row) => row.dialect === dialect);
    assert.equal(operations.length, rows.length);
    assert.match(document.openapi, /^3\.1\./);
    const ids = operations.map(({ one }) => one.operationId);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(
      ids.every((id) => /^[a-z][A-Za-z0-9_]*$/.test(id)),
      'fit for a generator',
    );
  });

  test(`every reference in the document of ${dialect} leads somewhere`, () => {
    const found = references(document);
    assert.ok(found.length > 0);
    for (const reference of found) assert.notEqual(resolve(document, reference), undefined, reference);
  });

  test(`every path parameter of ${dialect} is declared, and no other`, () => {
    for (const { path, one } of operations) {
      const declared = (one.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        declared.map(({ name }) => name),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        path,
      );
      assert.ok(declared.every(({ required }) => required));
    }
  });

  test(`every operation of ${dialect} has a success, a refusal and a security rule`, () => {
    for (const { path, one } of operations) {
      assert.ok(
        Object.keys(one.responses).some((status) => /^[23]\d\d$/.test(status)),
        path,
      );
      assert.ok('default' in one.responses);
      assert.ok(Array.isArray(one.security));
      assert.ok(one.summary.length > 5);
    }
  });
}

test('a GET never has a request body', () => {
  for (const dialect of dialects)
    for (const item of Object.values((openapi(dialect) as unknown as Document).paths)) assert.equal(item['get']?.requestBody, undefined);
});

test('what a POST makes is linked to what can be asked of it', () => {
  const document = openapi('neutron-v2') as unknown as Document;
  const created = document.paths['/v2.0/vpc/peerings']?.['post']?.responses['201'] as
    | { links: Record<string, { parameters: object }> }
    | undefined;
  const links = created?.links ?? {};
  assert.deepEqual(links['put_v2_0_vpc_peerings_peering_id_accept']?.parameters, { peering_id: '$response.body#/peering/id' });
  assert.equal(Object.keys(links).length, 5);
});
