import { absent } from '../absent.ts';

export const absentV3 = absent('otc-v3', {
  '/v3/:project_id/eip/publicips': 'publicips',
  '/v3/:project_id/eip/publicip-pools/common-pools': 'common_pools',
  '/v3/:project_id/vpc/address-groups': 'address_groups',
});
