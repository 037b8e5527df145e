export * from './clock.ts';
export * from './dataplane.ts';
export * from './ledger.ts';
