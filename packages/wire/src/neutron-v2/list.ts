import { Type, type Static, type TObject, type TSchema } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { listEndpoint, type Item, type ListName, type ListRow } from '../list.ts';
import type { PageQuery } from '../page.ts';
import type { Asked } from '../row.ts';
import { Links, listBody } from './link.ts';

/** A list of v2.0: `{"networks":[…],"networks_links":[…]}`. */
interface NeutronList<Name extends ListName, Query extends TObject> extends Omit<
  ListRow<Name, Query>,
  'dialect' | 'success' | 'kept' | 'pageOf' | 'encode'
> {
  readonly plural: string;
  /** The schema of a row. */
  readonly shown: TSchema;
  /** What a row is known by, and pages are ordered by. */
  idOf(item: Item<Name>): string;
  /** Which rows are meant, where the operation cannot be asked for them. */
  keep?(asked: Asked<Static<Query>, unknown>): ((item: Item<Name>) => boolean) | undefined;
  render(item: Item<Name>): unknown;
}

export function neutronList<Name extends ListName, Query extends TObject>(row: NeutronList<Name, Query>): Endpoint {
  const { plural, shown, idOf, keep, render, ...common } = row;
  return listEndpoint<Name, Query>({
    ...common,
    dialect: 'neutron-v2',
    success: Type.Object({ [plural]: Type.Array(shown), [`${plural}_links`]: Type.Optional(Links) }),
    kept(asked) {
      const meant = keep?.(asked);
      return meant === undefined ? undefined : { idOf, keep: meant };
    },
    encode({ items, more }, { query, request }) {
      const rows = { more, items: items.map((item) => ({ item, id: idOf(item) })) };
      return listBody(plural, rows, ({ item }) => render(item), { query: query as PageQuery, request, path: row.path });
    },
  });
}
