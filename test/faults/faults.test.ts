import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, fields, inForce, logIn, type Session } from '../api.ts';
import { startService, testedPlanes, type Service } from '../service.ts';

const linux = testedPlanes.includes('linux');
const alice = { domain: 'acme', user: 'alice', password: 'isthmus-demo' };
const bob = { domain: 'globex', user: 'bob', password: 'isthmus-demo' };

async function written(service: Service, session: Session, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await ask(service, { method, path, token: session.token, ...(body === undefined ? {} : { body }) });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  await inForce(service, session, answer);
  return fields(answer);
}

interface Listed {
  readonly id: string;
  readonly cidr: string;
}

/** The demo accounts' VPCs, peered, with both routes; the id of alice's instance. */
async function peered(service: Service): Promise<string> {
  const [a, b] = [await logIn(service, alice, 'eu-de'), await logIn(service, bob, 'eu-de')];
  const vpcOf = async ({ token, projectId }: Session): Promise<Listed> =>
    fields(await ask(service, { method: 'GET', path: `/v1/${projectId}/vpcs`, token })).vpcs[0];
  const [vpcA, vpcB] = [await vpcOf(a), await vpcOf(b)];
  const ends = { request_vpc_info: { vpc_id: vpcA.id }, accept_vpc_info: { vpc_id: vpcB.id, tenant_id: b.projectId } };
  const { peering } = (await written(service, a, 'POST', '/v2.0/vpc/peerings', { peering: { name: 'p', ...ends } })) as { peering: Listed };
  await written(service, b, 'PUT', `/v2.0/vpc/peerings/${peering.id}/accept`);
  for (const [session, from, to] of [
    [a, vpcA, vpcB],
    [b, vpcB, vpcA],
  ] as const)
    await written(service, session, 'POST', '/v2.0/vpc/routes', {
      route: { type: 'peering', vpc_id: from.id, destination: to.cidr, nexthop: peering.id },
    });
  const path = `/isthmus/v1/projects/${a.projectId}/instances`;
  return fields(await ask(service, { method: 'GET', path, token: a.token })).instances[0].id;
}

/** The value of a counter of the service. */
async function metric(service: Service, name: string): Promise<number> {
  const { text } = await ask(service, { method: 'GET', path: '/metrics' });
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

interface Pinging {
  /** Ends it; what was sent and what came back. */
  stop(): Promise<{ readonly sent: number; readonly answered: number; readonly report: string }>;
}

/** 20 echoes a second from inside an instance, by no process of ours. */
async function pinging(instanceId: string, installation: string, destination: string): Promise<Pinging> {
  const netns = `/run/netns/ist-${installation}-ins-${instanceId}`;
  const child = spawn('nsenter', [`--net=${netns}`, 'ping', '-n', '-i', '0.05', '-W', '1', destination], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (report += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (report += text));
  while (!report.includes('icmp_seq=5 ')) {
    assert.equal(child.exitCode, null, report);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  return {
    async stop() {
      child.kill('SIGINT');
      // Not its exit: the counts may still be on their way to us by then.
      await once(child, 'close');
      const [, sent, answered] = /(\d+) packets transmitted, (\d+) received/.exec(report) ?? [];
      return { sent: Number(sent), answered: Number(answered), report: report.slice(-400) };
    },
  };
}

describe('kill -9 under a running ping', { skip: linux ? false : 'needs root and the kernel data plane' }, () => {
  test('no echo is lost over five kills and restarts, and no restart issues a command', async () => {
    let service = await startService({ dataPlane: 'linux', flags: ['--demo'] });
    try {
      const instanceId = await peered(service);
      const installation = readFileSync(join(service.dataDir, 'installation'), 'utf8').trim();
      const ping = await pinging(instanceId, installation, '10.0.2.10');
      for (let round = 0; round < 5; round++) {
        await service.kill9();
        service = await startService({ dataPlane: 'linux', flags: ['--demo'], dataDir: service.dataDir });
        assert.equal(await metric(service, 'isthmus_converge_commands_total'), 0, 'an unchanged world is left alone');
        assert.ok((await metric(service, 'isthmus_converge_seconds_count')) >= 1, 'and it was looked at');
      }
      assert.equal(await service.stop(), 0);
      await sleep(500);
      const { sent, answered, report } = await ping.stop();
      assert.ok(sent > 100, report);
      // The last echo may still be on its way when the ping is ended.
      assert.ok(sent - answered <= 1, `${sent - answered} of ${sent} echoes lost\n${report}`);
      const lost = sent - answered;
      if (lost === 1) assert.match(report, new RegExp(`icmp_seq=${sent - 1} `));
    } finally {
      await service.remove();
    }
  });
});

describe('kill -9 under concurrent writes', () => {
  for (const round of [1, 2, 3])
    test(`no acknowledged write is lost, round ${round}`, async () => {
      const first = await startService({ flags: ['--demo'] });
      const session = await logIn(first, alice, 'eu-de');
      const path = `/v1/${session.projectId}/vpcs`;
      const acknowledged = new Map<string, string>();
      const writer = async (number: number): Promise<void> => {
        for (let count = 0; ; count++) {
          const name = `w${number}-${count}`;
          const answer = await ask(first, {
            method: 'POST',
            path,
            token: session.token,
            body: { vpc: { name, cidr: '10.0.0.0/16' } },
          }).catch(() => null);
          if (answer === null) return;
          if (answer.status === 200) acknowledged.set(fields(answer).vpc.id, name);
          // At the quota, room is made; what was deleted is no longer promised.
          else if (answer.status === 409) await makeRoom(first, session, acknowledged);
          else assert.fail(`${answer.status} ${answer.text}`);
        }
      };
      const writers = [0, 1, 2, 3, 4, 5, 6, 7].map(writer);
      // Some are acknowledged however slow the disk is; the end comes at any moment of those that follow.
      const ended = Promise.all(writers);
      while (acknowledged.size <= 10)
        assert.equal(await Promise.race([ended.then(() => 'ended'), sleep(10, 'going on')]), 'going on', first.output().stderr);
      await sleep(150 * round);
      await first.kill9();
      await ended;

      const second = await startService({ dataDir: first.dataDir });
      try {
        const again = await logIn(second, alice, 'eu-de');
        const listed = await ask(second, { method: 'GET', path: `${path}?limit=2000`, token: again.token });
        const there = new Map((fields(listed).vpcs as { id: string; name: string }[]).map(({ id, name }) => [id, name]));
        const lost = [...acknowledged].filter(([id, name]) => there.get(id) !== name);
        assert.deepEqual(lost, []);
        // Its default route table is part of the same promise: a subnet can be made in each.
        const [[id] = ['']] = acknowledged;
        const subnet = { name: 's', cidr: '10.0.0.0/24', gateway_ip: '10.0.0.1', vpc_id: id };
        await written(second, again, 'POST', `/v1/${again.projectId}/subnets`, { subnet });
      } finally {
        await second.remove();
      }
    });
});

/** Deletes one that was acknowledged; forgotten before it is asked, because the answer may never come. */
async function makeRoom(service: Service, session: Session, acknowledged: Map<string, string>): Promise<void> {
  const [id] = acknowledged.keys();
  if (id === undefined) return;
  acknowledged.delete(id);
  await ask(service, { method: 'DELETE', path: `/v1/${session.projectId}/vpcs/${id}`, token: session.token }).catch(() => null);
}
