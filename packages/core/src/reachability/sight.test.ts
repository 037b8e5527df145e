import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf, type ProjectId } from '../id.ts';
import { asSeenBy, type SeenAnswer } from './sight.ts';
import { ip, sampleWorld, type Sample, type SampleVpc } from './testing/sample.ts';
import { walk } from './walk.ts';

const vpcA: SampleVpc = {
  project: 'acme',
  blocks: ['10.1.0.0/16'],
  subnets: { A1: { cidr: '10.1.0.0/24' } },
  instances: { a1: { subnet: 'A1', addresses: ['10.1.0.10'] } },
  routes: [],
};
const vpcB: SampleVpc = {
  project: 'globex',
  blocks: ['10.2.0.0/16'],
  subnets: { B1: { cidr: '10.2.0.0/24' } },
  instances: { b1: { subnet: 'B1', addresses: ['10.2.0.10'], groups: ['web'] } },
  groups: { web: {} },
  routes: [],
};
const ask = (sample: Sample, viewer: string, to: string, meant: string): SeenAnswer | null => {
  const answer = walk(sampleWorld(sample), {
    source: { vpcId: idOf('A'), address: ip('10.1.0.10') },
    destination: { address: ip(to), vpcId: idOf(meant) },
    protocol: 'tcp',
    port: 80,
  });
  return answer && asSeenBy(answer, idOf<ProjectId>(viewer));
};
const told = (answer: SeenAnswer | null): unknown =>
  answer &&
  [answer.forward, answer.return].map(({ blockers }) =>
    blockers.map(({ side, kind, fix }) => `${side} ${kind}${fix ? ` ${fix.type}` : ''}`),
  );
const sample: Sample = { vpcs: { A: vpcA, B: vpcB }, peerings: { AB: { from: 'A', to: 'B' } } };

describe('an answer as its owners read it', () => {
  it('is full of fixes on the own side and bare kinds on the other', () => {
    assert.deepEqual(told(ask(sample, 'acme', '10.2.0.10', 'B')), [
      ['yours no-route create-route', 'theirs no-return-route', 'theirs security-group-ingress'],
      ['yours no-route create-route', 'theirs no-return-route'],
    ]);
  });

  it('is the mirror image for the owner of the other end', () => {
    assert.deepEqual(told(ask(sample, 'globex', '10.2.0.10', 'B')), [
      ['yours no-return-route create-route', 'yours security-group-ingress create-security-group-rule', 'theirs no-route'],
      ['yours no-return-route create-route', 'theirs no-route'],
    ]);
  });

  it('says of an address that nobody has only that, and not whether its subnet exists', () => {
    for (const address of ['10.2.0.99', '10.2.0.1', '10.2.0.255', '10.2.99.1'])
      assert.deepEqual(told(ask(sample, 'acme', address, 'B')), [
        ['yours no-route create-route', 'theirs destination-absent'],
        ['yours no-route create-route'],
      ]);
  });

  it('tells nothing of what is behind a peering that is not ACTIVE', () => {
    const pending: Sample = { ...sample, peerings: { AB: { from: 'A', to: 'B', status: 'PENDING_ACCEPTANCE' } } };
    const there = ask(pending, 'acme', '10.2.0.10', 'B');
    assert.deepEqual(told(there), [
      ['yours no-route create-route', 'theirs peering-pending'],
      ['yours no-route create-route', 'theirs peering-pending'],
    ]);
    assert.deepEqual(told(ask(pending, 'globex', '10.2.0.10', 'B')), [
      [
        'yours peering-pending accept-peering',
        'yours no-return-route create-route',
        'yours security-group-ingress create-security-group-rule',
      ],
      ['yours no-return-route create-route', 'yours peering-pending accept-peering'],
    ]);
  });

  it("does not tell a stranger's VPC from one that does not exist", () => {
    const apart: Sample = { vpcs: { A: vpcA, B: vpcB } };
    const renamed = (answer: SeenAnswer | null, id: string): string =>
      JSON.stringify(answer, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v === id ? '?' : v));
    assert.equal(renamed(ask(apart, 'acme', '10.2.0.10', 'B'), 'B'), renamed(ask(apart, 'acme', '10.2.0.10', 'E'), 'E'));
  });

  it('is nothing to a project that owns neither end', () => {
    assert.equal(ask(sample, 'initech', '10.2.0.10', 'B'), null);
  });
});
