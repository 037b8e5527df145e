import { each, name, nothing, own, type Row } from '../row.ts';

export const firewallRows: Readonly<Record<string, Row>> = {
  'GET /isthmus/v1/projects/:project_id/firewalls': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v3/:project_id/vpc/firewalls': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/firewalls': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { firewall: { name: name() } } }),
  },
  'GET /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() }, body: { firewall: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/firewalls/:firewall_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/associate-subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { firewall_id: await make.acl() },
      body: { subnets: [{ virsubnet_id: make.unwalled() }] },
    }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/disassociate-subnets': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, subnetId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { subnets: [{ virsubnet_id: subnetId }] } };
    },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/insert-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { firewall_id: await make.acl() },
      body: { firewall: { ingress_rules: [{ action: 'deny' }] } },
    }),
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/remove-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, ruleId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { firewall: { ingress_rules: [{ id: ruleId }] } } };
    },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/update-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => {
      const { aclId, ruleId } = await make.wall();
      return { params: { firewall_id: aclId }, body: { firewall: { ingress_rules: [{ id: ruleId, action: 'allow' }] } } };
    },
  },
  'GET /v2.0/fwaas/firewall_groups': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_groups': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_group: { name: name() } } }),
  },
  'GET /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'PUT /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() }, body: { firewall_group: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_groups/:firewall_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_id: await make.acl() } }),
  },
  'GET /v2.0/fwaas/firewall_policies': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_policies': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_policy: { name: name() } } }),
  },
  'GET /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() } }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() }, body: { firewall_policy: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_policies/:firewall_policy_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_policy_id: await make.aclPolicy() } }),
  },
  'GET /v2.0/fwaas/firewall_rules': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/fwaas/firewall_rules': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { firewall_rule: { action: 'allow' } } }),
  },
  'GET /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() } }),
  },
  'PUT /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() }, body: { firewall_rule: { name: name() } } }),
  },
  'DELETE /v2.0/fwaas/firewall_rules/:firewall_rule_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { firewall_rule_id: await make.aclRule() } }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/insert_rule': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({
      params: { firewall_policy_id: await make.aclPolicy() },
      body: { firewall_rule_id: await make.aclRule() },
    }),
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/remove_rule': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => {
      const { policyId, ruleId } = await make.filledAclPolicy();
      return { params: { firewall_policy_id: policyId }, body: { firewall_rule_id: ruleId } };
    },
  },
};
