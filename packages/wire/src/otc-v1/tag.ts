import { idOf, ok, type SubnetId, type Tagged, type TaggedKind, type TagPair, type VpcId } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, filterText, named, oneOf, tagText, wholeNumber } from '../fields.ts';
import { endpoint, operationEndpoint } from '../row.ts';

/** Tags live below v2.0 and speak as v1 does: its envelope and its codes. */
const dialect = 'otc-v1';
const resource = 'tag';
const mostAtOnce = 20;

const TagShown = named('Tag', Type.Object({ key: anyText, value: anyText }));
const TagAsked = Type.Object({ key: tagText(1, 128), value: tagText(0, 255) });
const Create = Type.Object({ tag: TagAsked });
/** A delete needs the keys alone. */
const Action = Type.Object({
  action: oneOf(['create', 'delete']),
  tags: Type.Array(Type.Object({ key: tagText(1, 128), value: Type.Optional(tagText(0, 255)) }), { minItems: 1, maxItems: mostAtOnce }),
});
const Query = Type.Object({
  action: oneOf(['filter', 'count']),
  limit: Type.Optional(wholeNumber(1, 1000)),
  offset: Type.Optional(wholeNumber(0)),
  tags: Type.Optional(
    Type.Array(Type.Object({ key: tagText(1, 128), values: Type.Optional(Type.Array(tagText(0, 255), { maxItems: 10 })) }), {
      maxItems: mostAtOnce,
    }),
  ),
  matches: Type.Optional(Type.Array(Type.Object({ key: oneOf(['resource_name']), value: filterText }), { maxItems: 1 })),
});
const Found = Type.Object({
  resources: Type.Optional(
    Type.Array(Type.Object({ resource_id: anyText, resource_name: anyText, resource_detail: Type.Null(), tags: Type.Array(TagShown) })),
  ),
  total_count: Type.Integer(),
});

/** The same rows for each kind of thing; `plural` and `param` are its words in the path. */
function rowsOf(resourceKind: TaggedKind, plural: string, param: string): readonly Endpoint[] {
  const all = `/v2.0/:project_id/${plural}`;
  const path = `${all}/:${param}/tags`;
  const tagged = (params: Readonly<Record<string, string>>): Tagged => ({
    resourceKind,
    resourceId: idOf<VpcId | SubnetId>(params[param] ?? ''),
  });
  return [
    operationEndpoint({
      dialect,
      method: 'GET',
      path,
      summary: `List the tags of a ${resourceKind}`,
      operation: 'list-tags',
      success: [200, Type.Object({ tags: Type.Array(TagShown) })],
      decode: ({ params }) => ok(tagged(params)),
      encode: ({ items }) => ({ tags: items }),
    }),
    operationEndpoint({
      dialect,
      method: 'POST',
      path,
      summary: `Put a tag on a ${resourceKind}; a key that is there gets the new value`,
      resource,
      operation: 'set-tags',
      body: Create,
      success: [204, null],
      decode: ({ params, body }) => ok({ ...tagged(params), tags: [body.tag] }),
    }),
    operationEndpoint({
      dialect,
      method: 'DELETE',
      path: `${path}/:tag_key`,
      summary: `Take a tag off a ${resourceKind}`,
      operation: 'delete-tag',
      success: [204, null],
      decode: ({ params }) => ok({ ...tagged(params), key: params['tag_key'] ?? '' }),
    }),
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
        const pairs = tags.map(({ key, value = '' }): TagPair => ({ key, value }));
        const done =
          action === 'create'
            ? await run('set-tags', { ...tagged(params), tags: pairs })
            : await run('delete-tags', { ...tagged(params), keys: pairs.map(({ key }) => key) });
        return done.ok ? ok({ status: 204, generation: done.value.generation }) : done;
      },
    }),
    operationEndpoint({
      dialect,
      method: 'GET',
      path: `${all}/tags`,
      summary: `List every tag key of the project's ${plural}, with its values`,
      operation: 'list-project-tags',
      success: [200, Type.Object({ tags: Type.Array(Type.Object({ key: anyText, values: Type.Array(anyText) })) })],
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
      decode({ body: { tags = [], matches = [], limit = 1000, offset = 0 } }) {
        const [match] = matches;
        return ok({
          resourceKind,
          tags: tags.map(({ key, values = [] }) => ({ key, values })),
          ...(match === undefined || match.value === '' ? {} : { name: match.value }),
          limit,
          offset,
        });
      },
      encode: ({ resources, total }, { body: { action } }) => ({
        ...(action === 'count'
          ? {}
          : {
              resources: resources.map(({ id, name, tags }) => ({ resource_id: id, resource_name: name, resource_detail: null, tags })),
            }),
        total_count: total,
      }),
    }),
  ];
}

export const tags: readonly Endpoint[] = [...rowsOf('vpc', 'vpcs', 'vpc_id'), ...rowsOf('subnet', 'subnets', 'subnet_id')];
