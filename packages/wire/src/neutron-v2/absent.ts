import { absent } from '../absent.ts';

export const absentNeutron = absent('neutron-v2', {
  '/v2.0/floatingips': 'floatingips',
  '/v2.0/eip/floatingips_v6': 'floatingips_v6',
  '/v2.0/subnetpools': 'subnetpools',
  '/v2.0/address-scopes': 'address_scopes',
  '/v2.0/address-groups': 'address_groups',
  '/v2.0/agents': 'agents',
  '/v2.0/availability_zones': 'availability_zones',
  '/v2.0/service-providers': 'service_providers',
  '/v2.0/flavors': 'flavors',
  '/v2.0/quotas': 'quotas',
  '/v2.0/rbac-policies': 'rbac_policies',
  '/v2.0/qos/policies': 'policies',
  '/v2.0/trunks': 'trunks',
  '/v2.0/segments': 'segments',
  '/v2.0/vpn/ipsec-site-connections': 'ipsec_site_connections',
  '/v2.0/vpn/vpnservices': 'vpnservices',
  '/v2.0/vpn/ikepolicies': 'ikepolicies',
  '/v2.0/vpn/ipsecpolicies': 'ipsecpolicies',
  '/v2.0/vpn/endpoint-groups': 'endpoint_groups',
});
