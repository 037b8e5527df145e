export { openLedger, openReader, type LedgerOptions, type OpenReader } from './open.ts';
export { LedgerInUse } from './sqlite/store.ts';
