import type { FilterOf, RowOf } from '@isthmus/control';
import { cidr, instant, text } from '../codec.ts';
import { noun } from '../noun.ts';

/** One destination per table is held on the canonical block, whatever the client wrote. */
export const routes = noun<RowOf<'routes'>, FilterOf<'routes'>>({
  table: 'routes',
  key: 'id',
  fields: {
    id: text(),
    routeTableId: text(),
    vpcId: text(),
    projectId: text(),
    type: text(),
    destination: cidr,
    destinationText: text(),
    nextHop: text(),
    description: text(),
    createdAt: instant(),
  },
  constraints: [{ name: 'routes_destination', columns: ['routeTableId', 'destination'], conflict: 'destination' }],
});
