import type { Address } from '../address/address.ts';
import type { Cidr } from '../address/cidr.ts';
import type { GuardrailId, InstanceId, PeeringId, SubnetId, VpcId } from '../id.ts';
import type { InstanceStatus } from '../instance/instance.ts';
import type { Operation } from '../operation.ts';
import type { Listed, Page, Search } from '../paging.ts';
import type { PeeringHealth } from '../peering/health.ts';
import type { Peering } from '../peering/peering.ts';
import type { PeeringSide } from '../peering/side.ts';
import type { ProbeResult } from '../probe/probe.ts';
import type { Route } from '../routing/route.ts';
import type { Subnet, Vpc } from '../vpc/vpc.ts';
import type { Change } from './change.ts';
import type { Difference } from './difference.ts';
import type { Guardrail, StoredGuardrail } from './guardrail.ts';
import type { FlowProtocol } from './packet.ts';
import type { PeeringPreview } from './preview.ts';
import type { SeenAnswer } from './sight.ts';

/** One end of a question: an instance of the asker's, or an address. The VPC of a destination address may be left open. */
export type AskedEnd =
  | { readonly instanceId: InstanceId; readonly address?: Address }
  | { readonly vpcId?: VpcId; readonly address: Address };

/** The proof, and the packet where one was sent. */
export interface CheckedAnswer {
  readonly answer: SeenAnswer;
  /** Null where none was asked for. */
  readonly probe: SentProbe | null;
}

/** `skipped`: why no packet was sent, or why what it did says nothing. */
export type SentProbe =
  | { readonly skipped: string }
  | { readonly arrived: boolean; readonly result: ProbeResult; /** Whether it did what the proof says. */ readonly agreed: boolean };

/** A preview, and how much of the account's quota of peerings is used once the peering counts. */
export interface QuotedPreview extends PeeringPreview {
  readonly quota: { readonly used: number; readonly limit: number };
}

/** A peering as one side of it sees it: what works, and the ranges that it may see. */
export interface SeenPeering {
  readonly peering: Peering;
  readonly side: PeeringSide;
  readonly health: PeeringHealth;
  readonly localRanges: readonly Cidr[];
  /** Null until the other side has shown them: by asking, or by accepting. */
  readonly peerRanges: readonly Cidr[] | null;
}

/** What a project has, for a map of it. */
export interface Topology {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly instances: readonly {
    readonly id: InstanceId;
    readonly name: string;
    readonly status: InstanceStatus;
    readonly vpcId: VpcId;
    readonly subnetId: SubnetId;
    readonly addresses: readonly Address[];
  }[];
  readonly peerings: readonly SeenPeering[];
}

export interface ReachabilityOperations {
  'list-guardrails': Operation<{ readonly page: Page }, Listed<StoredGuardrail>>;
  'show-guardrail': Operation<{ readonly id: GuardrailId }, StoredGuardrail>;
  /** Refused where the network breaks it already. */
  'create-guardrail': Operation<Guardrail & { readonly name: string }, StoredGuardrail>;
  'delete-guardrail': Operation<{ readonly id: GuardrailId }, null>;
  'check-reachability': Operation<
    {
      readonly source: AskedEnd;
      readonly destination: AskedEnd;
      readonly protocol: FlowProtocol;
      /** Null for ICMP. */
      readonly port: number | null;
      readonly probe: 'with-packet' | 'proof-alone';
    },
    CheckedAnswer
  >;
  'preview-peering': Operation<{ readonly id: PeeringId }, QuotedPreview>;
  'add-suggested-routes': Operation<{ readonly id: PeeringId }, readonly Route[]>;
  'list-seen-peerings': Operation<{ readonly search?: Search; readonly page: Page }, Listed<SeenPeering>>;
  'show-topology': Operation<Record<never, never>, Topology>;
  /** Nothing is changed. Only changes that the asker may make itself. */
  'check-changes': Operation<{ readonly changes: readonly Change[] }, Difference>;
}
