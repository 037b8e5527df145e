import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@isthmus/control';
import { idOf, type ProjectId, type VpcId } from '@isthmus/core';
import { openLedger } from '@isthmus/ledger';
import { logIn, type Session } from '../../test/api.ts';
import { startService, type Service } from '../../test/service.ts';
import { figure, timed, type Figure } from '../figure.ts';
import { fillWithPeerings, tellHealth } from '../peerings.ts';
import type { Part } from '../part.ts';

const alice = { domain: 'acme', user: 'alice', password: 'isthmus-demo' };
const bob = { domain: 'globex', user: 'bob', password: 'isthmus-demo' };
const times = { warm: 1000, writes: 400, reads: 2000, pages: 1000, lists: 500 } as const;

/** One client with one connection. Resolves with the body; what is not a success is thrown. */
class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #token: string;
  constructor({ url }: Service, { token }: Session) {
    this.#url = url;
    this.#token = token;
  }

  // oxlint-disable-next-line no-explicit-any
  ask(method: string, path: string, body?: unknown): Promise<any> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { 'X-Auth-Token': this.#token, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, { method, agent: this.#agent, headers }, (answer) => {
        let read = '';
        answer.setEncoding('utf8').on('data', (part: string) => (read += part));
        answer.on('end', () =>
          (answer.statusCode ?? 500) < 300
            ? resolve(read === '' ? null : JSON.parse(read))
            : reject(new Error(`${method} ${path}: ${answer.statusCode} ${read}`)),
        );
      });
      sent.on('error', reject).end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Each half of a figure: how many a second one client does, and how long each took. */
const both = (name: string, spent: readonly number[], mark: string): Figure[] => [
  figure(`${name}, one client`, '/s', perSecond(spent)),
  figure(name, 'ms', spent, mark),
];
/** Of ten stretches of the run, so that the rate has a spread too. */
function perSecond(spent: readonly number[]): number[] {
  const stretch = Math.ceil(spent.length / 10);
  return Array.from({ length: 10 }, (_, index) => spent.slice(index * stretch, (index + 1) * stretch))
    .filter((part) => part.length > 0)
    .map((part) => (part.length * 1000) / part.reduce((sum, ms) => sum + ms, 0));
}

interface Store {
  readonly count: number;
  readonly databaseUrl: string | null;
  /** Whether the health of all of them is known when the service starts, or looked at beside the requests. */
  readonly healthKnown: boolean;
}

async function measure({ count, databaseUrl, healthKnown }: Store, say: (line: string) => void): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-bench-'));
  const flags = ['--demo', ...(databaseUrl === null ? [] : ['--database-url', databaseUrl])];
  let service = await startService({ dataDir, flags });
  try {
    const vpcOf = async (client: Client, { projectId }: Session) => (await client.ask('GET', `/v1/${projectId}/vpcs`)).vpcs[0].id as string;
    const first = await logIn(service, alice, 'eu-de');
    const looking = new Client(service, first);
    const mine = { projectId: idOf<ProjectId>(first.projectId), vpcId: idOf<VpcId>(await vpcOf(looking, first)) };
    looking.close();
    await service.stop();
    say(`${count} peerings into the ledger`);
    const ledger = await openLedger(
      databaseUrl === null ? { sqlite: { directory: dataDir } } : { postgres: { url: databaseUrl } },
      systemClock,
    );
    await fillWithPeerings(ledger, count, mine);
    if (healthKnown) await tellHealth(ledger, count);
    await ledger.close();
    say(`${count} peerings, asking`);
    service = await startService({ dataDir, flags });
    const [a, b] = [await logIn(service, alice, 'eu-de'), await logIn(service, bob, 'eu-de')];
    const [ofAlice, ofBob] = [new Client(service, a), new Client(service, b)];
    const ends = { request_vpc_info: { vpc_id: mine.vpcId }, accept_vpc_info: { vpc_id: await vpcOf(ofBob, b), tenant_id: b.projectId } };
    const [created, accepted, deleted] = [[], [], []] as [number[], number[], number[]];
    let id = '';
    for (let round = 0; round < times.writes; round++) {
      const body = { peering: { name: 'bench', ...ends } };
      created.push(...(await timed(1, async () => (id = (await ofAlice.ask('POST', '/v2.0/vpc/peerings', body)).peering.id))));
      accepted.push(...(await timed(1, () => ofBob.ask('PUT', `/v2.0/vpc/peerings/${id}/accept`))));
      if (round < times.writes - 1) deleted.push(...(await timed(1, () => ofAlice.ask('DELETE', `/v2.0/vpc/peerings/${id}`))));
    }
    const one = (): Promise<unknown> => ofAlice.ask('GET', `/v2.0/vpc/peerings/${id}`);
    const first20 = (): Promise<unknown> => ofAlice.ask('GET', '/v2.0/vpc/peerings?limit=20');
    await timed(times.warm, one);
    await timed(times.warm, first20);
    const got = await timed(times.reads, one);
    const page = await timed(times.pages, first20);
    const long = await timed(times.lists, () => ofAlice.ask('GET', '/v2.0/vpc/peerings?limit=200'));
    const list = `/isthmus/v1/projects/${a.projectId}/peerings?limit=20`;
    const seen = await timed(times.lists, () => ofAlice.ask('GET', list));
    const { next_marker: marker } = await ofAlice.ask('GET', list);
    const next = await timed(times.lists, () => ofAlice.ask('GET', `${list}&marker=${marker}`));
    const found = await timed(times.lists, () => ofAlice.ask('GET', `${list}&search=enc`));
    ofAlice.close();
    ofBob.close();
    const store = `${count} peerings${databaseUrl === null ? '' : ', PostgreSQL'}${healthKnown ? '' : ', all health looked at'}`;
    return [
      ...both(`${store}: create`, created, 'p99 under 10'),
      ...both(`${store}: accept`, accepted, 'p99 under 10'),
      ...both(`${store}: delete`, deleted, 'p99 under 10'),
      ...both(`${store}: get`, got, 'p99 under 2'),
      ...both(`${store}: page of 20`, page, 'p99 under 2'),
      ...both(`${store}: page of 200`, long, ''),
      ...both(`${store}: page of 20 with health`, seen, ''),
      ...both(`${store}: next page of 20 with health`, next, 'p99 under 300'),
      ...both(`${store}: search by a part of the name`, found, ''),
    ];
  } finally {
    await service.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export const part: Part = {
  title: 'What the API answers, durably, with so many peerings stored',
  method:
    'One client with one connection to a real service, on the simulated data plane, which converges beside it. Every write is on disk before its answer. Strangers have 50 peerings a VPC, with routes on both sides; the client has 250 requests in its inbox. Once with the health of all of them known, as after any start, and once with that of none, as after the start of a version with other rules of health, so that all of it is looked at beside the requests. Reads are asked 1,000 times before they are timed, as a service that runs has been.',
  needsKernel: false,
  async run({ peerings, databaseUrl }, say) {
    const figures: Figure[] = [];
    for (const count of peerings)
      for (const healthKnown of [true, false]) figures.push(...(await measure({ count, databaseUrl: null, healthKnown }, say)));
    if (databaseUrl !== null) figures.push(...(await measure({ count: Math.max(...peerings), databaseUrl, healthKnown: true }, say)));
    return figures;
  },
};
