import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking } from '../../test/world.ts';
import { listBody } from './link.ts';

const path = '/v2.0/vpc/peerings';
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `id-${index}` }));

interface Case {
  readonly query: Record<string, string>;
  readonly page: { readonly limit?: number; readonly page_reverse?: boolean };
  readonly rows: number;
  readonly more: boolean;
  readonly links: readonly string[];
}
/** Upstream's rule, case by case. */
const cases: readonly Case[] = [
  { query: {}, page: {}, rows: 3, more: false, links: [] },
  { query: {}, page: {}, rows: 2000, more: true, links: ['next'] },
  { query: { limit: '0' }, page: { limit: 0 }, rows: 3, more: false, links: [] },
  { query: { limit: '2' }, page: { limit: 2 }, rows: 2, more: true, links: ['next', 'previous'] },
  { query: { limit: '2' }, page: { limit: 2 }, rows: 2, more: false, links: ['next', 'previous'] },
  { query: { limit: '2' }, page: { limit: 2 }, rows: 1, more: false, links: ['previous'] },
  { query: { limit: '2' }, page: { limit: 2 }, rows: 0, more: false, links: ['previous'] },
  { query: { limit: '2', page_reverse: 'True' }, page: { limit: 2, page_reverse: true }, rows: 1, more: false, links: ['next'] },
  { query: { limit: '2', page_reverse: 'True' }, page: { limit: 2, page_reverse: true }, rows: 2, more: true, links: ['next', 'previous'] },
];
for (const one of cases)
  test(`${one.rows} rows of ?${new URLSearchParams(one.query)} have the links ${one.links.join(', ') || 'none'}`, () => {
    const body = listBody('peerings', { items: rows(one.rows), more: one.more }, (row) => row, {
      query: one.page,
      request: asking({ query: one.query }),
      path,
    });
    assert.deepEqual((body['peerings_links'] as { rel: string }[] | undefined)?.map(({ rel }) => rel) ?? [], one.links);
  });

test('links are addresses with the request filters, the marker and the way', () => {
  const body = listBody('peerings', { items: rows(2), more: true }, (row) => row, {
    query: { limit: 2, marker: 'old' } as never,
    request: asking({ query: { limit: '2', marker: 'old', name: 'a b&c', status: ['ACTIVE', 'EXPIRED'] } }),
    path,
  });
  const filters = 'limit=2&name=a%20b%26c&status=ACTIVE&status=EXPIRED';
  assert.deepEqual(body['peerings_links'], [
    { rel: 'next', href: `http://127.0.0.1:9696${path}?${filters}&marker=id-1` },
    { rel: 'previous', href: `http://127.0.0.1:9696${path}?${filters}&marker=id-0&page_reverse=True` },
  ]);
});
