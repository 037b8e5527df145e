import {
  err,
  formatAddress,
  ok,
  type Address,
  type Probe,
  type ProbeRequest,
  type ProbeResult,
  type Problem,
  type Result,
  type RouterPort,
} from '@isthmus/core';
import { flowOf, type Flow } from './flow.ts';
import type { RouterView, SimKernel } from './kernel.ts';
import { echoRequest, replyTo, segment, type Packet } from './packet.ts';
import { walk, type Fate } from './walk.ts';

/** Milliseconds that only ever go forward. */
export type Stopwatch = () => number;

interface Sender {
  readonly kernel: SimKernel;
  readonly router: RouterView;
  readonly port: RouterPort;
  readonly source: Address;
  readonly now: Stopwatch;
}

/** Beyond this many hops no path is longer: own router, peer's router, destination. One more, to show that it ends. */
const longestPath = 4;

/** Walks a probe's packets. Silence costs no time here: nobody waits for a timeout whose outcome is known. */
export function probe(kernel: SimKernel, now: Stopwatch, { from, probe: asked }: ProbeRequest): Result<ProbeResult, Problem> {
  const home = kernel.homeOf(from);
  if (home === null) return err({ kind: 'not-ready', resource: 'instance', id: from, reason: 'it is not in the data plane yet' });
  const source = home.port.addresses.find(({ family }) => family === asked.destination.family);
  // As the kernel tells a process: without an address of the family there is nothing to send from.
  if (source === undefined) return ok({ transmitted: 0, received: 0, rtt: null, notice: 'Network is unreachable' });
  const sender = { kernel, ...home, source, now };
  switch (asked.type) {
    case 'ping':
      return ok(ping(sender, asked));
    case 'tcp':
      return ok(connect(sender, asked));
    case 'traceroute':
      return ok(trace(sender, asked));
  }
}

function ping(sender: Sender, { destination, count }: Probe & { readonly type: 'ping' }): ProbeResult {
  const answers = Array.from({ length: count }, () => ask(sender, echoRequest(sender.source, destination)));
  const times = answers.filter(({ answered }) => answered).map(({ ms }) => ms);
  return { transmitted: count, received: times.length, rtt: spread(times), ...noticeOf(answers[0]?.fate) };
}

function connect(sender: Sender, { destination, port }: Probe & { readonly type: 'tcp' }): ProbeResult {
  const { fate, answered, ms } = ask(sender, segment(sender.source, destination, port));
  if (!answered) return { transmitted: 1, received: 0, rtt: null, connected: false, ...noticeOf(fate) };
  // Every port of an instance is open; a gateway has none.
  const open = fate.kind === 'delivered' && fate.port !== null;
  return { transmitted: 1, received: 1, rtt: spread([ms]), connected: open, ...(open ? {} : { notice: 'Connection refused' }) };
}

/** One packet a hop; the list ends at the destination, or at the router that refuses. */
function trace(sender: Sender, { destination }: Probe & { readonly type: 'traceroute' }): ProbeResult {
  const hops: { ttl: number; address: string | null; rttMs: number | null }[] = [];
  for (let ttl = 1; ttl <= longestPath; ttl++) {
    const { fate, answered, ms } = ask(sender, echoRequest(sender.source, destination, ttl));
    const by = answered ? destination : fate.kind === 'expired' || fate.kind === 'refused' ? fate.by : null;
    hops.push({ ttl, address: by && formatAddress(by), rttMs: by && ms });
    if (answered) return { ...counted(hops), rtt: spread([ms]), hops };
    if (fate.kind === 'refused') return { ...counted(hops), rtt: null, hops, ...noticeOf(fate) };
  }
  return { ...counted(hops), rtt: null, hops };
}

const counted = (hops: readonly { readonly address: string | null }[]): Pick<ProbeResult, 'transmitted' | 'received'> => ({
  transmitted: hops.length,
  received: hops.filter(({ address }) => address !== null).length,
});

interface Answer {
  /** Of the way there. */
  readonly fate: Fate;
  /** Whether the destination's answer came back. */
  readonly answered: boolean;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

function ask(sender: Sender, packet: Packet): Answer {
  const begun = sender.now();
  return { ...carry(sender, packet, flowOf(packet)), ms: sender.now() - begun };
}

/** A packet of a flow and its answer, each on its way. */
export function carry(sender: Pick<Sender, 'kernel' | 'router' | 'port'>, packet: Packet, flow: Flow): Omit<Answer, 'ms'> {
  const fate = walk(sender.kernel, sender.router, sender.port, packet, flow);
  const answered = fate.kind === 'delivered' && comesBack(sender, fate, packet, flow);
  flow.underWay ||= answered;
  return { fate, answered };
}

/** A gateway answers on the spot, and so does the sender itself; a host's answer has its own way to walk. */
function comesBack(
  { kernel, port }: Pick<Sender, 'kernel' | 'port'>,
  reached: Fate & { readonly kind: 'delivered' },
  packet: Packet,
  flow: Flow,
): boolean {
  if (reached.port === null || reached.port.id === port.id) return true;
  const back = walk(kernel, reached.router, reached.port, replyTo(packet), flow);
  return back.kind === 'delivered' && back.port?.id === port.id;
}

function spread(times: readonly number[]): ProbeResult['rtt'] {
  if (times.length === 0) return null;
  return { min: Math.min(...times), avg: times.reduce((sum, time) => sum + time, 0) / times.length, max: Math.max(...times) };
}

/** The words of iputils for what a router says. */
const notices = {
  'no route': { 4: 'Destination Net Unreachable', 6: 'Destination unreachable: No route' },
  'no such host': { 4: 'Destination Host Unreachable', 6: 'Destination unreachable: Address unreachable' },
} as const;

function noticeOf(fate: Fate | undefined): { readonly notice?: string } {
  if (fate?.kind !== 'refused' || fate.by === null) return {};
  return { notice: notices[fate.because][fate.by.family] };
}
