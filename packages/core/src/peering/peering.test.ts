import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf, type Instant, type PeeringId, type ProjectId, type VpcId } from '../id.ts';
import { sideOfVpc, sidesOf, type Peering } from './peering.ts';
import { otherSide } from './side.ts';

const between = (requester: string, accepter: string): Peering => ({
  id: idOf<PeeringId>('p'),
  name: 'p',
  description: '',
  status: 'ACTIVE',
  requester: { vpcId: idOf<VpcId>('vpc-r'), projectId: idOf<ProjectId>(requester) },
  accepter: { vpcId: idOf<VpcId>('vpc-a'), projectId: idOf<ProjectId>(accepter) },
  expiresAt: null,
  createdAt: 0 as Instant,
  updatedAt: 0 as Instant,
});

describe('the two sides of a peering', () => {
  it('a stranger owns none, an owner its own, and one project may own both', () => {
    assert.deepEqual(sidesOf(between('acme', 'globex'), idOf<ProjectId>('initech')), []);
    assert.deepEqual(sidesOf(between('acme', 'globex'), idOf<ProjectId>('acme')), ['requester']);
    assert.deepEqual(sidesOf(between('acme', 'globex'), idOf<ProjectId>('globex')), ['accepter']);
    assert.deepEqual(sidesOf(between('acme', 'acme'), idOf<ProjectId>('acme')), ['requester', 'accepter']);
  });

  it('a VPC is one of the two ends, or neither', () => {
    assert.equal(sideOfVpc(between('acme', 'acme'), idOf<VpcId>('vpc-r')), 'requester');
    assert.equal(sideOfVpc(between('acme', 'acme'), idOf<VpcId>('vpc-a')), 'accepter');
    assert.equal(sideOfVpc(between('acme', 'acme'), idOf<VpcId>('vpc-x')), null);
  });

  it('the other side of the other side is the side itself', () => {
    assert.equal(otherSide('requester'), 'accepter');
    assert.equal(otherSide(otherSide('requester')), 'requester');
  });
});
