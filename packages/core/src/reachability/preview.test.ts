import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatCidr } from '../address/cidr.ts';
import { idOf } from '../id.ts';
import { applied } from './change.ts';
import { healthOf } from './health.ts';
import { previewOf } from './preview.ts';
import { sampleWorld, type Sample, type SampleVpc } from './testing/sample.ts';

const vpcA: SampleVpc = {
  project: 'acme',
  blocks: ['10.1.0.0/16', '172.16.0.0/24'],
  subnets: { A1: { cidr: '10.1.0.0/24', cidrV6: 'fd00:0:a::/64' } },
};
const vpcB: SampleVpc = {
  project: 'globex',
  blocks: ['10.2.0.0/16'],
  subnets: { B1: { cidr: '10.2.0.0/24', cidrV6: 'fd00:0:b::/64' }, B2: { cidr: '10.2.1.0/24', table: 'B-other' } },
};
const pending = (a: SampleVpc, b: SampleVpc): Sample => ({
  vpcs: { A: a, B: b },
  peerings: { AB: { from: 'A', to: 'B', status: 'PENDING_ACCEPTANCE' } },
});
const preview = (sample: Sample, project: string) => previewOf(sampleWorld(sample), idOf('AB'), idOf(project));
const routes = (sample: Sample, project: string) =>
  preview(sample, project)?.suggested.map(({ routeTableId, destination }) => `${routeTableId} ${formatCidr(destination)}`);

describe('the preview of a peering', () => {
  it('suggests every block of both families, in every table that a subnet uses', () => {
    const each = ['10.1.0.0/16', '172.16.0.0/24', 'fd00:0:a::/48'];
    assert.deepEqual(
      routes(pending(vpcA, vpcB), 'globex'),
      ['B-main', 'B-other'].flatMap((table) => each.map((block) => `${table} ${block}`)),
    );
  });

  it('leaves out what a route leads to already, and names a destination that is taken', () => {
    const b: SampleVpc = {
      ...vpcB,
      routes: [
        ['B-main', '10.0.0.0/8', 'AB'],
        ['B-other', '10.1.0.0/16', null],
      ],
    };
    assert.deepEqual(routes(pending(vpcA, b), 'globex'), [
      'B-main 172.16.0.0/24',
      'B-main fd00:0:a::/48',
      'B-other 172.16.0.0/24',
      'B-other fd00:0:a::/48',
    ]);
    assert.deepEqual(
      preview(pending(vpcA, b), 'globex')?.taken.map(({ routeTableId }) => routeTableId),
      ['B-other'],
    );
  });

  it('where blocks overlap suggests the subnets that do not, and says what is hidden', () => {
    const a: SampleVpc = { ...vpcA, blocks: ['10.0.0.0/16'], subnets: { A1: { cidr: '10.0.0.0/24' }, A2: { cidr: '10.0.1.0/24' } } };
    const b: SampleVpc = { ...vpcB, blocks: ['10.0.0.0/16'], subnets: { B1: { cidr: '10.0.0.0/24' }, B2: { cidr: '10.0.2.0/24' } } };
    assert.deepEqual(routes(pending(a, b), 'globex'), ['B-main 10.0.1.0/24']);
    const { overlaps, shadowed } = preview(pending(a, b), 'globex')!;
    assert.equal(overlaps.length, 1);
    assert.deepEqual(
      shadowed.map(({ subnetId }) => subnetId),
      ['B1', 'B2'],
    );
  });

  it("shows a requester nothing of the accepter's before it has accepted", () => {
    assert.equal(preview(pending(vpcA, vpcB), 'acme'), null);
    assert.equal(preview(pending(vpcA, vpcB), 'initech'), null);
    const accepted = applied(sampleWorld(pending(vpcA, vpcB)), [{ type: 'accept-peering', peeringId: idOf('AB') }]);
    assert.deepEqual(previewOf(accepted, idOf('AB'), idOf('acme'))?.theirs.ranges.map(formatCidr), ['10.2.0.0/16', 'fd00:0:b::/48']);
  });

  it('taken at its word by both sides makes the peering work', () => {
    const accepted = applied(sampleWorld(pending(vpcA, vpcB)), [{ type: 'accept-peering', peeringId: idOf('AB') }]);
    const both = ['acme', 'globex'].flatMap((project) => previewOf(accepted, idOf('AB'), idOf(project))!.suggested);
    assert.equal(healthOf(applied(accepted, both), idOf('AB'), idOf('acme'))?.health, 'working');
  });
});
