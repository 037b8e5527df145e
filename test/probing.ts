import assert from 'node:assert/strict';
import { ask, fields, type Session } from './api.ts';
import type { Service } from './service.ts';

/**
 * Milliseconds that a probe waits. It ends with its answer, and on a busy machine whoever asks may be kept waiting by
 * others: where silence is expected there is no need to wait for as long.
 */
const patienceMs = { answer: 8_000, silence: 500 } as const;

export interface Probing {
  /** The owner of the instance that sends. */
  readonly session: Session;
  readonly instanceId: string;
  readonly destination: string;
}

async function probe(service: Pick<Service, 'url'>, { session, instanceId, destination }: Probing, more: object) {
  const path = `/isthmus/v1/projects/${session.projectId}/instances/${instanceId}/probes`;
  const answer = await ask(service, { method: 'POST', path, token: session.token, body: { destination, ...more } });
  assert.equal(answer.status, 200, answer.text);
  return fields(answer);
}

/** Echo replies to so many requests, of which `expected` should come. */
export async function pinged(service: Pick<Service, 'url'>, probing: Probing, count: number, expected: number): Promise<number> {
  const timeout_ms = expected > 0 ? patienceMs.answer : patienceMs.silence;
  return (await probe(service, probing, { type: 'ping', count, timeout_ms })).received;
}

/** Whether a TCP handshake comes about, as `expected`. */
export async function connected(
  service: Pick<Service, 'url'>,
  probing: Probing & { readonly port: number },
  expected: keyof typeof patienceMs,
): Promise<boolean> {
  return (await probe(service, probing, { type: 'tcp', port: probing.port, timeout_ms: patienceMs[expected] })).connected;
}
