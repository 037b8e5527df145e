import { ok, type TaggedKind } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { oneOf, wholeNumber } from '../fields.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { tagRows, taggedOf } from '../tag-rows.ts';
import { ResourceShown, TagQuery, TagsAsked, ValuesShown, mostFound, pairsOf, renderResource, taggedQuery } from '../tag-shape.ts';

/** Tags live below v2.0 and speak as v1 does: its envelope and its codes. */
const dialect = 'otc-v1';
const resource = 'tag';

const Action = Type.Object({ action: oneOf(['create', 'delete']), tags: TagsAsked });
const Query = Type.Object({
  action: oneOf(['filter', 'count']),
  limit: Type.Optional(wholeNumber(1, mostFound)),
  offset: Type.Optional(wholeNumber(0)),
  ...TagQuery,
});
const Found = Type.Object({ resources: Type.Optional(Type.Array(ResourceShown)), total_count: Type.Integer() });

/** The same rows for each kind of thing; `plural` and `param` are its words in the path. */
function rowsOf(resourceKind: TaggedKind, plural: string, param: string): readonly Endpoint[] {
  const all = `/v2.0/:project_id/${plural}`;
  const path = `${all}/:${param}/tags`;
  const tagged = taggedOf({ resourceKind, param });
  return [
    ...tagRows({ dialect, resourceKind, noun: resourceKind, path, param, besides: { shown: {}, said: () => ({}) } }),
    endpoint({
      dialect,
      method: 'POST',
      path: `${path}/action`,
      summary: `Put several tags on a ${resourceKind}, or take them off`,
      resource,
      operations: ['set-tags', 'delete-tags'],
      body: Action,
      responses: { 204: null },
      async handle({ params, body: { action, tags } }, run) {
        const done =
          action === 'create'
            ? await run('set-tags', { ...tagged(params), tags: pairsOf(tags) })
            : await run('delete-tags', { ...tagged(params), keys: tags.map(({ key }) => key) });
        return done.ok ? ok({ status: 204, generation: done.value.generation }) : done;
      },
    }),
    operationEndpoint({
      dialect,
      method: 'GET',
      path: `${all}/tags`,
      summary: `List every tag key of the project's ${plural}, with its values`,
      operation: 'list-project-tags',
      success: [200, Type.Object({ tags: Type.Array(ValuesShown) })],
      decode: () => ok({ resourceKind }),
      encode: ({ items }) => ({ tags: items }),
    }),
    operationEndpoint({
      dialect,
      method: 'POST',
      path: `${all}/resource_instances/action`,
      summary: `Find or count ${plural} by tag and name`,
      resource,
      operation: 'show-tagged-resources',
      body: Query,
      success: [200, Found],
      decode: ({ body }) => ok({ resourceKind, ...taggedQuery(body, body) }),
      encode: ({ resources, total }, { body: { action } }) => ({
        ...(action === 'count' ? {} : { resources: resources.map(renderResource) }),
        total_count: total,
      }),
    }),
  ];
}

export const tags: readonly Endpoint[] = [...rowsOf('vpc', 'vpcs', 'vpc_id'), ...rowsOf('subnet', 'subnets', 'subnet_id')];
