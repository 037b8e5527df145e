import type { OperationName } from '@isthmus/core';
import type { Handler } from '../handler.ts';
import { createDomain, listDomains, listRegions } from './domain.ts';
import { listEvents, showReceipt } from './event.ts';
import { createInstance, deleteInstance, listInstances, showInstance } from './instance.ts';
import {
  acceptPeering,
  createPeering,
  deletePeering,
  listPeerings,
  rejectPeering,
  showPeering,
  showPeeringHealth,
  updatePeering,
} from './peering.ts';
import { showPlan } from './plan.ts';
import { probeInstance } from './probe-instance.ts';
import { createProject, deleteProject, listProjects, showProject } from './project.ts';
import { associateSubnets, createRouteTable, deleteRouteTable, listRouteTables, showRouteTable, updateRouteTable } from './route-table.ts';
import { createRoute, deleteRoute, listRoutes, showRoute } from './route.ts';
import { createSubnet, deleteSubnet, listSubnets, showSubnet, updateSubnet } from './subnet.ts';
import { deleteTag, deleteTags, listProjectTags, listTags, setTags, showTaggedResources } from './tag.ts';
import { issueToken, revokeToken, validateToken } from './token.ts';
import { createUser, listUsers, setPassword, showUser } from './user.ts';
import { createVpc, deleteVpc, listVpcs, showVpc, updateVpc } from './vpc.ts';

/** Everything that can be asked, and who carries it out. An operation without a row does not compile. */
export const operations: { readonly [Name in OperationName]: Handler<Name> } = {
  'issue-token': issueToken,
  'validate-token': validateToken,
  'revoke-token': revokeToken,
  'list-projects': listProjects,
  'show-project': showProject,
  'create-project': createProject,
  'delete-project': deleteProject,
  'list-domains': listDomains,
  'create-domain': createDomain,
  'list-users': listUsers,
  'show-user': showUser,
  'create-user': createUser,
  'set-password': setPassword,
  'list-regions': listRegions,

  'list-vpcs': listVpcs,
  'show-vpc': showVpc,
  'create-vpc': createVpc,
  'update-vpc': updateVpc,
  'delete-vpc': deleteVpc,
  'list-subnets': listSubnets,
  'show-subnet': showSubnet,
  'create-subnet': createSubnet,
  'update-subnet': updateSubnet,
  'delete-subnet': deleteSubnet,

  'list-peerings': listPeerings,
  'show-peering': showPeering,
  'create-peering': createPeering,
  'update-peering': updatePeering,
  'accept-peering': acceptPeering,
  'reject-peering': rejectPeering,
  'delete-peering': deletePeering,
  'show-peering-health': showPeeringHealth,

  'list-routes': listRoutes,
  'show-route': showRoute,
  'create-route': createRoute,
  'delete-route': deleteRoute,
  'list-route-tables': listRouteTables,
  'show-route-table': showRouteTable,
  'create-route-table': createRouteTable,
  'update-route-table': updateRouteTable,
  'associate-subnets': associateSubnets,
  'delete-route-table': deleteRouteTable,

  'list-instances': listInstances,
  'show-instance': showInstance,
  'create-instance': createInstance,
  'delete-instance': deleteInstance,
  'probe-instance': probeInstance,

  'list-tags': listTags,
  'list-project-tags': listProjectTags,
  'set-tags': setTags,
  'delete-tag': deleteTag,
  'delete-tags': deleteTags,
  'show-tagged-resources': showTaggedResources,

  'list-events': listEvents,
  'show-receipt': showReceipt,
  'show-plan': showPlan,
};
