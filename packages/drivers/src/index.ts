export * from './sim/index.ts';
export * from './linux/index.ts';
