import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf } from '../id.ts';
import type { PeeringHealth } from '../peering/health.ts';
import { healthOf } from './health.ts';
import { allow, sampleWorld, type Sample, type SampleVpc } from './testing/sample.ts';

const vpc = (name: string, net: string, project: string, change: Partial<SampleVpc> = {}): SampleVpc => ({
  project,
  blocks: [`10.${net}.0.0/16`],
  subnets: { [`${name}1`]: { cidr: `10.${net}.0.0/24` } },
  instances: { [name.toLowerCase()]: { subnet: `${name}1`, addresses: [`10.${net}.0.10`] } },
  ...change,
});
const toB: SampleVpc['routes'] = [['A-main', '10.2.0.0/16', 'AB']];
const toA: SampleVpc['routes'] = [['B-main', '10.1.0.0/16', 'AB']];
const world = (
  a: Partial<SampleVpc>,
  b: Partial<SampleVpc>,
  status: 'ACTIVE' | 'PENDING_ACCEPTANCE' | 'REJECTED' | 'EXPIRED' = 'ACTIVE',
): Sample => ({
  vpcs: { A: vpc('A', '1', 'acme', a), B: vpc('B', '2', 'globex', b) },
  peerings: { AB: { from: 'A', to: 'B', status } },
});
const health = (sample: Sample, project: string): PeeringHealth | null => healthOf(sampleWorld(sample), idOf('AB'), idOf(project));
const same: Partial<SampleVpc> = { blocks: ['10.1.0.0/16'] };
const closed: Partial<SampleVpc> = {
  instances: { b: { subnet: 'B1', addresses: ['10.2.0.10'], groups: ['web'] } },
  groups: { web: { egress: [] } },
};

/** The world, then the word for the requester and for the accepter. */
const table: readonly (readonly [string, Sample, string, string])[] = [
  ['a pending request', world({}, {}, 'PENDING_ACCEPTANCE'), 'waiting-on-them', 'waiting-on-you'],
  ['a rejected one', world({}, {}, 'REJECTED'), 'rejected', 'rejected'],
  ['an expired one', world({}, {}, 'EXPIRED'), 'expired', 'expired'],
  ['no routes', world({}, {}), 'no-routes', 'no-routes'],
  ['a route on one side', world({ routes: toB }, {}), 'one-way', 'one-way'],
  ['routes on both sides', world({ routes: toB }, { routes: toA }), 'working', 'working'],
  ['routes that miss the subnets', world({ routes: [['A-main', '10.9.0.0/16', 'AB']] }, {}), 'no-routes', 'no-routes'],
  ['a route in a table that no subnet uses', world({ routes: [['A-x', '10.2.0.0/16', 'AB']] }, { routes: toA }), 'shadowed', 'one-way'],
  [
    'a route behind local subnets',
    world(
      { subnets: { A1: { cidr: '10.1.0.0/24' }, A2: { cidr: '10.2.0.0/16' } }, routes: toB },
      { routes: toA, subnets: { B1: { cidr: '10.2.0.0/24' }, B2: { cidr: '10.3.0.0/24' } } },
    ),
    'shadowed',
    'one-way',
  ],
  [
    'the same subnets on both sides',
    {
      ...world({}, {}),
      vpcs: {
        A: vpc('A', '1', 'acme', { routes: [['A-main', '10.1.0.0/16', 'AB']] }),
        B: vpc('B', '1', 'globex', { ...same, routes: toA }),
      },
    },
    'overlapping',
    'overlapping',
  ],
  ['a group that lets nothing through', world({ routes: toB }, { routes: toA, ...closed }), 'blocked', 'blocked'],
  [
    'a group that lets one port through',
    world({ routes: toB }, { routes: toA, ...closed, groups: { web: { ingress: [allow({ protocol: 6, portMin: 9, portMax: 9 })] } } }),
    'working',
    'working',
  ],
];

describe('the health of a peering', () => {
  for (const [what, sample, requester, accepter] of table)
    it(`${what}: ${requester} for the requester, ${accepter} for the accepter`, () => {
      assert.equal(health(sample, 'acme')?.health, requester);
      assert.equal(health(sample, 'globex')?.health, accepter);
    });

  it('counts own routes and says whether there is a way back', () => {
    const sample = world({ routes: toB }, { routes: toA });
    assert.deepEqual(health(sample, 'acme'), { health: 'working', reasons: [], localRoutes: 1, peerHasReturnRoute: true });
    assert.equal(health(world({ routes: toB }, {}), 'acme')?.peerHasReturnRoute, false);
  });

  it('is told to nobody else', () => {
    assert.equal(health(world({}, {}), 'initech'), null);
  });

  it('gives the other side no address', () => {
    const { reasons } = health(world({ routes: toB }, { routes: toA, ...closed }), 'acme')!;
    assert.deepEqual(reasons, ["The other side's security group does not let it in."]);
  });
});
