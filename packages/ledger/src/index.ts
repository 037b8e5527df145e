export { openLedger, type LedgerOptions } from './open.ts';
export { LedgerInUse } from './sqlite/store.ts';
