import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatRanges } from '../address/ranges.ts';
import { idOf } from '../id.ts';
import { territoriesOf } from './territory.ts';
import { sampleWorld, type SampleVpc } from './testing/sample.ts';

const far = (net: string): SampleVpc => ({ project: 'globex', blocks: [`10.${net}.0.0/16`], subnets: {} });
function territory(routes: SampleVpc['routes']): Readonly<Record<string, string>> {
  const world = sampleWorld({
    vpcs: {
      A: { project: 'acme', blocks: ['10.1.0.0/16'], subnets: { A1: { cidr: '10.1.0.0/24' } }, routes: routes! },
      B: far('2'),
      C: far('3'),
    },
    peerings: {
      AB: { from: 'A', to: 'B' },
      AC: { from: 'A', to: 'C' },
      BC: { from: 'B', to: 'C' },
      CA: { from: 'C', to: 'A', status: 'REJECTED' },
    },
  });
  const vpc = world.vpc(idOf('A'))!;
  return Object.fromEntries([...territoriesOf(world, vpc, vpc.tables[0]!, 4)].map(([id, ranges]) => [id, formatRanges(ranges)]));
}

describe('what a table sends over a peering', () => {
  it('is a route without the longer routes inside it', () => {
    assert.deepEqual(
      territory([
        ['A-main', '10.2.0.0/16', 'AB'],
        ['A-main', '10.2.1.0/24', 'AC'],
      ]),
      {
        AB: '10.2.0.0-10.2.0.255, 10.2.2.0-10.2.255.255',
        AC: '10.2.1.0-10.2.1.255',
      },
    );
  });

  it('of a wider route leaves out the own block, of one as long only the local subnets', () => {
    assert.deepEqual(territory([['A-main', '10.0.0.0/14', 'AB']]), { AB: '10.0.0.0-10.0.255.255, 10.2.0.0-10.3.255.255' });
    assert.deepEqual(territory([['A-main', '10.1.0.0/16', 'AB']]), { AB: '10.1.1.0-10.1.255.255' });
  });

  it('is nothing for a peering that is not ACTIVE, that is of others, or is none', () => {
    assert.deepEqual(
      territory([
        ['A-main', '10.2.0.0/16', 'CA'],
        ['A-main', '10.3.0.0/16', 'BC'],
        ['A-main', '10.4.0.0/16', null],
      ]),
      {},
    );
  });

  it('reaches from the first address to the last', () => {
    assert.deepEqual(territory([['A-main', '0.0.0.0/0', 'AB']]), { AB: '0.0.0.0-10.0.255.255, 10.2.0.0-255.255.255.255' });
  });
});
