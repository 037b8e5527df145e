import { aclPolicy, aclRule, acme, instance, peering, securityGroup, subnet, vpc, uuid } from './world.ts';

const ruleTerms = {
  description: 'x',
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  remote_ip_prefix: '10.0.0.0/16',
  remote_group_id: null,
  remote_address_group_id: null,
};
const ports = { port_range_min: '80', port_range_max: 90 };
const aclTerms = {
  name: 'web',
  description: 'x',
  action: 'allow',
  protocol: 'tcp',
  ip_version: 4,
  source_ip_address: '10.0.0.0/16',
  destination_ip_address: null,
  source_port: null,
  destination_port: '22,8000:8080',
  enabled: true,
};
const aclPolicyTerms = { name: 'in', description: 'x', audited: true, firewall_rules: [aclRule.id], public: false };
const aclGroupTerms = {
  name: 'wall',
  description: 'x',
  admin_state_up: true,
  ingress_firewall_policy_id: aclPolicy.id,
  egress_firewall_policy_id: null,
  ports: [],
  public: false,
};
const v3Terms = { multiport: '80-90', action: 'allow', priority: 1, enabled: true };

const changedPort = {
  name: 'port',
  admin_state_up: true,
  security_groups: [uuid('a')],
  allowed_address_pairs: [{ ip_address: '10.0.0.0/24', mac_address: 'fa:16:3e:00:00:01' }],
  extra_dhcp_opts: [{ opt_name: 'mtu', opt_value: '1400' }],
};
const port = {
  ...changedPort,
  network_id: subnet.id,
  fixed_ips: [{ subnet_id: subnet.neutronId, ip_address: '192.168.1.10' }],
  device_owner: 'neutron:VIP_PORT',
};

/** A right body for every row that takes one; the tests that break them one field at a time begin here. */
export const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'POST /v3/auth/tokens': {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'alice', password: 'isthmus-demo', domain: { name: 'acme' } } },
      },
      scope: { project: { name: 'eu-de' } },
    },
  },
  'POST /v3/projects': { project: { name: 'eu-de_x', parent_id: acme, description: 'x', domain_id: 'd'.repeat(32) } },
  'POST /v3/users': { user: { name: 'carol', password: 'long enough', domain_id: 'd'.repeat(32), email: 'c@acme.test', description: 'x' } },
  'PATCH /v3/projects/:target_project_id': { project: { name: 'eu-de_y', description: 'y', enabled: true } },
  'PUT /v3-ext/projects/:target_project_id': { project: { status: 'suspended' } },
  'PATCH /v3/users/:user_id': {
    user: { name: 'carol', password: 'long enough', email: 'c@acme.test', description: 'y', enabled: false },
  },
  'POST /v3.0/OS-USER/users': {
    user: { name: 'carol', password: 'long enough', domain_id: 'd'.repeat(32), email: 'c@acme.test', description: 'x', pwd_status: true },
  },
  'PUT /v3.0/OS-USER/users/:user_id': {
    user: { name: 'carol', password: 'long enough', email: 'c@acme.test', description: 'y', enabled: false, access_mode: 'default' },
  },
  'POST /v3/users/:user_id/password': { user: { original_password: 'isthmus-demo', password: 'long enough' } },
  'POST /v3.0/OS-CREDENTIAL/credentials': { credential: { user_id: 'c'.repeat(32), description: 'for CI' } },
  'PUT /v3.0/OS-CREDENTIAL/credentials/:access_key_id': { credential: { status: 'inactive', description: 'for CI' } },
  'POST /v3.0/OS-CREDENTIAL/securitytokens': {
    auth: { identity: { methods: ['token'], token: { id: 'a-token', duration_seconds: 900 }, policy: null } },
  },
  'POST /v2.0/networks': {
    network: {
      name: 'net',
      admin_state_up: true,
      shared: false,
      'router:external': false,
      'provider:network_type': 'vxlan',
      port_security_enabled: true,
      tenant_id: acme,
      project_id: acme,
    },
  },
  'PUT /v2.0/networks/:network_id': { network: { name: 'net', admin_state_up: true, port_security_enabled: false } },
  'POST /v2.0/subnets': {
    subnet: {
      network_id: subnet.id,
      name: 'sub',
      description: 'x',
      ip_version: 4,
      cidr: '192.168.1.0/24',
      gateway_ip: '192.168.1.1',
      allocation_pools: [{ start: '192.168.1.2', end: '192.168.1.99' }],
      enable_dhcp: true,
      dns_nameservers: ['100.125.4.25'],
      ipv6_address_mode: null,
      ipv6_ra_mode: null,
      tenant_id: acme,
      project_id: acme,
    },
  },
  'PUT /v2.0/subnets/:subnet_id': {
    subnet: {
      name: 'sub',
      description: 'x',
      allocation_pools: [{ start: '192.168.1.2', end: '192.168.1.99' }],
      enable_dhcp: true,
      dns_nameservers: ['100.125.4.25'],
    },
  },
  'POST /v2.0/routers': {
    router: { name: 'r', description: 'x', admin_state_up: true, external_gateway_info: {}, tenant_id: acme, project_id: acme },
  },
  'PUT /v2.0/routers/:router_id': { router: { name: 'r', description: 'x', admin_state_up: true, external_gateway_info: {}, routes: [] } },
  'PUT /v2.0/routers/:router_id/add_router_interface': { port_id: uuid('9') },
  'PUT /v2.0/routers/:router_id/remove_router_interface': { subnet_id: subnet.neutronId, port_id: uuid('9') },
  'POST /v2.0/ports': { port: { ...port, port_security_enabled: true, tenant_id: acme, project_id: acme } },
  'PUT /v2.0/ports/:port_id': {
    port: { ...changedPort, port_security_enabled: true, fixed_ips: [{ subnet_id: subnet.neutronId, ip_address: '192.168.1.11' }] },
  },
  'POST /v1/:project_id/ports': { port: { ...port, tenant_id: acme } },
  'PUT /v1/:project_id/ports/:port_id': { port: changedPort },
  'POST /v1/:project_id/privateips': { privateips: [{ subnet_id: subnet.id, ip_address: '192.168.1.10' }] },
  'POST /v2.0/vpc/peerings': {
    peering: {
      name: 'acme-globex',
      description: 'for the demo',
      request_vpc_info: { vpc_id: vpc.id, tenant_id: acme },
      accept_vpc_info: { vpc_id: uuid('6'), tenant_id: 'b'.repeat(32) },
    },
  },
  'PUT /v2.0/vpc/peerings/:peering_id': { peering: { name: 'new', description: 'new' } },
  'POST /v3/:project_id/vpc/firewalls': {
    dry_run: false,
    firewall: { name: 'wall', description: 'x', enterprise_project_id: '0', admin_state_up: true, tags: [{ key: 'env', value: 'test' }] },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id': { dry_run: false, firewall: { name: 'wall', description: 'x', admin_state_up: true } },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/associate-subnets': { subnets: [{ virsubnet_id: subnet.id }] },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/disassociate-subnets': { subnets: [{ virsubnet_id: subnet.id }] },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/insert-rules': {
    dry_run: false,
    firewall: { ingress_rules: [{ ...aclTerms }], egress_rules: [{ ...aclTerms }], insert_after_rule: null },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/remove-rules': {
    dry_run: false,
    firewall: { ingress_rules: [{ id: aclRule.id }], egress_rules: [{ id: aclRule.id }] },
  },
  'PUT /v3/:project_id/vpc/firewalls/:firewall_id/update-rules': {
    dry_run: false,
    firewall: { ingress_rules: [{ id: aclRule.id, ...aclTerms }], egress_rules: [{ id: aclRule.id, ...aclTerms }] },
  },
  'POST /v2.0/fwaas/firewall_rules': { firewall_rule: { ...aclTerms, public: false } },
  'PUT /v2.0/fwaas/firewall_rules/:firewall_rule_id': { firewall_rule: { ...aclTerms, public: false } },
  'POST /v2.0/fwaas/firewall_policies': { firewall_policy: aclPolicyTerms },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id': { firewall_policy: aclPolicyTerms },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/insert_rule': {
    firewall_rule_id: aclRule.id,
    insert_before: '',
    insert_after: null,
  },
  'PUT /v2.0/fwaas/firewall_policies/:firewall_policy_id/remove_rule': { firewall_rule_id: aclRule.id },
  'POST /v2.0/fwaas/firewall_groups': { firewall_group: aclGroupTerms },
  'PUT /v2.0/fwaas/firewall_groups/:firewall_id': { firewall_group: aclGroupTerms },
  'POST /v1/:project_id/security-groups': {
    security_group: { name: 'web', description: 'x', vpc_id: vpc.id, enterprise_project_id: '0' },
  },
  'POST /v1/:project_id/security-group-rules': { security_group_rule: { security_group_id: securityGroup.id, ...ruleTerms, ...ports } },
  'POST /v2.0/:project_id/security-groups/:security_group_id/instance/action': { action: 'add', ports: [{ id: instance.port.id }] },
  'POST /v2.0/security-groups': { security_group: { name: 'web', description: 'x', stateful: true, tenant_id: acme, project_id: acme } },
  'PUT /v2.0/security-groups/:security_group_id': { security_group: { name: 'web', description: 'x', stateful: true } },
  'POST /v2.0/security-group-rules': {
    security_group_rule: { security_group_id: securityGroup.id, ...ruleTerms, ...ports, tenant_id: acme, project_id: acme },
  },
  'POST /v3/:project_id/vpc/security-groups': {
    dry_run: false,
    security_group: { name: 'web', description: 'x', enterprise_project_id: '0' },
  },
  'PUT /v3/:project_id/vpc/security-groups/:security_group_id': { dry_run: false, security_group: { name: 'web', description: 'x' } },
  'POST /v3/:project_id/vpc/security-group-rules': {
    dry_run: false,
    security_group_rule: { security_group_id: securityGroup.id, ...ruleTerms, ...v3Terms },
  },
  'POST /v3/:project_id/vpc/security-groups/:security_group_id/security-group-rules/batch-create': {
    dry_run: false,
    ignore_duplicate: false,
    security_group_rules: [{ ...ruleTerms, ...v3Terms }],
  },
  'PUT /v3/:project_id/ports/:port_id/insert-security-groups': { port: { security_groups: [securityGroup.id], index: 0 } },
  'PUT /v3/:project_id/ports/:port_id/remove-security-groups': { port: { security_groups: [securityGroup.id], index: 0 } },
  'POST /v2.0/vpc/routes': {
    route: { type: 'peering', nexthop: peering.id, destination: '10.0.0.0/16', vpc_id: vpc.id, tenant_id: acme },
  },
  'POST /v1/:project_id/vpcs': {
    vpc: { name: 'vpc-acme', description: 'x', cidr: '192.168.0.0/16', enterprise_project_id: '0', enable_shared_snat: true },
  },
  'PUT /v1/:project_id/vpcs/:vpc_id': {
    vpc: { name: 'vpc-acme', description: 'x', cidr: '192.168.0.0/16', routes: [], enable_shared_snat: true },
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/add-extend-cidr': { vpc: { extend_cidrs: ['23.8.0.0/16'] }, dry_run: false },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id/remove-extend-cidr': { vpc: { extend_cidrs: ['23.8.0.0/16'] }, dry_run: false },
  'POST /v1/:project_id/subnets': {
    subnet: {
      name: 'subnet-1',
      description: 'x',
      cidr: '192.168.1.0/24',
      gateway_ip: '192.168.1.1',
      vpc_id: vpc.id,
      ipv6_enable: false,
      dhcp_enable: true,
      availability_zone: 'eu-de-01',
      primary_dns: '100.125.4.25',
      secondary_dns: '8.8.8.8',
      dnsList: ['100.125.4.25'],
      extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: '10.0.0.1' }],
    },
  },
  'PUT /v1/:project_id/vpcs/:vpc_id/subnets/:subnet_id': {
    subnet: {
      name: 'subnet-1',
      description: 'x',
      ipv6_enable: true,
      dhcp_enable: true,
      primary_dns: '100.125.4.25',
      secondary_dns: '8.8.8.8',
      dnsList: ['100.125.4.25'],
      extra_dhcp_opts: [{ opt_name: 'ntp', opt_value: '10.0.0.1' }],
    },
  },
  'POST /v3/:project_id/vpc/vpcs': {
    dry_run: false,
    vpc: { name: 'blue', cidr: '10.0.0.0/16', description: 'x', enterprise_project_id: '0', tags: [{ key: 'env', value: 'test' }] },
  },
  'PUT /v3/:project_id/vpc/vpcs/:vpc_id': { dry_run: false, vpc: { name: 'blue', description: 'x' } },
  'POST /v3/:project_id/firewalls/:firewall_id/tags': { tag: { key: 'env', value: 'test' } },
  'POST /v3/:project_id/firewalls/:firewall_id/tags/create': { tags: [{ key: 'env', value: 'test' }] },
  'POST /v3/:project_id/firewalls/:firewall_id/tags/delete': { tags: [{ key: 'env', value: 'test' }] },
  'POST /v3/:project_id/firewalls/resource-instances/filter': {
    tags: [{ key: 'env', values: ['test'] }],
    matches: [{ key: 'resource_name', value: 'wall' }],
  },
  'POST /v3/:project_id/firewalls/resource-instances/count': {
    tags: [{ key: 'env', values: ['test'] }],
    matches: [{ key: 'resource_name', value: 'wall' }],
  },
  'POST /v2.0/:project_id/vpcs/:vpc_id/tags': { tag: { key: 'env', value: 'test' } },
  'POST /v2.0/:project_id/vpcs/:vpc_id/tags/action': { action: 'create', tags: [{ key: 'env', value: 'test' }] },
  'POST /v2.0/:project_id/vpcs/resource_instances/action': {
    action: 'filter',
    limit: 10,
    offset: 0,
    tags: [{ key: 'env', values: ['test'] }],
    matches: [{ key: 'resource_name', value: 'x' }],
  },
  'POST /v2.0/:project_id/subnets/:subnet_id/tags': { tag: { key: 'env', value: 'test' } },
  'POST /v2.0/:project_id/subnets/:subnet_id/tags/action': { action: 'create', tags: [{ key: 'env', value: 'test' }] },
  'POST /v2.0/:project_id/subnets/resource_instances/action': {
    action: 'filter',
    limit: 10,
    offset: 0,
    tags: [{ key: 'env', values: ['test'] }],
    matches: [{ key: 'resource_name', value: 'x' }],
  },
  'POST /v1/:project_id/routetables': {
    routetable: {
      vpc_id: vpc.id,
      name: 'rtb-1',
      description: 'x',
      routes: [{ type: 'peering', destination: '10.0.0.0/16', nexthop: peering.id, description: 'x' }],
    },
  },
  'PUT /v1/:project_id/routetables/:routetable_id': {
    routetable: {
      name: 'rtb-1',
      description: 'x',
      routes: {
        add: [{ type: 'peering', destination: '10.0.0.0/16', nexthop: peering.id, description: 'x' }],
        mod: [{ type: 'peering', destination: '10.1.0.0/16', nexthop: peering.id, description: 'x' }],
        del: [{ destination: '10.2.0.0/16', type: 'peering', nexthop: peering.id, description: 'x' }],
      },
    },
  },
  'POST /v1/:project_id/routetables/:routetable_id/action': {
    routetable: { subnets: { associate: [subnet.id], disassociate: [uuid('e')] } },
  },
  'POST /isthmus/v1/projects/:project_id/instances': {
    name: 'web',
    subnet_id: subnet.id,
    ip_address: '192.168.1.10',
    security_group_ids: [uuid('a')],
  },
  'POST /isthmus/v1/projects/:project_id/instances/:instance_id/probes': {
    type: 'tcp',
    destination: '10.0.2.10',
    port: 80,
    count: 3,
    timeout_ms: 1000,
  },
  'POST /isthmus/v1/projects/:project_id/reachability': {
    source: { instance_id: uuid('8'), ip: '192.168.1.10', vpc_id: vpc.id },
    destination: { instance_id: uuid('8'), ip: '10.0.2.10', vpc_id: vpc.id },
    protocol: 'tcp',
    port: 80,
    probe: true,
  },
  'POST /isthmus/v1/projects/:project_id/guardrails': {
    name: 'no-ssh',
    rule: 'never',
    source: { vpc_id: vpc.id, cidr: '10.0.0.0/8' },
    destination: { vpc_id: null, cidr: null },
    protocol: 'tcp',
    port_min: 22,
    port_max: 22,
  },
  'POST /isthmus/v1/projects/:project_id/what-if': {
    changes: [
      {
        type: 'create-route',
        requester_vpc_id: vpc.id,
        accepter_vpc_id: vpc.id,
        peering_id: peering.id,
        vpc_id: vpc.id,
        route_table_id: uuid('4'),
        subnet_id: subnet.id,
        destination: '10.0.0.0/16',
        security_group_id: uuid('a'),
        direction: 'ingress',
        ethertype: 'IPv4',
        protocol: 6,
        port_range_min: 80,
        port_range_max: 80,
        remote_ip_prefix: '10.0.0.0/16',
        remote_group_id: null,
      },
    ],
  },
  'POST /isthmus/v1/domains': { name: 'initech', description: 'x', user: { name: 'dave', password: 'long enough' } },
  'POST /isthmus/v1/users': {
    name: 'carol',
    password: 'long enough',
    email: 'c@acme.test',
    description: 'x',
    roles: ['vpc_full'],
    domain_id: 'd'.repeat(32),
  },
  'PUT /isthmus/v1/domains/:domain_id/quotas': { region: 'eu-de', quotas: { vpc: 5, vpcPeer: -1, subnet: null } },
  'PUT /isthmus/v1/users/:user_id/password': { password: 'long enough' },
};
