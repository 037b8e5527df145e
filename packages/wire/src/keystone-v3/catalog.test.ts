import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Principal } from '@isthmus/core';
import { acme, alice, aliceOfDomain, site } from '../../test/world.ts';
import { catalogOf } from './catalog.ts';
import { stableId } from './stable.ts';

const host = site.baseUrl;
/** What a client does: the first endpoint of that type whose region is the one it was told, or any. */
const find = (principal: Principal, type: string, region?: string) =>
  catalogOf(site, principal)
    .find((service) => service.type === type)
    ?.endpoints.find((endpoint) => endpoint.interface === 'public' && (region === undefined || endpoint.region === region))?.url;

const table: readonly (readonly [string, string])[] = [
  ['network', host],
  ['vpc', `${host}/v1/${acme}`],
  ['identity', `${host}/v3`],
];
for (const [type, url] of table)
  for (const region of [undefined, ...site.regions])
    test(`a client in ${region ?? 'no region'} finds ${type} at ${url.replace(acme, '{project}')}`, () =>
      assert.equal(find(alice, type, region), url));

test('a service that is not here is not named', () => {
  assert.deepEqual(
    catalogOf(site, alice).map(({ type }) => type),
    ['identity', 'network', 'vpc'],
  );
});

test('identity is published for region * first', () => {
  const [identity] = catalogOf(site, alice);
  assert.deepEqual([identity?.type, identity?.endpoints[0]?.region, identity?.endpoints[0]?.region_id], ['identity', '*', '*']);
});

test("the caller's own region comes first", () => {
  const inNl: Principal = { ...alice, project: { ...alice.project, region: 'eu-nl' } as NonNullable<Principal['project']> };
  assert.deepEqual(
    catalogOf(site, inNl)
      .find(({ type }) => type === 'vpc')
      ?.endpoints.map(({ region }) => region),
    ['eu-nl', 'eu-de'],
  );
});

test('without a project there is no endpoint that needs one', () => {
  assert.deepEqual(
    catalogOf(site, aliceOfDomain).map(({ type }) => type),
    ['identity', 'network'],
  );
});

test('ids are 32 hex, the same each time, and different for each', () => {
  const ids = catalogOf(site, alice).flatMap(({ id, endpoints }) => [id, ...endpoints.map((endpoint) => endpoint.id)]);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => /^[0-9a-f]{32}$/.test(id)));
  assert.deepEqual(catalogOf(site, alice), catalogOf(site, alice));
});

test('FNV-1a of 128 bits, by its published vectors', () => {
  assert.equal(stableId(''), '6c62272e07bb014262b821756295c58d');
  assert.equal(stableId('a'), 'd228cb696f1a8caf78912b704e4a8964');
});
