import { err, ok, type Address, type InstanceId, type Problem, type ProbeRequest, type ProbeResult, type Result } from '@isthmus/core';
import { instanceNetns, type Installation, type Netns } from './names.ts';
import { runPing } from './ping.ts';
import { shakeHands } from './tcp.ts';

/** From the instance to its gateway, the peer's router and the other instance are three; a detour has room. */
const mostHops = 8;

/** Sends real packets from inside an instance's namespace, for a bounded time. */
export async function probe(
  installation: Installation,
  { from, probe: asked, responders }: ProbeRequest,
): Promise<Result<ProbeResult, Problem>> {
  const netns = instanceNetns(installation, from);
  const result = await (asked.type === 'ping'
    ? ping(netns, asked)
    : asked.type === 'tcp'
      ? tcp(
          netns,
          responders.map((id) => instanceNetns(installation, id)),
          asked,
        )
      : traceroute(netns, asked));
  return result === null ? err(notReady(from)) : ok(result);
}

const notReady = (id: InstanceId): Problem => ({ kind: 'not-ready', resource: 'instance', id, reason: 'it is not in the data plane yet' });

async function ping(
  netns: Netns,
  { destination, count, timeoutMs }: { destination: Address; count: number; timeoutMs: number },
): Promise<ProbeResult | null> {
  const output = await runPing(netns, { destination, count, timeoutMs, ttl: null });
  if (output === null) return null;
  const { transmitted, received, rtt, notice } = output;
  return { transmitted, received, rtt, ...(notice === null ? {} : { notice }) };
}

async function tcp(
  netns: Netns,
  responders: readonly Netns[],
  asked: { destination: Address; port: number; timeoutMs: number },
): Promise<ProbeResult | null> {
  const shaken = await shakeHands(netns, responders, asked);
  if (shaken === null) return null;
  const { connected, rttMs, notice } = shaken;
  const rtt = rttMs === null ? null : { min: rttMs, avg: rttMs, max: rttMs };
  return { transmitted: 1, received: connected ? 1 : 0, rtt, connected, ...(notice === null ? {} : { notice }) };
}

/** All hops at once, one packet each; the list ends at the destination, or at the first that refuses. */
async function traceroute(
  netns: Netns,
  { destination, timeoutMs }: { destination: Address; timeoutMs: number },
): Promise<ProbeResult | null> {
  const running = Array.from({ length: mostHops }, (_, index) => runPing(netns, { destination, count: 1, timeoutMs, ttl: index + 1 }));
  if (running.some((one) => one === null)) return null;
  const outputs = await Promise.all(running as NonNullable<(typeof running)[number]>[]);
  const last = outputs.findIndex(({ reached, notice }) => reached || (notice !== null && !/time (to live )?exceeded/i.test(notice)));
  const hops = outputs
    .slice(0, last < 0 ? mostHops : last + 1)
    .map(({ from, rtt }, index) => ({ ttl: index + 1, address: from, rttMs: rtt?.avg ?? null }));
  const end = outputs[last];
  const reached = end?.reached === true;
  return {
    transmitted: hops.length,
    received: hops.filter(({ address }) => address !== null).length,
    rtt: reached ? end.rtt : null,
    hops,
    ...(reached || end?.notice == null ? {} : { notice: end.notice }),
  };
}
