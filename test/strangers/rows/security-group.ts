import { each, name, nothing, own, type Row } from '../row.ts';

const groupRule = (security_group_id: string): object => ({
  security_group_id,
  direction: 'ingress',
  protocol: 'tcp',
  port_range_min: 80,
  port_range_max: 80,
});

export const securityGroupRows: Readonly<Record<string, Row>> = {
  'GET /isthmus/v1/projects/:project_id/security-groups': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'GET /v1/:project_id/security-groups': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v1/:project_id/security-groups/:security_group_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'DELETE /v1/:project_id/security-groups/:security_group_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v1/:project_id/security-group-rules': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v1/:project_id/security-group-rules': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ body: { security_group_rule: groupRule(await make.securityGroup()) } }),
  },
  'GET /v1/:project_id/security-group-rules/:security_group_rule_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v1/:project_id/security-group-rules/:security_group_rule_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'POST /v2.0/:project_id/security-groups/:security_group_id/instance/action': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { security_group_id: await make.securityGroup() },
      body: { action: 'add', ports: [{ id: await make.port() }] },
    }),
  },
  'GET /v2.0/security-groups': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/security-groups': {
    expected: each(201, 201, 403, 201, 201, 403, 401, 401),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v2.0/security-groups/:security_group_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'PUT /v2.0/security-groups/:security_group_id': {
    expected: each(200, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() }, body: { security_group: { name: name() } } }),
  },
  'DELETE /v2.0/security-groups/:security_group_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v2.0/security-group-rules': {
    expected: each(200, 200, 200, 200, 200, 403, 401, 401),
    ask: nothing,
  },
  'POST /v2.0/security-group-rules': {
    expected: each(201, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ body: { security_group_rule: groupRule(await make.securityGroup()) } }),
  },
  'GET /v2.0/security-group-rules/:security_group_rule_id': {
    expected: each(200, 404, 200, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v2.0/security-group-rules/:security_group_rule_id': {
    expected: each(204, 404, 403, 404, 404, 403, 401, 401),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'GET /v3/:project_id/vpc/security-groups': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/security-groups': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(201, 201, 201),
    ask: () => ({ body: { security_group: { name: name() } } }),
  },
  'GET /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'PUT /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() }, body: { security_group: { name: name() } } }),
  },
  'DELETE /v3/:project_id/vpc/security-groups/:security_group_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_id: await make.securityGroup() } }),
  },
  'GET /v3/:project_id/vpc/security-group-rules': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(200, 200, 200),
    ask: nothing,
  },
  'POST /v3/:project_id/vpc/security-group-rules': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      body: {
        security_group_rule: { security_group_id: await make.securityGroup(), direction: 'ingress', protocol: 'tcp', multiport: '80' },
      },
    }),
  },
  'POST /v3/:project_id/vpc/security-groups/:security_group_id/security-group-rules/batch-create': {
    expected: each(201, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { security_group_id: await make.securityGroup() },
      body: { security_group_rules: [{ direction: 'ingress', protocol: 'udp', multiport: '53' }] },
    }),
  },
  'GET /v3/:project_id/vpc/security-group-rules/:security_group_rule_id': {
    expected: each(200, 400, 200, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'DELETE /v3/:project_id/vpc/security-group-rules/:security_group_rule_id': {
    expected: each(204, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({ params: { security_group_rule_id: await make.securityGroupRule() } }),
  },
  'PUT /v3/:project_id/ports/:port_id/insert-security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { port_id: await make.port() },
      body: { port: { security_groups: [await make.securityGroup()] } },
    }),
  },
  'PUT /v3/:project_id/ports/:port_id/remove-security-groups': {
    expected: each(200, 400, 403, 400, 400, 403, 401, 401),
    inOwnProject: own(404, 404, 404),
    ask: async ({ make }) => ({
      params: { port_id: await make.port() },
      body: { port: { security_groups: [await make.securityGroup()] } },
    }),
  },
};
