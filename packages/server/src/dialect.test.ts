import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectOf } from './dialect.ts';

const project = '0123456789abcdef0123456789abcdef';

for (const [path, dialect] of [
  ['/v3', 'keystone-v3'],
  ['/v3/auth/tokens', 'keystone-v3'],
  ['/v3.0/OS-CREDENTIAL/credentials', 'iam-v3'],
  ['/v3-ext/projects/x', 'keystone-v3'],
  [`/v3/${project}/vpc/vpcs`, 'otc-v3'],
  [`/v1/${project}/vpcs`, 'otc-v1'],
  [`/v2.0/${project}/vpcs/x/tags`, 'otc-v1'],
  ['/v2.0/vpc/peerings', 'neutron-v2'],
  ['/isthmus/v1/projects', 'native'],
  ['/nowhere', 'native'],
  ['/v30', 'native'],
] as const)
  test(`an unknown path below ${path} is answered as ${dialect} would`, () => assert.equal(dialectOf(path), dialect));
