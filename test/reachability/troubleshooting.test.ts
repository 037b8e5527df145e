import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { blockerKinds, walk, type BlockerKind } from '@isthmus/core';
import { aclRule, allow, ip, sampleWorld, type Sample, type SampleVpc } from '@isthmus/core/reachability/testing/sample.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'troubleshooting.md'), 'utf8');
const said = [...page.matchAll(/^ {2}- kind: `([\w-]+)`/gm)].map(([, kind]) => kind);

/** Two VPCs that can talk: each cause is this network with one thing wrong. */
const a: SampleVpc = {
  project: 'acme',
  blocks: ['10.1.0.0/16'],
  subnets: { a1: { cidr: '10.1.1.0/24' } },
  instances: { web: { subnet: 'a1', addresses: ['10.1.1.10'] } },
  routes: [['a-main', '10.2.0.0/16', 'ab']],
};
const b: SampleVpc = {
  project: 'globex',
  blocks: ['10.2.0.0/16'],
  subnets: { b1: { cidr: '10.2.1.0/24' } },
  instances: { db: { subnet: 'b1', addresses: ['10.2.1.10'] } },
  routes: [['b-main', '10.1.0.0/16', 'ab']],
};
const joined = { ab: { from: 'a', to: 'b' } } as const;
const everything = [aclRule('allow')];
const egress = [allow()];

interface Cause {
  readonly a?: Partial<SampleVpc>;
  readonly b?: Partial<SampleVpc>;
  readonly c?: SampleVpc;
  readonly peerings?: Sample['peerings'];
  readonly from?: string;
  readonly to?: string;
}
const acl = (ingress: typeof everything, out: typeof everything) => ({ cidr: '10.1.1.0/24', acl: { ingress, egress: out } });
const grouped = (vpc: 'web' | 'db', rules: NonNullable<SampleVpc['groups']>[string]): Partial<SampleVpc> => ({
  instances:
    vpc === 'web'
      ? { web: { subnet: 'a1', addresses: ['10.1.1.10'], groups: ['g'] } }
      : { db: { subnet: 'b1', addresses: ['10.2.1.10'], groups: ['g'] } },
  groups: { g: rules },
});
const inGroup = { remote: { groupId: 'g' as never } };
const overlapping = {
  blocks: ['10.1.0.0/16'],
  subnets: { b1: { cidr: '10.1.1.0/24' } },
  instances: { db: { subnet: 'b1', addresses: ['10.1.1.20'] } },
};

const causes: Readonly<Record<BlockerKind, Cause>> = {
  'overlapping-all': { b: overlapping, to: '10.1.1.20' },
  'overlapping-some': {
    a: { subnets: { a1: { cidr: '10.1.1.0/24' }, a2: { cidr: '10.1.2.0/24' } } },
    b: { ...overlapping, subnets: { b1: { cidr: '10.1.1.0/24' }, b2: { cidr: '10.1.3.0/24' } } },
    to: '10.1.1.20',
  },
  'route-shadowed': { a: { routes: [['a-main', '10.1.1.20/32', 'ab']] }, b: overlapping, to: '10.1.1.20' },
  'no-peering': { peerings: {} },
  'peering-pending': { peerings: { ab: { from: 'a', to: 'b', status: 'PENDING_ACCEPTANCE' } } },
  'peering-rejected': { peerings: { ab: { from: 'a', to: 'b', status: 'REJECTED' } } },
  'peering-expired': { peerings: { ab: { from: 'a', to: 'b', status: 'EXPIRED' } } },
  'no-route': { a: { routes: [] } },
  'no-return-route': { b: { routes: [] } },
  'route-in-other-table': { a: { routes: [['other', '10.2.0.0/16', 'ab']], tables: ['other'] } },
  'wrong-destination': { a: { routes: [['a-main', '10.3.0.0/16', 'ab']] } },
  'longest-prefix-elsewhere': {
    a: {
      routes: [
        ['a-main', '10.2.0.0/16', 'ab'],
        ['a-main', '10.2.1.0/24', 'ac'],
      ],
    },
    c: { project: 'acme', blocks: ['10.9.0.0/16'], subnets: {} },
    peerings: { ...joined, ac: { from: 'a', to: 'c' } },
  },
  'route-too-wide': {
    a: { routes: [['a-main', '10.0.0.0/8', 'ab']] },
    b: { blocks: ['10.1.0.0/16'], subnets: { b1: { cidr: '10.1.9.0/24' } }, instances: { db: { subnet: 'b1', addresses: ['10.1.9.10'] } } },
    to: '10.1.9.10',
  },
  'other-next-hop': { a: { routes: [['a-main', '10.2.0.0/16', null]] } },
  'not-transitive': { a: { routes: [['a-main', '10.9.0.0/16', 'ab']] }, to: '10.9.0.10' },
  'security-group-egress': { a: grouped('web', { egress: [] }) },
  'security-group-egress-remote': { a: grouped('web', { egress: [allow(inGroup)] }) },
  'security-group-ingress': { b: grouped('db', { ingress: [] }) },
  'security-group-ingress-remote': { b: grouped('db', { ingress: [allow(inGroup)], egress }) },
  'acl-egress': { a: { subnets: { a1: acl(everything, []) } } },
  'acl-ingress': { b: { subnets: { b1: { cidr: '10.2.1.0/24', acl: { ingress: [], egress: everything } } } } },
  'acl-return-egress': { b: { subnets: { b1: { cidr: '10.2.1.0/24', acl: { ingress: everything, egress: [] } } } } },
  'acl-return-ingress': { a: { subnets: { a1: acl([], everything) } } },
  'source-foreign': { from: '10.1.1.99' },
  'no-instance': { to: '10.2.1.99' },
  'address-unallocated': { to: '10.2.7.7' },
  'instance-not-active': { b: { instances: { db: { subnet: 'b1', addresses: ['10.2.1.10'], status: 'BUILD' } } } },
  'destination-is-gateway': { to: '10.2.1.1' },
  'destination-reserved': { to: '10.2.1.255' },
};

const answerTo = (cause: Cause) => {
  const vpcs = { a: { ...a, ...cause.a }, b: { ...b, ...cause.b }, ...(cause.c && { c: cause.c }) };
  const world = sampleWorld({ vpcs, peerings: cause.peerings ?? joined });
  const address = ip(cause.to ?? '10.2.1.10');
  const source = { vpcId: 'a' as never, address: ip(cause.from ?? '10.1.1.10') };
  return walk(world, { source, destination: { address, vpcId: 'b' as never }, protocol: 'icmp', port: null });
};

test('the network of the page works before anything is wrong with it', () => assert.equal(answerTo({})?.reachable, true));

test('the page has every cause that there is, once', () => assert.deepEqual(said.toSorted(), blockerKinds.toSorted()));

for (const kind of blockerKinds)
  test(`${kind} is said where it is the cause`, () => {
    const answer = answerTo(causes[kind]);
    const found = [...(answer?.forward.blockers ?? []), ...(answer?.return.blockers ?? [])].map((blocker) => blocker.kind);
    assert.equal(answer?.reachable, false);
    assert.ok(found.includes(kind), found.join());
  });
