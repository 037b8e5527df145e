import { cell, conflicting, iam, keystone, senseless, type Rows } from '../problem-row.ts';
import { v1Invalid } from '../words.ts';

export const peeringProblems = {
  'peer-unknown': {
    ...senseless('The peer is not known', v1Invalid('peering'), () => 'Accept VPC id or tenant id is incorrect.'),
    fix: () => "check the peer's project id and VPC id with its owner; both must be in this region",
  },
  'same-vpc': {
    ...senseless('A VPC cannot peer with itself', v1Invalid('peering'), () => 'The two VPCs of a peering must be different.'),
    fix: () => 'name another VPC as the peer',
  },
  'pair-taken': {
    ...conflicting(
      'The two VPCs have a peering already',
      'VPC.0110',
      ({ peeringId, status }) => `The two VPCs have a peering already: ${peeringId || 'made just now'}, ${status}.`,
    ),
    fix: ({ peeringId }) => `delete peering ${peeringId} first, or use it`,
  },
  'wrong-status': {
    ...conflicting(
      'Not in this status',
      'VPC.0110',
      ({ peeringId, action, status, allowed }) =>
        `The peering ${peeringId} is ${status}: to ${action} it, it must be ${allowed.join(' or ')}.`,
    ),
  },
  'wrong-side': {
    message: ({ peeringId, action, allowed }) => `Only the ${allowed.join(' or the ')} of peering ${peeringId} may ${action} it.`,
    fix: ({ allowed }) => `let the owner of the ${allowed.join(' or ')}'s VPC do it`,
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2201'),
    'otc-v3': cell(403, 'VPC.2201'),
    'keystone-v3': keystone(403),
    'iam-v3': iam(403),
    native: cell(403, "Not this side's to do"),
  },
} satisfies Rows;
