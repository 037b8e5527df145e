/** Every address inside the console, built in one place. `p` is the project, which also names the region. */
export const paths = {
  home: (p: string) => `/${p}`,
  vpcs: (p: string) => `/${p}/vpcs`,
  vpc: (p: string, id: string) => `/${p}/vpcs/${id}`,
  createVpc: (p: string) => `/${p}/vpcs/new`,
  peerings: (p: string) => `/${p}/peerings`,
  peering: (p: string, id: string) => `/${p}/peerings/${id}`,
  createPeering: (p: string) => `/${p}/peerings/new`,
  reviewPeering: (p: string, id: string) => `/${p}/peerings/${id}/review`,
  instances: (p: string) => `/${p}/instances`,
  createInstance: (p: string) => `/${p}/instances/new`,
  instance: (p: string, id: string) => `/${p}/instances/${id}`,
  securityGroups: (p: string) => `/${p}/security-groups`,
  securityGroup: (p: string, id: string) => `/${p}/security-groups/${id}`,
  acls: (p: string) => `/${p}/network-acls`,
  acl: (p: string, id: string) => `/${p}/network-acls/${id}`,
  guardrails: (p: string) => `/${p}/guardrails`,
  createGuardrail: (p: string) => `/${p}/guardrails/new`,
  quotas: (p: string) => `/${p}/quotas`,
  troubleshoot: (p: string) => `/${p}/troubleshoot`,
  topology: (p: string) => `/${p}/topology`,
  activity: (p: string) => `/${p}/activity`,
  users: (p: string) => `/${p}/users`,
  credentials: (p: string) => `/${p}/credentials`,
} as const;

/** The same address as the browser's bar shows it: with the console's own prefix. */
export const hrefOf = (path: string): string => `/console${path}`;
