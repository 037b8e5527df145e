import { absent } from '../absent.ts';

export const absentV1 = absent('otc-v1', {
  '/v1/:project_id/fl/flow_logs': 'flow_logs',
  '/v1/:project_id/publicips': 'publicips',
  '/v1/:project_id/bandwidths': 'bandwidths',
  '/v2.0/:project_id/bandwidths': 'bandwidths',
  '/v2.0/:project_id/publicips/tags': 'tags',
});
