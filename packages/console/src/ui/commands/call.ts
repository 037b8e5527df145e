import type { Call } from '../../api/call-log.ts';

type Bag = Readonly<Record<string, unknown>>;
export const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
/** What stands at a path of a body; undefined where nothing does. */
export const found = (value: unknown, ...keys: readonly string[]): unknown => keys.reduce<unknown>((inner, key) => bag(inner)[key], value);
/** The same where a text is expected: empty where there is none. */
export const at = (value: unknown, ...keys: readonly string[]): string => {
  const one = found(value, ...keys);
  return typeof one === 'string' ? one : '';
};
export const listAt = (value: unknown, ...keys: readonly string[]): readonly unknown[] => {
  const one = found(value, ...keys);
  return Array.isArray(one) ? one : [];
};
export const lastPart = (path: string): string => path.split('/').at(-1) ?? '';
export const idBefore = (path: string): string => path.split('/').at(-2) ?? '';

/** Commands by the method and the endpoint of the call that they make again. */
export type Commands = Readonly<Record<string, (call: Call) => string>>;
