import { conflicting, senseless, type Rows } from '../problem-row.ts';

/** Routes, and the subnets that follow a route table. */
export const routeProblems = {
  'destination-taken': {
    ...conflicting(
      'The destination has a route already',
      'VPC.2812',
      ({ destination }) => `The route table has a route to ${destination} already.`,
    ),
    fix: ({ destination }) => `delete the route to ${destination} first, or use another destination`,
  },
  'destination-repeated': {
    ...senseless(
      'A destination is named twice',
      'VPC.2809',
      ({ destination }) => `The request names the destination ${destination} twice.`,
    ),
    fix: () => 'name each destination once',
  },
  'destination-local': {
    ...senseless(
      'The destination is local',
      'VPC.2809',
      ({ destination, local }) => `The destination ${destination} lies inside the local route ${local}, which always wins.`,
    ),
    fix: ({ local }) => `use a destination outside ${local}, or a wider one`,
  },
  'subnet-elsewhere': {
    ...senseless(
      'Not a subnet of this VPC',
      'VPC.2807',
      ({ subnetId, vpcId }) => `The subnet ${subnetId} does not exist or does not belong to VPC ${vpcId}.`,
    ),
    fix: ({ vpcId }) => `use the id of a subnet of VPC ${vpcId}`,
  },
  'subnet-not-associated': {
    ...senseless(
      'Not associated',
      'VPC.2807',
      ({ subnetId, routeTableId }) => `The subnet ${subnetId} is not associated with the route table ${routeTableId}.`,
    ),
    fix: () => 'name subnets of this route table alone',
  },
} satisfies Rows;
