import { refusalOf } from './refusal.ts';
import { scope } from './scope.ts';

export type Protocol = 'icmp' | 'tcp' | 'udp';

export interface Question {
  readonly instanceId: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly port: number | null;
  readonly probe: 'with-packet' | 'proof-alone';
}

export interface Place {
  readonly noun: string;
  readonly id: string;
}

/** A place that a packet passes; of the other side the VPC alone. */
export interface Hop {
  readonly side: 'yours' | 'theirs';
  readonly at: Place;
}

/** One thing that stops it. A fix is there where the asker can do something about it. */
export interface Blocker {
  readonly kind: string;
  readonly at: Place | null;
  readonly side: 'yours' | 'theirs';
  readonly summary: string;
  readonly fix?: Readonly<Record<string, unknown>> & { readonly type: string };
}

export interface Leg {
  readonly hops: readonly Hop[];
  readonly blockers: readonly Blocker[];
}

export interface Reachability {
  readonly reachable: boolean;
  readonly forward: Leg;
  readonly return: Leg;
  readonly probe?: { readonly transmitted: number; readonly received: number };
  /** Whether the packet did what the proof says. */
  readonly agreed?: boolean;
}

/** Asks for the proof, both directions; with a packet, that is sent too. */
export async function askReachability(
  projectId: string,
  { instanceId, destination, protocol, port, probe }: Question,
): Promise<Reachability> {
  const response = await fetch(`/isthmus/v1/projects/${projectId}/reachability`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Isthmus-Console': '1', 'X-Project-Id': scope.projectId ?? '' },
    body: JSON.stringify({
      source: { instance_id: instanceId },
      destination: { ip: destination },
      protocol,
      ...(port === null ? {} : { port }),
      probe: probe === 'with-packet',
    }),
  });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Reachability;
}
