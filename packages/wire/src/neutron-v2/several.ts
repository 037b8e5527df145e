import { err, ok, type Input, type OperationName, type Operations, type Output, type Several } from '@isthmus/core';
import { Type, type TObject, type TSchema } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { problemOfEntry } from '../entry.ts';
import { endpoint, operationEndpoint, type OperationRow } from '../row.ts';

/** Most things that one request makes. Upstream has no limit; one write must not keep the others waiting. */
const mostAtOnce = 100;

/** An array of what one request may make at once. */
export const severalOf = <One extends TSchema>(one: One) =>
  Type.Array(one, { minItems: 1, maxItems: mostAtOnce, description: `an array of 1 to ${mostAtOnce} objects` });

/** The operation that makes several of what `Name` makes one of. */
type SeveralName<Name extends OperationName> = {
  [Other in OperationName]: Operations[Other] extends Several<Operations[Name]> ? Other : never;
}[OperationName];

/** A schema with one property: the wrapper of a body or an answer. */
type Wrapped = TObject<Record<string, TSchema>>;

/**
 * The row that makes one thing, `{"network":{…}}`, as one that makes several too, `{"networks":[…]}`: all of them or none,
 * answered in their order. The name of the plural is the wrapper's with an s.
 */
export function orSeveral<Name extends OperationName, Query extends TObject, Body extends Wrapped>(
  row: OperationRow<Name, Query, Body> & { readonly body: Body },
  operation: SeveralName<Name>,
): Endpoint {
  const [singular, written] = onlyProperty(row.body);
  const [, shown] = onlyProperty(row.success[1] as Wrapped);
  const plural = `${singular}s`;
  const many = endpoint({
    ...row,
    operations: [operation],
    body: Type.Object({ [plural]: severalOf(written) }),
    responses: { 201: Type.Object({ [plural]: Type.Array(shown) }) },
    async handle(asked, run) {
      const items: Input<Name>[] = [];
      for (const [entry, one] of (asked.body[plural] as readonly unknown[]).entries()) {
        const input = row.decode({ ...asked, body: { [singular]: one } } as Parameters<typeof row.decode>[0]);
        if (!input.ok) return err(problemOfEntry(input.problem, plural, entry));
        items.push(input.value);
      }
      const done = await run(operation, { items } as unknown as Input<typeof operation>);
      if (!done.ok) return err(problemOfEntry(done.problem, plural));
      const { value, generation } = done.value;
      const made = (value as unknown as readonly Output<Name>[]).map((one) => row.encode?.(one, asked as never) as Record<string, unknown>);
      return ok({ status: 201, generation, body: { [plural]: made.map((one) => one[singular]) } });
    },
  });
  return byWrapper(operationEndpoint(row), many, plural);
}

/** Two rows of one path as one: a body with the plural is the second's. */
export function byWrapper(one: Endpoint, many: Endpoint, plural: string): Endpoint {
  const meant = ({ body }: { readonly body: unknown }): Endpoint =>
    typeof body === 'object' && body !== null && Object.hasOwn(body, plural) ? many : one;
  const both = (key: 'body' | 201): TSchema =>
    Type.Union([one, many].map((row) => (key === 'body' ? row.body : row.responses[key]) ?? Type.Unknown()));
  return {
    ...one,
    operations: [...new Set([...one.operations, ...many.operations])],
    body: both('body'),
    responses: { 201: both(201) },
    answer: (request, execute) => meant(request).answer(request, execute),
    ignoredFields: (request) => meant(request).ignoredFields(request),
  };
}

function onlyProperty({ properties }: Wrapped): readonly [name: string, schema: TSchema] {
  const [entry, ...others] = Object.entries(properties);
  if (entry === undefined || others.length > 0) throw new Error('a wrapper has one property');
  return entry;
}
