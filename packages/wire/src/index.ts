export * from './endpoint.ts';
export { endpoints, identityEndpoints } from './rows.ts';
export { encodeProblem } from './problems.ts';
export { explainedProblems, type ExplainedProblem } from './explained-problems.ts';
export { openapi } from './openapi.ts';
export { isSigned, parseAuthorization, type SignedAuthorization } from './signing/authorization.ts';
export { signatureFailure, type SignatureFailure } from './signing/verify.ts';
export type { RawRequest } from './signing/canonical.ts';
