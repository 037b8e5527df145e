import {
  ok,
  type Done,
  type Input,
  type Listed,
  type OperationName,
  type Operations,
  type Output,
  type Problem,
  type ResourceKind,
  type Result,
} from '@isthmus/core';
import type { Static, TObject, TSchema } from 'typebox';
import type { Endpoint } from './endpoint.ts';
import { listPage, nothing, pageOf, type Kept, type PageQuery } from './page.ts';
import { endpoint, type Asked, type EndpointRow } from './row.ts';

/** The operations that list by pages, and those that show one thing by its id. */
export type ListName = {
  [Name in OperationName]: Operations[Name] extends { input: { page: unknown }; output: Listed<unknown> } ? Name : never;
}[OperationName];
type ShowName = { [Name in OperationName]: Operations[Name] extends { input: { id: string } } ? Name : never }[OperationName];
export type Item<Name extends ListName> = Output<Name> extends Listed<infer One> ? One : never;

/** The common list: a page of what one operation lists, begun behind a row that another one shows. */
export interface ListRow<Name extends ListName, Query extends TObject> extends Omit<
  EndpointRow<Query, TSchema>,
  'method' | 'resource' | 'body' | 'operations' | 'responses' | 'handle'
> {
  readonly resource: ResourceKind;
  readonly list: Name;
  readonly show: ShowName;
  readonly query: Query;
  /** The schema of the answer's body. */
  readonly success: TSchema;
  /** Without one, that of the published dialects. */
  readonly pageOf?: typeof pageOf;
  /** What the operation is asked for; null where nothing can match. */
  filter(asked: Asked<Static<Query>, unknown>): Omit<Input<Name>, 'page'> | null;
  /** What of the rows is meant, where the operation cannot be asked for it. */
  kept?(asked: Asked<Static<Query>, unknown>): Kept<Item<Name>> | undefined;
  encode(listed: Listed<Item<Name>>, asked: Asked<Static<Query>, unknown>): unknown;
}

export function listEndpoint<Name extends ListName, Query extends TObject>(row: ListRow<Name, Query>): Endpoint {
  const { list, show, success, filter, kept, encode, pageOf: pageOfQuery = pageOf, ...shape } = row;
  return endpoint<Query>({
    ...shape,
    method: 'GET',
    operations: [list, show],
    responses: { 200: success },
    async handle(asked, run) {
      const page = pageOfQuery(asked.query as PageQuery, row.resource);
      if (!page.ok) return page;
      const wanted = filter(asked);
      const listed =
        wanted === null
          ? ok(nothing<Item<Name>>())
          : await listPage<Item<Name>>(page.value, {
              known: (id) => run(show, { id } as Input<ShowName>),
              list: (at) => run(list, { ...wanted, page: at } as Input<Name>) as Promise<Result<Done<Listed<Item<Name>>>, Problem>>,
              kept: kept?.(asked),
            });
      return listed.ok ? ok({ status: 200, body: encode(listed.value, asked) }) : listed;
    },
  });
}
