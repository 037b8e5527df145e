import { useSyncExternalStore } from 'react';

/** One write that this tab made, as it went over the wire; what its equivalents and its receipt are shown from. */
export interface Call {
  readonly method: string;
  /** The template: `/v2.0/vpc/peerings/{peering_id}/accept`. */
  readonly endpoint: string;
  readonly path: string;
  readonly body: unknown;
  readonly answer: unknown;
  /** Null where the write made none. */
  readonly generation: number | null;
  readonly at: number;
}

let calls: readonly Call[] = [];
const listeners = new Set<() => void>();

/** Kept newest first, and only this tab's last twenty. */
export function rememberCall(call: Call): void {
  calls = [call, ...calls].slice(0, 20);
  for (const listener of listeners) listener();
}

export function forgetCalls(): void {
  calls = [];
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useCalls = (): readonly Call[] => useSyncExternalStore(subscribe, () => calls);

export const lastCall = (): Call | undefined => calls[0];

/** Takes the answer of the last call out of memory: it held a secret. */
export function forgetAnswer(): void {
  calls = calls.map((call, index) => (index === 0 ? { ...call, answer: null } : call));
}
