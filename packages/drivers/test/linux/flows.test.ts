import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type Router } from '@isthmus/core';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { anything, matchOf, protocols, type RuleSpec } from '../contract/rules.ts';
import { instanceAt, newInstallation, routersOf, uuid } from './network.ts';
import { needsRoot } from './root.ts';

const [plain] = routersOf({
  vpcs: {
    a: {
      blocks: ['10.0.0.0/16', 'fd00:a::/48'],
      subnets: {
        s: {
          cidr: '10.0.0.0/24',
          cidrV6: 'fd00:a::/64',
          instances: { web: ['10.0.0.10', 'fd00:a::10'], db: ['10.0.0.11', 'fd00:a::11'] },
        },
      },
    },
  },
}) as [Router];

/** `db` in one group of its own that has these rules. */
function admitting(ingress: readonly RuleSpec[]): Router {
  const id = uuid<Router['groups'][number]['id']>('group');
  const group = { id, ingress: ingress.map((rule) => matchOf(rule, () => id)), egress: [], members: [] };
  return {
    ...plain,
    groups: [group],
    ports: plain.ports.map((port) => (port.id === uuid('port db') ? { ...port, groupIds: [id] } : port)),
  };
}

const echo = (type4: number, type6: number): readonly RuleSpec[] => [
  { family: 4, protocol: protocols.icmp, ports: [type4, 0] },
  { family: 6, protocol: protocols.icmpV6, ports: [type6, 0] },
];

const patienceMs = 20_000;

describe('a ping that goes on while its rules change', needsRoot, () => {
  const installation = newInstallation();
  let plane: Awaited<ReturnType<typeof createLinuxDriver>>;
  before(async () => {
    plane = await createLinuxDriver({ installation });
  });
  after(async () => {
    await plane.close();
    await tearDownInstallations(installation);
  });

  /** One identifier all along, so one flow. What becomes of it once the rules are these. */
  async function fate(address: string, rules: readonly RuleSpec[], expected: 'goes on' | 'ends'): Promise<void> {
    await plane.convergeAll([admitting(anything)]);
    const netns = instanceAt(installation, 'web');
    const ping = spawn('nsenter', [`--net=/run/netns/${netns}`, 'ping', '-n', '-i', '0.2', address], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let answers = 0;
    ping.stdout.setEncoding('utf8').on('data', (text: string) => (answers += text.split('bytes from').length - 1));
    /** Whether so many more are answered in so many milliseconds. */
    const answersWithin = async (ms: number, wanted: number): Promise<boolean> => {
      const seen = answers;
      const until = performance.now() + ms;
      while (performance.now() < until) {
        await setTimeout(20);
        if (answers >= seen + wanted) return true;
      }
      return false;
    };
    try {
      assert.ok(await answersWithin(patienceMs, 1));
      assert.deepEqual((await plane.convergeAll([admitting(rules)])).failures, []);
      if (expected === 'goes on') return assert.ok(await answersWithin(patienceMs, 5));
      // What was answered before the rules came may be told late; then nothing more is.
      const end = performance.now() + patienceMs;
      while (await answersWithin(1_500, 1)) assert.ok(performance.now() < end, 'it goes on');
    } finally {
      ping.kill('SIGKILL');
    }
  }

  for (const address of ['10.0.0.11', 'fd00:a::11']) {
    test(`it goes on where its type is admitted: ${address}`, () => fate(address, echo(8, 128), 'goes on'));
    test(`it ends where another type is: ${address}`, () => fate(address, echo(13, 130), 'ends'));
  }
});
