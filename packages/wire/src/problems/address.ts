import type { ProblemOf } from '@isthmus/core';
import { cell, conflicting, iam, invalidInput, keystone, senseless, type Rows } from '../problem-row.ts';
import { v1Invalid } from '../words.ts';

/** What an address is called in bodies, in every dialect. */
const addressFields = { subnet: 'gateway_ip', port: 'ip_address', private_ip: 'ip_address' } as const;

const overlapping = ({ field, cidr, other }: ProblemOf<'cidr-overlap'>): string => `${field}: the block ${cidr} overlaps ${other}.`;

/** Blocks and addresses. */
export const addressProblems = {
  'cidr-not-private': {
    ...senseless(
      'Not a private block',
      ({ resource }) => v1Invalid(resource),
      ({ field, cidr }) =>
        `${field}: the block ${cidr} is not within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask the service allows.`,
    ),
    fix: () => 'use a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
  },
  'cidr-outside-vpc': {
    ...senseless(
      "Outside the VPC's blocks",
      'VPC.0203',
      ({ field, cidr, blocks }) =>
        `${field}: the block ${cidr} is not within the VPC, which has ${blocks.length === 0 ? 'no block yet' : blocks.join(', ')}.`,
    ),
    fix: ({ blocks }) => (blocks.length === 0 ? 'give the VPC a block first' : `use a block within ${blocks.join(' or ')}`),
  },
  'cidr-overlap': {
    message: overlapping,
    fix: ({ other }) => `use a block that does not overlap ${other}`,
    'neutron-v2': (problem) => invalidInput(overlapping(problem)),
    'otc-v1': ({ resource }) => cell(400, resource === 'subnet' ? 'VPC.0204' : v1Invalid(resource)),
    'otc-v3': ({ resource }) => cell(400, resource === 'subnet' ? 'VPC.0204' : resource === 'vpc' ? 'VPC.9912' : v1Invalid(resource)),
    'keystone-v3': keystone(400),
    'iam-v3': iam(400),
    native: cell(409, 'The blocks overlap'),
  },
  'cidr-in-use': {
    ...senseless(
      'Subnets lie outside the new block',
      'VPC.0117',
      ({ field, cidr, subnets }) => `${field}: the block ${cidr} does not contain the subnets ${subnets.slice(0, 5).join(', ')}.`,
    ),
    fix: ({ subnets }) => `use a block that contains ${subnets.slice(0, 5).join(', ')}`,
    // v3 knows it of the removal of a secondary block alone.
    'otc-v3': ({ field, cidr, subnets }) =>
      cell(409, 'VPC.9914', `${field}: the block ${cidr} holds the subnets ${subnets.slice(0, 5).join(', ')}.`),
  },
  'block-refused': {
    ...senseless(
      'Not a block a VPC can have',
      ({ why }) => (why === 'too-many' ? 'VPC.9916' : 'VPC.9911'),
      ({ field, cidr, reason }) => `${field}: the block ${cidr} cannot be added: ${reason}.`,
    ),
    fix: ({ fix }) => fix,
  },
  'not-in-vpc': {
    ...senseless('Not in this VPC', 'VPC.0207', ({ subnetId, vpcId }) => `The subnet ${subnetId} is not in VPC ${vpcId}.`),
    fix: () => 'name the VPC that the subnet is in',
  },
  'address-outside-subnet': {
    ...senseless(
      'Outside the subnet',
      ({ resource }) => v1Invalid(resource),
      ({ resource, address, cidr }) => `${addressFields[resource]} ${address} is not within ${cidr}.`,
    ),
    fix: ({ cidr }) => `use an address within ${cidr}`,
  },
  'address-reserved': {
    ...senseless(
      'A reserved address',
      ({ resource }) => v1Invalid(resource),
      ({ resource, address, cidr }) => `${addressFields[resource]} ${address} is reserved in ${cidr}.`,
    ),
    fix: () => 'use another address, or none to get a free one',
  },
  'address-in-use': {
    ...conflicting('The address is in use', 'VPC.0701', ({ address }) => `The address ${address} is in use.`),
    fix: () => 'use another address, or none to get a free one',
    'neutron-v2': cell(409, 'IpAddressInUse'),
  },
  'no-address-left': {
    ...conflicting('No address is left', 'VPC.0703', ({ subnetId }) => `The subnet ${subnetId} has no free address left.`),
    fix: () => 'delete what is not needed in the subnet, or use another subnet',
    'neutron-v2': cell(409, 'IpAddressGenerationFailure'),
  },
} satisfies Rows;
