import type { Cidr } from '../address/cidr.ts';
import type { ProjectId, RouteId, RouteTableId, SubnetId, VpcId } from '../id.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page } from '../paging.ts';
import type { NextHopType, Route } from './route.ts';
import type { RouteChange, RouteDraft, RouteRemoval, RouteTableContents } from './table.ts';

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

  /** `subnetId`: the table that this subnet uses. */
  'list-route-tables': Operation<
    { readonly id?: RouteTableId; readonly vpcId?: VpcId; readonly subnetId?: SubnetId; readonly page: Page },
    Listed<RouteTableContents>
  >;
  'show-route-table': Operation<{ readonly id: RouteTableId }, RouteTableContents>;
  /** A custom one; the default one comes with its VPC. */
  'create-route-table': Operation<
    { readonly vpcId: VpcId; readonly name: string; readonly description: string; readonly routes: readonly RouteDraft[] },
    RouteTableContents
  >;
  /** All of it or nothing: routes go first, then change, then come. Absent fields stay as they are. */
  'update-route-table': Operation<
    {
      readonly id: RouteTableId;
      readonly name?: string;
      readonly description?: string;
      readonly remove: readonly RouteRemoval[];
      readonly change: readonly RouteChange[];
      readonly add: readonly RouteDraft[];
    },
    RouteTableContents
  >;
  /** Moves subnets to this table, and from it back to the default one. */
  'associate-subnets': Operation<
    { readonly id: RouteTableId; readonly associate: readonly SubnetId[]; readonly disassociate: readonly SubnetId[] },
    RouteTableContents
  >;
  'delete-route-table': Operation<{ readonly id: RouteTableId }, null>;
}
