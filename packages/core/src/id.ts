/**
 * Ids are branded: a `VpcId` is not a `ProjectId`, and a plain string is neither. In a service with many
 * tenants a mixed-up id is a leak, so the compiler is the first guard. They are parsed once, at the edge.
 */
declare const brand: unique symbol;
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Account side: 32 lowercase hex digits. */
export type DomainId = Branded<'DomainId'>;
export type ProjectId = Branded<'ProjectId'>;
export type UserId = Branded<'UserId'>;
/** Network side: dashed lowercase UUIDs. */
export type VpcId = Branded<'VpcId'>;
/** The v1 subnet id, which is the Neutron *network* id; see `NeutronSubnetId`. */
export type SubnetId = Branded<'SubnetId'>;
/** The Neutron subnet id, the v1 `neutron_subnet_id`. */
export type NeutronSubnetId = Branded<'NeutronSubnetId'>;
export type RouteTableId = Branded<'RouteTableId'>;
export type RouteId = Branded<'RouteId'>;
export type PeeringId = Branded<'PeeringId'>;
export type PortId = Branded<'PortId'>;
export type InstanceId = Branded<'InstanceId'>;
export type SecurityGroupId = Branded<'SecurityGroupId'>;
export type SecurityGroupRuleId = Branded<'SecurityGroupRuleId'>;
export type AclId = Branded<'AclId'>;
export type AclPolicyId = Branded<'AclPolicyId'>;
export type AclRuleId = Branded<'AclRuleId'>;
/** An access key: 20 upper-case letters and digits. */
export type AccessKeyId = Branded<'AccessKeyId'>;
export type GuardrailId = Branded<'GuardrailId'>;
/** A region name, such as `eu-de`. */
export type Region = Branded<'Region'>;

/** Counts committed writes; every write gets the next one. */
export type Generation = number & { readonly [brand]: 'Generation' };
/** Milliseconds since 1970 UTC. */
export type Instant = number & { readonly [brand]: 'Instant' };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hex32 = /^[0-9a-f]{32}$/;

/** Whether `text` has the form of a VPC-side id (dashed lowercase UUID). */
export const isUuid = (text: string): boolean => uuid.test(text);
/** Whether `text` has the form of an account-side id (32 lowercase hex digits). */
export const isHexId = (text: string): boolean => hex32.test(text);

/**
 * Brands a text whose form has been checked, or that came from our own ledger. It checks nothing: an id that
 * nobody made is simply not found.
 */
export const idOf = <Id extends Branded<string>>(text: string): Id => text as Id;

/** Where ids come from; randomness is the caller's. */
export interface IdSource {
  /** A dashed lowercase UUID. */
  uuid(): string;
  /** 32 lowercase hex digits. */
  hex(): string;
}
