import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import { checkDestination } from './destination.ts';

const cidr = (text: string) => must(parseCidr(text));
const subnets = [{ cidr: cidr('10.0.1.0/24'), cidrV6: cidr('fd00:1:2:3::/64') }];

test('a destination inside a local or system route is refused, a wider one is not', () => {
  const inside: Readonly<Record<string, string | null>> = {
    '10.0.1.0/24': '10.0.1.0/24',
    '10.0.1.7/32': '10.0.1.0/24',
    '10.0.0.0/16': null,
    '10.0.2.0/24': null,
    '0.0.0.0/0': null,
    '::/0': null,
    'fd00:1:2:3::/64': 'fd00:1:2:3::/64',
    'fd00:1:2:3::7/128': 'fd00:1:2:3::/64',
    'fd00:1:2::/48': null,
    '100.64.0.0/10': '100.64.0.0/10',
    '100.100.0.0/16': '100.64.0.0/10',
    '198.19.128.0/24': '198.19.128.0/20',
    '127.0.0.1/32': '127.0.0.0/8',
    '169.254.169.254/32': '169.254.0.0/16',
    '224.0.0.5/32': '224.0.0.0/4',
    '255.255.255.255/32': '240.0.0.0/4',
    '::1/128': '::/127',
    'fe80::/64': 'fe80::/10',
    'ff02::/16': 'ff00::/8',
    '::ffff:10.0.0.0/120': '::ffff:0.0.0.0/96',
    '8.8.8.8/32': null,
  };
  for (const [text, local] of Object.entries(inside)) {
    const result = checkDestination(cidr(text), subnets);
    assert.equal(result.ok ? null : (result.problem as { local: string }).local, local, text);
  }
});
