import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import { checkPools } from './pool.ts';

const pool = (text: string) => {
  const [first = '', last = ''] = text.split('-');
  return { first: must(parseAddress(first)), last: must(parseAddress(last)) };
};
const space = { cidr: must(parseCidr('10.0.0.0/24')), gateway: must(parseAddress('10.0.0.100')) };

const table: readonly (readonly [what: string, pools: readonly string[], refused: string | null])[] = [
  ['none', [], null],
  ['one', ['10.0.0.2-10.0.0.99'], null],
  ['all but the gateway', ['10.0.0.101-10.0.0.254', '10.0.0.1-10.0.0.99'], null],
  ['one address', ['10.0.0.7-10.0.0.7'], null],
  ['two that touch', ['10.0.0.2-10.0.0.9', '10.0.0.10-10.0.0.19'], null],
  ['backwards', ['10.0.0.9-10.0.0.2'], 'allocation_pools.0 ends before it starts'],
  ['the network address', ['10.0.0.0-10.0.0.9'], 'allocation_pools.0 is not within the subnet'],
  ['the broadcast address', ['10.0.0.200-10.0.0.255'], 'allocation_pools.0 is not within the subnet'],
  ['another block', ['10.0.0.2-10.0.0.9', '10.0.1.2-10.0.1.9'], 'allocation_pools.1 is not within the subnet'],
  ['the other family', ['fd00::2-fd00::9'], 'allocation_pools.0 is not within the subnet'],
  ['the gateway', ['10.0.0.2-10.0.0.200'], 'allocation_pools.0 holds the gateway 10.0.0.100'],
  ['one address twice', ['10.0.0.2-10.0.0.9', '10.0.0.9-10.0.0.19'], 'allocation_pools.1 shares addresses with allocation_pools.0'],
  ['one inside another', ['10.0.0.20-10.0.0.90', '10.0.0.30-10.0.0.40'], 'allocation_pools.1 shares addresses with allocation_pools.0'],
];
for (const [what, pools, refused] of table)
  test(`pools with ${what} ${refused === null ? 'may be' : 'are refused'}`, () => {
    const result = checkPools(space, pools.map(pool));
    assert.equal(
      result.ok ? null : result.problem.kind === 'invalid-field' && `${result.problem.field} ${result.problem.reason}`,
      refused && `subnet.${refused}`,
    );
  });
