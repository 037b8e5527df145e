import type { Address } from '../address/address.ts';
import type { InstanceId } from '../id.ts';

/** A real packet to send from inside an instance. Never a shell: these types and validated values alone. */
export type Probe =
  | { readonly type: 'ping'; readonly destination: Address; readonly count: number; readonly timeoutMs: number }
  | { readonly type: 'tcp'; readonly destination: Address; readonly port: number; readonly timeoutMs: number }
  | { readonly type: 'traceroute'; readonly destination: Address; readonly timeoutMs: number };

/** What became of it. */
export interface ProbeResult {
  readonly transmitted: number;
  readonly received: number;
  /** Milliseconds; null where nothing came back. */
  readonly rtt: { readonly min: number; readonly avg: number; readonly max: number } | null;
  /** One entry a hop, in order; `address` is null where that hop stayed silent. */
  readonly hops?: readonly { readonly ttl: number; readonly address: string | null; readonly rttMs: number | null }[];
  readonly connected?: boolean;
  /** What the sender was told, such as "Destination Net Unreachable". */
  readonly notice?: string;
}

export interface ProbeRequest {
  readonly from: InstanceId;
  readonly probe: Probe;
  /**
   * Instances of the sender's and of directly peered VPCs that hold the destination address: one of them may be
   * who answers. A TCP probe finds every port of an instance open, as far as its filters let it in.
   */
  readonly responders: readonly InstanceId[];
}
