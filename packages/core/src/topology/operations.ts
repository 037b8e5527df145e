import type { Operation } from '../operation.ts';

/** Administrator only: what the data plane would change if it were converged now, as the lines a person would type. */
export interface PlanOperations {
  'show-plan': Operation<Record<never, never>, { readonly dataPlane: string; readonly lines: readonly string[] }>;
}
