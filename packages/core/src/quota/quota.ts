/** Published types and defaults (contract, section 10); the administrator may set others per domain. -1 is unlimited. */
export const quotaDefaults = {
  vpc: 150,
  subnet: 100,
  securityGroup: 100,
  securityGroupRule: 5000,
  publicIp: 10,
  vpn: 5,
  vpcPeer: 50,
  loadbalancer: 10,
  listener: 10,
  physicalConnect: 10,
  virtualInterface: 50,
  firewall: 200,
  shareBandwidth: 5,
  shareBandwidthIP: 20,
  flow_log: 10,
  vpcContainRoutetable: 10,
  routetableContainRoutes: 200,
  address_group: 50,
} as const;
export type QuotaType = keyof typeof quotaDefaults;
export const quotaTypes = Object.keys(quotaDefaults) as readonly QuotaType[];
