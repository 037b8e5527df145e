import type { PeeringAction, PeeringActor, PeeringStatus } from './peering/lifecycle.ts';
import type { QuotaType } from './quota/quota.ts';

/** Everything that has an id of its own, in the field's words. */
export const resourceKinds = [
  'domain',
  'project',
  'user',
  'token',
  'access_key',
  'role',
  'region',
  'service',
  'endpoint',
  'vpc',
  'secondary_cidr',
  'network',
  'subnet',
  'route_table',
  'route',
  'peering',
  'port',
  'private_ip',
  'instance',
  'security_group',
  'security_group_rule',
  'firewall',
  'firewall_policy',
  'firewall_rule',
  'tag',
  'guardrail',
  'quota',
  'event',
  'receipt',
  'flow_log',
  'publicip',
  'bandwidth',
  'address_group',
  'extension',
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** A block that cannot be what it was sent as. `field` is the dotted path of it, by which every dialect's bodies call it. */
interface WrongBlock {
  readonly field: string;
  readonly cidr: string;
}

/** `resource` is whose address it would be: a subnet's gateway, or a port's or private IP's own. */
interface WantedAddress {
  readonly resource: 'subnet' | 'port' | 'private_ip';
  readonly address: string;
  readonly cidr: string;
}

/**
 * What stands in the way of a request, with its evidence. A plain object by `kind`: the wire layer turns
 * kind and dialect into a status, a code and an envelope, in one table.
 */
export type Problem =
  /** A field has a wrong type, is missing, too long, or makes no sense. `field` is a dotted path on the caller's wire. */
  | {
      readonly kind: 'invalid-field';
      readonly resource?: ResourceKind;
      /** `shape` is what a dialect's schema refuses before anything is looked up; without it, the value makes no sense. */
      readonly nature?: 'shape';
      readonly field: string;
      readonly reason: string;
      readonly fix: string;
      /** Which of several things that are asked for at once it is about, from 0; `field` is then that of one alone. */
      readonly entry?: number;
    }
  | { readonly kind: 'malformed-body'; readonly reason: string }
  /** `limit` is in bytes. On the wire 413. */
  | { readonly kind: 'body-too-large'; readonly limit: number }
  | {
      readonly kind: 'unauthenticated';
      readonly reason: 'missing' | 'invalid-token' | 'wrong-credentials' | 'locked' | 'signature';
      readonly detail?: string;
    }
  | { readonly kind: 'not-permitted'; readonly action: string }
  /** The project in the path is not the token's. */
  | { readonly kind: 'project-mismatch' }
  /** The token is scoped to a domain, and this needs a project. */
  | { readonly kind: 'project-required' }
  /** Absent, or someone else's: the two are never told apart. */
  | { readonly kind: 'not-found'; readonly resource: ResourceKind; readonly id: string }
  | { readonly kind: 'no-such-endpoint'; readonly method: string; readonly path: string }
  | { readonly kind: 'already-exists'; readonly resource: ResourceKind; readonly field: string; readonly value: string }
  /** A user has as many permanent access keys as it may have. */
  | { readonly kind: 'too-many-access-keys'; readonly most: number }
  /** A signed request that makes something new, seen before. */
  | { readonly kind: 'replayed' }
  | { readonly kind: 'over-quota'; readonly quota: QuotaType; readonly limit: number; readonly used: number }
  /** `by` are the things that must go first. */
  | {
      readonly kind: 'in-use';
      readonly resource: ResourceKind;
      readonly id: string;
      readonly by: ResourceKind;
      readonly byIds: readonly string[];
    }
  | { readonly kind: 'immutable'; readonly resource: ResourceKind; readonly id: string; readonly reason: string }
  /** Wrong peer VPC, wrong peer project, or a VPC of another project: one answer for all three. */
  | { readonly kind: 'peer-unknown' }
  | { readonly kind: 'same-vpc' }
  /** The unordered pair of VPCs has a peering already, of whatever status. */
  | { readonly kind: 'pair-taken'; readonly peeringId: string; readonly status: PeeringStatus }
  | {
      readonly kind: 'wrong-status';
      readonly peeringId: string;
      readonly action: PeeringAction;
      readonly status: PeeringStatus;
      readonly allowed: readonly PeeringStatus[];
    }
  | { readonly kind: 'wrong-side'; readonly peeringId: string; readonly action: PeeringAction; readonly allowed: readonly PeeringActor[] }
  | { readonly kind: 'destination-taken'; readonly destination: string; readonly routeTableId: string }
  /** One request names one destination twice. */
  | { readonly kind: 'destination-repeated'; readonly destination: string }
  /** One's own, and of another VPC than the address names. */
  | { readonly kind: 'not-in-vpc'; readonly subnetId: string; readonly vpcId: string }
  /** Absent, someone else's, or of another VPC than the route table: never told apart. */
  | { readonly kind: 'subnet-elsewhere'; readonly subnetId: string; readonly vpcId: string }
  | { readonly kind: 'subnet-not-associated'; readonly subnetId: string; readonly routeTableId: string }
  /** The destination lies inside a local (system) route. */
  | { readonly kind: 'destination-local'; readonly destination: string; readonly local: string }
  | ({ readonly kind: 'cidr-not-private'; readonly resource: ResourceKind } & WrongBlock)
  | ({ readonly kind: 'cidr-outside-vpc'; readonly blocks: readonly string[] } & WrongBlock)
  | ({
      readonly kind: 'cidr-overlap';
      readonly resource: ResourceKind;
      readonly other: string;
      readonly otherId: string;
    } & WrongBlock)
  | ({ readonly kind: 'cidr-in-use'; readonly subnets: readonly string[] } & WrongBlock)
  /** A secondary block that a VPC cannot have. */
  | ({
      readonly kind: 'block-refused';
      readonly why: 'forbidden' | 'too-many';
      readonly reason: string;
      readonly fix: string;
    } & WrongBlock)
  | ({ readonly kind: 'address-outside-subnet' } & WantedAddress)
  | ({ readonly kind: 'address-reserved' } & WantedAddress)
  | { readonly kind: 'address-in-use'; readonly address: string }
  | { readonly kind: 'no-address-left'; readonly subnetId: string }
  /** The thing is not in the condition the request needs, such as an instance that is still being built. */
  | { readonly kind: 'not-ready'; readonly resource: ResourceKind; readonly id: string; readonly reason: string }
  /** The change would break what the caller's project states of its own network; `packet` shows it. `guardrailId` is empty for one that is being made. */
  | {
      readonly kind: 'guardrail-broken';
      readonly guardrailId: string;
      readonly name: string;
      readonly rule: 'never' | 'always';
      readonly packet: { readonly source: string; readonly destination: string; readonly protocol: string; readonly port: number | null };
    }
  /** The installation does not offer this service. */
  | { readonly kind: 'not-offered'; readonly what: string }
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** A bug was thrown; made by the pipeline alone. The log has it under this request id, and nothing else is told. On the wire 500. */
  | { readonly kind: 'internal'; readonly requestId: string };

export type ProblemKind = Problem['kind'];
export type ProblemOf<Kind extends ProblemKind> = Extract<Problem, { kind: Kind }>;
