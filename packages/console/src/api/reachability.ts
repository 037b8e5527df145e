import { answer, client } from './client.ts';
import type { Answered } from './shape.ts';

const path = '/isthmus/v1/projects/{project_id}/reachability';

export type Protocol = 'icmp' | 'tcp' | 'udp';
export type Reachability = Answered<typeof path, 'post'>;
export type Leg = Reachability['forward'];
export type Hop = Leg['hops'][number];
export type Blocker = Leg['blockers'][number];
export type Place = Hop['at'];

export interface Question {
  readonly instanceId: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly port: number | null;
  readonly probe: 'with-packet' | 'proof-alone';
}

/** Asks for the proof, both directions; with a packet, that is sent too. */
export const askReachability = (projectId: string, { instanceId, destination, protocol, port, probe }: Question): Promise<Reachability> =>
  answer(
    client.POST(path, {
      params: { path: { project_id: projectId } },
      body: {
        source: { instance_id: instanceId },
        destination: { ip: destination },
        protocol,
        ...(port === null ? {} : { port }),
        probe: probe === 'with-packet',
      },
    }),
  );
