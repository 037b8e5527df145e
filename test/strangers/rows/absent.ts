import { each, nothing, own, type Row } from '../row.ts';

/** Services that are not here have empty lists, whoever asks with a project. */
const neutron: Row = { expected: each(200, 200, 200, 200, 200, 403, 401, 401), ask: nothing };
/** Aliases are nobody's own. */
const alias: Row = { ...neutron, ask: () => ({ params: { extension_alias: 'router' } }) };
const inProject: Row = { expected: each(200, 400, 200, 400, 400, 403, 401, 401), inOwnProject: own(200, 200, 200), ask: nothing };

const neutronPaths = [
  'extensions',
  'floatingips',
  'eip/floatingips_v6',
  'subnetpools',
  'address-scopes',
  'address-groups',
  'agents',
  'availability_zones',
  'service-providers',
  'flavors',
  'quotas',
  'rbac-policies',
  'qos/policies',
  'trunks',
  'segments',
  'vpn/ipsec-site-connections',
  'vpn/vpnservices',
  'vpn/ikepolicies',
  'vpn/ipsecpolicies',
  'vpn/endpoint-groups',
];
const projectPaths = [
  '/v1/:project_id/fl/flow_logs',
  '/v1/:project_id/publicips',
  '/v1/:project_id/bandwidths',
  '/v2.0/:project_id/bandwidths',
  '/v2.0/:project_id/publicips/tags',
  '/v3/:project_id/eip/publicips',
  '/v3/:project_id/eip/publicip-pools/common-pools',
  '/v3/:project_id/vpc/address-groups',
];

export const absentRows: Readonly<Record<string, Row>> = Object.fromEntries([
  ...neutronPaths.map((path) => [`GET /v2.0/${path}`, neutron] as const),
  ['GET /v2.0/extensions/:extension_alias', alias] as const,
  ...projectPaths.map((path) => [`GET ${path}`, inProject] as const),
]);
