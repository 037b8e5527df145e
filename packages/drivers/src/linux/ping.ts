import { spawn } from 'node:child_process';
import { formatAddress, type Address, type ProbeResult } from '@isthmus/core';
import { inside } from './namespaces.ts';
import type { Netns } from './names.ts';

/** What one `ping` printed. */
export interface PingOutput {
  readonly transmitted: number;
  readonly received: number;
  readonly rtt: ProbeResult['rtt'];
  /** Who answered or refused last, and in what words: "From 10.0.0.1 icmp_seq=1 Destination Net Unreachable". */
  readonly notice: string | null;
  readonly from: string | null;
  readonly reached: boolean;
}

/** Reads the output of iputils `ping -n`. */
export function readPing(output: string): PingOutput {
  const counts = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(output);
  const rtt = /= ([\d.]+)\/([\d.]+)\/([\d.]+)/.exec(output);
  const refusal = /^From (\S+) icmp_seq=\d+ (.+)$/m.exec(output);
  const reply = /^\d+ bytes from (\S+?): icmp_seq=/m.exec(output);
  const local = /^ping: (?:connect|sendmsg|socket|bind): (.+)$/m.exec(output);
  return {
    transmitted: Number(counts?.[1] ?? 0),
    received: Number(counts?.[2] ?? 0),
    rtt: rtt === null ? null : { min: Number(rtt[1]), avg: Number(rtt[2]), max: Number(rtt[3]) },
    notice: refusal?.[2]?.trim() ?? local?.[1] ?? null,
    from: reply?.[1] ?? refusal?.[1] ?? null,
    reached: reply !== null,
  };
}

const intervalSeconds = 0.2;
const graceMs = 300;

interface Pinging {
  readonly destination: Address;
  readonly count: number;
  readonly timeoutMs: number;
  /** Hops a packet may take; null for the host's own default. */
  readonly ttl: number | null;
}

/**
 * Runs `ping` inside a namespace, never longer than `timeoutMs` and a grace. Null where there is no such namespace.
 * After the last packet it waits at most a second for the reply.
 */
export function runPing(netns: Netns, { destination, count, timeoutMs, ttl }: Pinging): Promise<PingOutput> | null {
  const wait = Math.max(0.01, Math.min(1, timeoutMs / 1000));
  const words = ['-n', '-c', String(count), '-i', String(intervalSeconds), '-W', wait.toFixed(2)];
  if (ttl !== null) words.push('-t', String(ttl));
  words.push(formatAddress(destination));
  const child = inside(netns, () =>
    spawn('ping', words, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' } }),
  );
  if (child === null) return null;
  return new Promise((resolve, reject) => {
    let output = '';
    const take = (text: string): string => (output = (output + text).slice(-16_384));
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    /** Interrupted, it still prints its counts. */
    const interrupt = setTimeout(() => child.kill('SIGINT'), timeoutMs);
    const kill = setTimeout(() => child.kill('SIGKILL'), timeoutMs + graceMs);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(interrupt);
      clearTimeout(kill);
      resolve(readPing(output));
    });
  });
}
