import type { Problem, ProblemOf, QuotaType, ResourceKind } from '@isthmus/core';

/** What things are called in messages. */
export const nounOf = (resource: ResourceKind): string => (resource === 'vpc' ? 'VPC' : resource.replaceAll('_', ' '));

/** What v2.0 calls what we call otherwise: a VPC is a router there. */
export const neutronNouns: Readonly<Partial<Record<ResourceKind, string>>> = {
  vpc: 'Router',
  peering: 'VpcPeering',
  route: 'VpcRoute',
  route_table: 'RouteTable',
  security_group: 'SecurityGroup',
  security_group_rule: 'SecurityGroupRule',
  network: 'Network',
  subnet: 'Subnet',
  port: 'Port',
};
export const neutronNoun = (resource: ResourceKind): string =>
  neutronNouns[resource] ??
  resource
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** What the quota message calls a type, in the brackets of the published text. */
const quotaWords: Readonly<Partial<Record<QuotaType, string>>> = {
  vpc: 'router',
  vpcPeer: 'vpc_peering',
  securityGroup: 'security_group',
  securityGroupRule: 'security_group_rule',
  publicIp: 'floatingip',
  routetableContainRoutes: 'vpc_route',
  vpcContainRoutetable: 'routetable',
};
/** The published sentence: `Quota exceeded for resources: ['router'].` */
export const quotaMessage = (quota: QuotaType): string => `Quota exceeded for resources: ['${quotaWords[quota] ?? quota}'].`;

/** Codes of the v1 family by what they are about; everything else is `VPC.0101`, the code of any invalid parameter. */
const v1InvalidCodes: Readonly<Partial<Record<ResourceKind, string>>> = {
  subnet: 'VPC.0201',
  security_group: 'VPC.0601',
  security_group_rule: 'VPC.0601',
  private_ip: 'VPC.0702',
  port: 'VPC.2500',
  quota: 'VPC.1207',
  tag: 'VPC.1801',
  flow_log: 'VPC.3001',
};
/** Of some fields the batch of ports has codes of its own. */
const v1FieldCodes: Readonly<Record<string, string>> = { 'security_group.ports': 'VPC.0609', 'security_group.action': 'VPC.0606' };
export const v1InvalidField = ({ resource, field }: { readonly resource?: ResourceKind; readonly field: string }): string =>
  v1FieldCodes[`${resource}.${field}`] ?? v1Invalid(resource);
export const v1Invalid = (resource?: ResourceKind): string => (resource && v1InvalidCodes[resource]) ?? 'VPC.0101';

/** Fields of users have codes of their own, as published for the calls that make and change them. */
const iamFieldCodes: Readonly<Record<string, string>> = {
  'user.name': '1101',
  'user.email': '1102',
  'user.password': '1103',
  'user.phone': '1104',
  'user.areacode': '1104',
  'user.description': '1117',
  'user.access_mode': '1120',
};
/** `IAM.0072` and, for users, 1100 are what is required and was left out. */
export const iamInvalidField = ({ resource, field, reason }: ProblemOf<'invalid-field'>): string => {
  if (reason === 'is required') return resource === 'user' ? '1100' : 'IAM.0072';
  return (resource === 'user' ? iamFieldCodes[field] : undefined) ?? 'IAM.0007';
};

const v1MissingCodes: Readonly<Partial<Record<ResourceKind, string>>> = {
  vpc: 'VPC.0003',
  route_table: 'VPC.2808',
  security_group: 'VPC.0603',
  security_group_rule: 'VPC.0603',
  private_ip: 'VPC.0704',
  port: 'VPC.2500',
};
/** `VPC.2204` is the published "absent or no permission". */
export const v1Missing = (resource: ResourceKind): string => v1MissingCodes[resource] ?? 'VPC.2204';

const v3MissingCodes: Readonly<Partial<Record<ResourceKind, string>>> = { vpc: 'VPC.9904', secondary_cidr: 'VPC.9915' };
/** v3 has codes of its own for VPCs and their secondary blocks. */
export const v3Missing = (resource: ResourceKind): string => v3MissingCodes[resource] ?? v1Missing(resource);

const v1TakenCodes: Readonly<Partial<Record<ResourceKind, string>>> = { vpc: 'VPC.0115', subnet: 'VPC.0204', flow_log: 'VPC.3004' };
export const v1Taken = (resource: ResourceKind): string => v1TakenCodes[resource] ?? v1Invalid(resource);

const v1QuotaCodes: Readonly<Partial<Record<QuotaType, string>>> = {
  vpc: 'VPC.0114',
  subnet: 'VPC.0202',
  securityGroup: 'VPC.0604',
  securityGroupRule: 'VPC.0604',
};
export const v1Quota = (quota: QuotaType): string => v1QuotaCodes[quota] ?? 'VPC.0114';

type InUse = Extract<Problem, { kind: 'in-use' }>;
interface Code {
  readonly status: number;
  readonly code: string;
}
const conflict = (code: string): Code => ({ status: 409, code });
const v1VpcUse: Readonly<Partial<Record<ResourceKind, Code>>> = {
  subnet: conflict('VPC.0104'),
  firewall: conflict('VPC.0107'),
  publicip: conflict('VPC.0108'),
  security_group: conflict('VPC.0112'),
  route: conflict('VPC.0120'),
  route_table: conflict('VPC.0120'),
  peering: conflict('VPC.0120'),
};
const v1SubnetUse: Readonly<Partial<Record<ResourceKind, Code>>> = {
  private_ip: conflict('VPC.0208'),
  port: conflict('VPC.0208'),
  instance: conflict('VPC.0209'),
  route: conflict('VPC.0210'),
};
/** Things that are in use in one way only. */
const v1OwnUse: Readonly<Partial<Record<ResourceKind, Code>>> = {
  port: { status: 400, code: 'VPC.2500' },
  private_ip: conflict('VPC.0707'),
};
/** What stands in the way of deleting a VPC, a subnet, a port or a private IP, in v1. */
export function v1InUse({ resource, by }: InUse): Code {
  const own = v1OwnUse[resource];
  if (own !== undefined) return own;
  if (resource === 'subnet') return v1SubnetUse[by] ?? conflict('VPC.0208');
  if (resource === 'security_group') return conflict('VPC.0602');
  return (resource === 'vpc' ? v1VpcUse[by] : undefined) ?? conflict('VPC.0110');
}
