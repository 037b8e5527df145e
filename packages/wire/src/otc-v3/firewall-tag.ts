import { ok } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, wholeNumber } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { tagRows, taggedOf } from '../tag-rows.ts';
import { ResourceShown, TagQuery, TagsAsked, ValuesShown, mostFound, pairsOf, renderResource, taggedQuery } from '../tag-shape.ts';

/** Beside `/vpc/firewalls`, and not below it: published so. */
const all = '/v3/:project_id/firewalls';
const path = `${all}/:firewall_id/tags`;
const dialect = 'otc-v3';
const resource = 'tag';
const resourceKind = 'firewall';

const page = { limit: Type.Optional(wholeNumber(1, mostFound)), offset: Type.Optional(wholeNumber(0)) };
const Page = Type.Object(page);
const Count = { total_count: Type.Integer() };
const Several = Type.Object({ tags: TagsAsked });
const Query = Type.Object(TagQuery);

const things = { resourceKind, param: 'firewall_id' } as const;
const tagged = taggedOf(things);
const answered = (request: { readonly requestId: string }) => ({ request_id: request.requestId });

export const firewallTags: readonly Endpoint[] = [
  ...tagRows({ ...things, dialect, noun: 'network ACL', path, besides: { shown: { request_id: anyText }, said: answered } }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${path}/create`,
    summary: 'Put several tags on a network ACL',
    resource,
    operation: 'set-tags',
    body: Several,
    success: [204, null],
    decode: ({ params, body: { tags } }) => ok({ ...tagged(params), tags: pairsOf(tags) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${path}/delete`,
    summary: 'Take several tags off a network ACL; keys that are not there are no mistake',
    resource,
    operation: 'delete-tags',
    body: Several,
    success: [204, null],
    decode: ({ params, body: { tags } }) => ok({ ...tagged(params), keys: tags.map(({ key }) => key) }),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${all}/tags`,
    summary: "List every tag key of the project's network ACLs, with its values",
    resource,
    operation: 'list-project-tags',
    query: Page,
    success: [200, Type.Object({ request_id: anyText, tags: Type.Array(ValuesShown), ...Count })],
    decode: () => ok({ resourceKind }),
    encode: ({ items }, { request, query: { offset = 0, limit = mostFound } }) => ({
      ...answered(request),
      tags: items.slice(offset, offset + limit),
      total_count: items.length,
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${all}/resource-instances/filter`,
    summary: 'Find network ACLs by tag and name',
    resource,
    operation: 'show-tagged-resources',
    query: Page,
    body: Query,
    success: [200, Type.Object({ request_id: anyText, resources: Type.Array(ResourceShown), ...Count })],
    decode: ({ body, query }) => ok({ resourceKind, ...taggedQuery(body, query) }),
    encode: ({ resources, total }, { request }) => ({
      ...answered(request),
      resources: resources.map(renderResource),
      total_count: total,
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path: `${all}/resource-instances/count`,
    summary: 'Count network ACLs by tag and name',
    resource,
    operation: 'show-tagged-resources',
    body: Query,
    success: [200, Type.Object({ request_id: anyText, ...Count })],
    decode: ({ body }) => ok({ resourceKind, ...taggedQuery(body, {}) }),
    encode: ({ total }, { request }) => ({ ...answered(request), total_count: total }),
  }),
];
