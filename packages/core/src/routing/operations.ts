import type { Cidr } from '../address/cidr.ts';
import type { ProjectId, RouteId, RouteTableId, VpcId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { NextHopType, Route } from './route.ts';

export interface RouteOperations {
  /** Routes of type `peering` in the project's default route tables, which is all the legacy route API knows. */
  'list-routes': Operation<
    {
      readonly id?: RouteId;
      readonly vpcId?: VpcId;
      readonly projectId?: ProjectId;
      readonly destination?: string;
      readonly type?: NextHopType;
      readonly page: Page;
    },
    Listed<Route>
  >;
  'show-route': Operation<{ readonly id: RouteId }, Route>;
  /** Without a route table, into the VPC's default one. */
  'create-route': Operation<
    {
      readonly vpcId: VpcId;
      readonly routeTableId?: RouteTableId;
      readonly type: NextHopType;
      readonly nextHop: string;
      readonly destination: Cidr;
      readonly destinationText: string;
      readonly description: string;
    },
    Route
  >;
  'delete-route': Operation<{ readonly id: RouteId }, null>;
}
