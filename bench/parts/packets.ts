import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, createAccount, fields, inForce, logIn, type Answer, type Ask, type Session } from '../../test/api.ts';
import { startService, type Service } from '../../test/service.ts';
import { figure, type Figure } from '../figure.ts';
import type { Part } from '../part.ts';

const alice = { domain: 'acme', user: 'alice', password: 'isthmus-demo' };
const bob = { domain: 'globex', user: 'bob', password: 'isthmus-demo' };
const region = 'eu-de';
/** The published quota of an account is 100 subnets. */
const vpcsEach = 100;
const trials = 60;
const intervalMs = 2;
const longestWaitMs = 5000;

async function written(service: Service, session: Session, request: Omit<Ask, 'token'>): Promise<Answer> {
  const answer = await ask(service, { ...request, token: session.token });
  if (answer.status >= 300) throw new Error(`${request.method} ${request.path}: ${answer.status} ${answer.text}`);
  return answer;
}

/** VPCs with a subnet and an instance, of other accounts. They are there for being many. */
async function populate(service: Service, vpcs: number, from: number): Promise<void> {
  let last: { readonly session: Session; readonly answer: Answer } | undefined;
  for (let n = from; n < vpcs; n++) {
    const session: Session =
      n % vpcsEach === 0 || last === undefined ? await logIn(service, await createAccount(service, `bench-${n}`), region) : last.session;
    const { projectId } = session;
    const post = async (path: string, body: unknown) => written(service, session, { method: 'POST', path, body });
    const vpc = fields(await post(`/v1/${projectId}/vpcs`, { vpc: { name: `vpc-${n}`, cidr: '10.0.0.0/16' } })).vpc.id;
    const subnet = { name: 'subnet', cidr: '10.0.0.0/24', gateway_ip: '10.0.0.1', vpc_id: vpc };
    const { id } = fields(await post(`/v1/${projectId}/subnets`, { subnet })).subnet;
    const answer = await post(`/isthmus/v1/projects/${projectId}/instances`, { name: 'one', subnet_id: id, ip_address: '10.0.0.10' });
    last = { session, answer };
  }
  if (last !== undefined) await inForceSlowly(service, last.session, last.answer);
}

/** A thousand VPCs take longer than a test would wait for one. */
async function inForceSlowly(service: Service, session: Session, answer: Answer): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await inForce(service, session, answer);
    } catch (error) {
      if (attempt === 5) throw error;
    }
}

interface Pinging {
  /** Milliseconds since the epoch of each reply so far; complete once it is stopped. */
  stop(): Promise<readonly number[]>;
}

/** An echo every 2 ms from inside an instance; `ping` itself says when each reply came. */
async function pinging(netns: string, destination: string): Promise<Pinging> {
  const words = [`--net=/run/netns/${netns}`, 'ping', '-n', '-D', '-i', String(intervalMs / 1000), '-W', '1', destination];
  const child = spawn('stdbuf', ['-oL', 'nsenter', ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await once(child.stdout, 'data');
  return {
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'close');
      return [...printed.matchAll(/^\[(\d+\.\d+)\] \d+ bytes from/gm)].map(([, at]) => Number(at) * 1000);
    },
  };
}

const now = (): number => performance.timeOrigin + performance.now();

interface Side {
  readonly session: Session;
  readonly vpc: { readonly id: string; readonly cidr: string };
}

interface Trial {
  readonly accept: number;
  readonly route: number;
}

/** The demo accounts peer anew; from the answers on, no call waits for the kernel, so the first reply tells when it was done. */
async function trial(service: Service, a: Side, b: Side, netns: string, destination: string): Promise<Trial> {
  const ends = { request_vpc_info: { vpc_id: a.vpc.id }, accept_vpc_info: { vpc_id: b.vpc.id, tenant_id: b.session.projectId } };
  const asked = await written(service, a.session, {
    method: 'POST',
    path: '/v2.0/vpc/peerings',
    body: { peering: { name: 'p', ...ends } },
  });
  const { id } = fields(asked).peering;
  const ping = await pinging(netns, destination);
  const accepted = now();
  await written(service, b.session, { method: 'PUT', path: `/v2.0/vpc/peerings/${id}/accept` });
  const route = (side: Side, other: Side) => ({
    route: { type: 'peering', vpc_id: side.vpc.id, destination: other.vpc.cidr, nexthop: id },
  });
  await written(service, a.session, { method: 'POST', path: '/v2.0/vpc/routes', body: route(a, b) });
  const routed = now();
  const last = await written(service, b.session, { method: 'POST', path: '/v2.0/vpc/routes', body: route(b, a) });
  await inForce(service, b.session, last);
  await pause(40);
  let replies = await ping.stop();
  if (replies.length === 0) replies = [accepted + longestWaitMs];
  const gone = await written(service, a.session, { method: 'DELETE', path: `/v2.0/vpc/peerings/${id}` });
  await inForce(service, a.session, gone);
  return { accept: replies[0]! - accepted, route: replies[0]! - routed };
}

async function sideOf(service: Service, who: typeof alice): Promise<Side> {
  const session = await logIn(service, who, region);
  const answer = await ask(service, { method: 'GET', path: `/v1/${session.projectId}/vpcs`, token: session.token });
  return { session, vpc: fields(answer).vpcs[0] };
}

export const part: Part = {
  title: 'From accept, and from the last route, to the first packet',
  method: `Through the API of a real service. An echo goes out every ${intervalMs} ms; the time is from the request being sent to the first reply. "Accept" holds three requests: accept and both routes, one after the other. A trial without any reply counts as ${longestWaitMs} ms.`,
  needsKernel: true,
  async run({ vpcs: sizes }, say): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    const service = await startService({ dataPlane: 'linux', flags: ['--demo'] });
    try {
      const installation = readFileSync(join(service.dataDir, 'installation'), 'utf8').trim();
      const [a, b] = [await sideOf(service, alice), await sideOf(service, bob)];
      const instances = { method: 'GET', path: `/isthmus/v1/projects/${a.session.projectId}/instances`, token: a.session.token };
      const netns = `ist-${installation}-ins-${fields(await ask(service, instances)).instances[0].id}`;
      let there = 0;
      for (const size of sizes.filter((count) => count >= 100).toSorted((x, y) => x - y)) {
        say(`making ${size} VPCs`);
        await populate(service, size, there);
        there = size;
        say(`${trials} trials with ${size} VPCs`);
        const done: Trial[] = [];
        for (let count = 0; count < trials; count++) done.push(await trial(service, a, b, netns, '10.0.2.10'));
        figures.push(
          figure(
            `accept and both routes, ${size} VPCs present`,
            'ms',
            done.map(({ accept }) => accept),
            'p99 under 100',
          ),
          figure(
            `the second route, ${size} VPCs present`,
            'ms',
            done.map(({ route }) => route),
          ),
        );
      }
      return figures;
    } finally {
      await service.remove();
    }
  },
};
