import type { OperationName } from '@isthmus/core';
import type { Handler } from '../handler.ts';
import { createAccessKey, deleteAccessKey, issueTemporaryKey, listAccessKeys, showAccessKey, updateAccessKey } from './access-key.ts';
import { addAclRules, changeAclRules, removeAclRules } from './acl-contents.ts';
import {
  createAclPolicy,
  deleteAclPolicy,
  insertAclRule,
  listAclPolicies,
  removeAclRule,
  showAclPolicy,
  updateAclPolicy,
} from './acl-policy.ts';
import { createAclRule, deleteAclRule, listAclRules, showAclRule, updateAclRule } from './acl-rule.ts';
import { associateAclSubnets, createAcl, deleteAcl, disassociateAclSubnets, listAcls, showAcl, updateAcl } from './acl.ts';
import { createDomain, listDomains, listRegions } from './domain.ts';
import { listEvents, showReceipt } from './event.ts';
import { createGuardrail, deleteGuardrail, listGuardrails, showGuardrail } from './guardrail.ts';
import { createInstance, deleteInstance, listInstances, showInstance } from './instance.ts';
import { joinSubnet, partSubnet } from './join-subnet.ts';
import {
  createNetwork,
  createNetworks,
  deleteNetwork,
  listAddressUses,
  listNetworks,
  showAddressUse,
  showNetwork,
  updateNetwork,
} from './network.ts';
import {
  createNeutronSubnet,
  createNeutronSubnets,
  deleteNeutronSubnet,
  listNeutronSubnets,
  showNeutronSubnet,
  updateNeutronSubnet,
} from './neutron-subnet.ts';
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
import { updatePortSecurityGroups } from './port-security-groups.ts';
import { showPlan } from './plan.ts';
import { createPort, createPorts, deletePort, listPorts, showPort, updatePort } from './port.ts';
import { createPrivateIps, deletePrivateIp, listPrivateIps, showPrivateIp } from './private-ip.ts';
import { addSuggestedRoutes, previewPeering } from './preview.ts';
import { probeInstance } from './probe-instance.ts';
import { createProject, deleteProject, listProjects, showProject, updateProject } from './project.ts';
import { checkReachability } from './reachability.ts';
import { listDomainQuotas, listQuotas, setQuotas } from './quota.ts';
import { associateSubnets, createRouteTable, deleteRouteTable, listRouteTables, showRouteTable, updateRouteTable } from './route-table.ts';
import { createRoute, deleteRoute, listRoutes, showRoute } from './route.ts';
import {
  createSecurityGroup,
  createSecurityGroups,
  createSecurityGroupRules,
  deleteSecurityGroup,
  deleteSecurityGroupRule,
  listSecurityGroupRules,
  listSecurityGroups,
  showSecurityGroup,
  showSecurityGroupRule,
  updateSecurityGroup,
} from './security-group.ts';
import { createSubnet, deleteSubnet, listSubnets, showSubnet, updateSubnet } from './subnet.ts';
import { deleteTag, deleteTags, listProjectTags, listTags, setTags, showTaggedResources } from './tag.ts';
import { listSeenPeerings, showTopology } from './topology.ts';
import { checkChanges } from './what-if.ts';
import { issueToken, revokeToken, validateToken } from './token.ts';
import { changePassword, createUser, deleteUser, listUsers, setPassword, showUser, updateUser } from './user.ts';
import { addSecondaryBlocks, createVpc, deleteVpc, listVpcContents, listVpcs, removeSecondaryBlocks, showVpc, updateVpc } from './vpc.ts';

/** Everything that can be asked, and who carries it out. An operation without a row does not compile. */
export const operations: { readonly [Name in OperationName]: Handler<Name> } = {
  'issue-token': issueToken,
  'validate-token': validateToken,
  'revoke-token': revokeToken,
  'list-projects': listProjects,
  'show-project': showProject,
  'create-project': createProject,
  'update-project': updateProject,
  'delete-project': deleteProject,
  'list-domains': listDomains,
  'create-domain': createDomain,
  'list-users': listUsers,
  'show-user': showUser,
  'create-user': createUser,
  'update-user': updateUser,
  'delete-user': deleteUser,
  'set-password': setPassword,
  'change-password': changePassword,
  'list-access-keys': listAccessKeys,
  'show-access-key': showAccessKey,
  'create-access-key': createAccessKey,
  'update-access-key': updateAccessKey,
  'delete-access-key': deleteAccessKey,
  'issue-temporary-key': issueTemporaryKey,
  'list-regions': listRegions,

  'list-vpcs': listVpcs,
  'show-vpc': showVpc,
  'create-vpc': createVpc,
  'update-vpc': updateVpc,
  'delete-vpc': deleteVpc,
  'list-vpc-contents': listVpcContents,
  'add-secondary-blocks': addSecondaryBlocks,
  'remove-secondary-blocks': removeSecondaryBlocks,
  'list-subnets': listSubnets,
  'show-subnet': showSubnet,
  'create-subnet': createSubnet,
  'update-subnet': updateSubnet,
  'delete-subnet': deleteSubnet,

  'list-networks': listNetworks,
  'show-network': showNetwork,
  'show-address-use': showAddressUse,
  'list-address-uses': listAddressUses,
  'create-network': createNetwork,
  'create-networks': createNetworks,
  'update-network': updateNetwork,
  'delete-network': deleteNetwork,
  'list-neutron-subnets': listNeutronSubnets,
  'show-neutron-subnet': showNeutronSubnet,
  'create-neutron-subnet': createNeutronSubnet,
  'create-neutron-subnets': createNeutronSubnets,
  'update-neutron-subnet': updateNeutronSubnet,
  'delete-neutron-subnet': deleteNeutronSubnet,
  'join-subnet': joinSubnet,
  'part-subnet': partSubnet,

  'list-ports': listPorts,
  'show-port': showPort,
  'create-port': createPort,
  'create-ports': createPorts,
  'update-port': updatePort,
  'delete-port': deletePort,
  'list-private-ips': listPrivateIps,
  'show-private-ip': showPrivateIp,
  'create-private-ips': createPrivateIps,
  'delete-private-ip': deletePrivateIp,

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

  'list-quotas': listQuotas,
  'list-domain-quotas': listDomainQuotas,
  'set-quotas': setQuotas,

  'list-tags': listTags,
  'list-project-tags': listProjectTags,
  'set-tags': setTags,
  'delete-tag': deleteTag,
  'delete-tags': deleteTags,
  'show-tagged-resources': showTaggedResources,

  'list-security-groups': listSecurityGroups,
  'show-security-group': showSecurityGroup,
  'create-security-group': createSecurityGroup,
  'create-security-groups': createSecurityGroups,
  'update-security-group': updateSecurityGroup,
  'delete-security-group': deleteSecurityGroup,
  'list-security-group-rules': listSecurityGroupRules,
  'show-security-group-rule': showSecurityGroupRule,
  'create-security-group-rules': createSecurityGroupRules,
  'delete-security-group-rule': deleteSecurityGroupRule,
  'update-port-security-groups': updatePortSecurityGroups,

  'check-reachability': checkReachability,
  'preview-peering': previewPeering,
  'add-suggested-routes': addSuggestedRoutes,
  'list-seen-peerings': listSeenPeerings,
  'show-topology': showTopology,
  'check-changes': checkChanges,
  'list-guardrails': listGuardrails,
  'show-guardrail': showGuardrail,
  'create-guardrail': createGuardrail,
  'delete-guardrail': deleteGuardrail,

  'list-acls': listAcls,
  'show-acl': showAcl,
  'create-acl': createAcl,
  'update-acl': updateAcl,
  'delete-acl': deleteAcl,
  'associate-acl-subnets': associateAclSubnets,
  'disassociate-acl-subnets': disassociateAclSubnets,
  'add-acl-rules': addAclRules,
  'remove-acl-rules': removeAclRules,
  'change-acl-rules': changeAclRules,
  'list-acl-policies': listAclPolicies,
  'show-acl-policy': showAclPolicy,
  'create-acl-policy': createAclPolicy,
  'update-acl-policy': updateAclPolicy,
  'delete-acl-policy': deleteAclPolicy,
  'insert-acl-rule': insertAclRule,
  'remove-acl-rule': removeAclRule,
  'list-acl-rules': listAclRules,
  'show-acl-rule': showAclRule,
  'create-acl-rule': createAclRule,
  'update-acl-rule': updateAclRule,
  'delete-acl-rule': deleteAclRule,

  'list-events': listEvents,
  'show-receipt': showReceipt,
  'show-plan': showPlan,
};
