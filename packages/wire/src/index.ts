export * from './endpoint.ts';
export { endpoints } from './rows.ts';
export { identityEndpoints } from './keystone-v3/index.ts';
export { encodeProblem } from './problems.ts';
export { openapi } from './openapi.ts';
