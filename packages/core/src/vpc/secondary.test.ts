import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr, parseCidr } from '../address/cidr.ts';
import { idOf, type VpcId } from '../id.ts';
import { must } from '../result.ts';
import { withoutSecondaryBlocks, withSecondaryBlocks } from './secondary.ts';

const cidr = (text: string) => must(parseCidr(text));
const vpc = (...secondary: readonly string[]) => ({
  id: idOf<VpcId>('v'),
  cidr: cidr('192.168.0.0/16'),
  secondaryCidrs: secondary.map(cidr),
});
const said = (result: ReturnType<typeof withSecondaryBlocks>): string =>
  result.ok ? result.value.map(formatCidr).join(' ') : result.problem.kind;

const five = ['23.1.0.0/16', '23.2.0.0/16', '23.3.0.0/16', '23.4.0.0/16', '23.5.0.0/16'];
const added: readonly (readonly [have: readonly string[], add: readonly string[], outcome: string])[] = [
  [[], ['23.8.0.0/16'], '23.8.0.0/16'],
  [['23.8.0.0/16'], ['23.9.0.0/16'], '23.8.0.0/16 23.9.0.0/16'],
  [['23.8.0.0/16'], ['23.8.0.0/16'], 'cidr-overlap'],
  [['23.8.0.0/16'], ['23.8.1.0/24'], 'cidr-overlap'],
  [['23.8.0.0/16'], ['23.0.0.0/8'], 'cidr-overlap'],
  [[], ['23.8.0.0/16', '23.8.0.0/16'], 'cidr-overlap'],
  [[], five, five.join(' ')],
  [five, ['23.6.0.0/16'], 'block-refused'],
  [[], ['10.0.0.0/16'], 'block-refused'],
  [[], ['172.31.0.0/16'], 'block-refused'],
  [[], ['192.168.1.0/24'], 'block-refused'],
  [[], ['100.64.0.0/16'], 'block-refused'],
  [[], ['215.0.0.0/8'], 'block-refused'],
  [[], ['198.19.0.0/16'], 'block-refused'],
  [[], ['239.0.0.0/8'], 'block-refused'],
  [[], ['0.0.0.0/0'], 'block-refused'],
  [[], ['23.8.0.0/29'], 'block-refused'],
  [[], ['fd00::/48'], 'block-refused'],
];
for (const [have, add, outcome] of added)
  test(`${add.join(' ')} added to ${have.join(' ') || 'none'}: ${outcome}`, () =>
    assert.equal(said(withSecondaryBlocks(vpc(...have), add.map(cidr))), outcome));

const removed: readonly (readonly [remove: readonly string[], subnets: readonly string[], outcome: string])[] = [
  [['23.1.0.0/16'], [], '23.2.0.0/16'],
  [['23.1.0.0/16', '23.2.0.0/16'], ['192.168.1.0/24'], ''],
  [['23.1.0.0/16'], ['23.2.1.0/24'], '23.2.0.0/16'],
  [['23.1.0.0/16'], ['23.1.1.0/24'], 'cidr-in-use'],
  [['23.9.0.0/16'], [], 'not-found'],
  [['23.1.0.0/24'], [], 'not-found'],
  [['192.168.0.0/16'], [], 'not-found'],
];
for (const [remove, subnets, outcome] of removed)
  test(`${remove.join(' ')} removed beside subnets ${subnets.join(' ') || 'none'}: ${outcome || 'none left'}`, () => {
    const inside = subnets.map((block) => ({ cidr: cidr(block) }));
    assert.equal(said(withoutSecondaryBlocks(vpc('23.1.0.0/16', '23.2.0.0/16'), remove.map(cidr), inside)), outcome);
  });
