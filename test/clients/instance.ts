import assert from 'node:assert/strict';
import { ask, fields, inForce, type Session } from '../api.ts';
import type { Service } from '../service.ts';

/** Instances are no part of these clouds' network API, so no client of it can make one: the native API does. */
export async function createInstance(
  service: Service,
  session: Session,
  { subnetId, address }: { readonly subnetId: string; readonly address: string },
): Promise<string> {
  const path = `/isthmus/v1/projects/${session.projectId}/instances`;
  const body = { name: `host-${address}`, subnet_id: subnetId, ip_address: address };
  const answer = await ask(service, { method: 'POST', path, token: session.token, body });
  assert.equal(answer.status, 201, answer.text);
  await inForce(service, session, answer);
  return fields(answer).id;
}

/** Until what this project committed last is in the data plane: clients show no `Isthmus-Generation`. */
export async function settled(service: Service, session: Session): Promise<void> {
  const path = `/isthmus/v1/projects/${session.projectId}`;
  const events = await ask(service, { method: 'GET', path: `${path}/events?limit=1`, token: session.token });
  const { generation } = fields(events).events[0];
  const end = performance.now() + 20_000;
  for (;;) {
    const receipt = await ask(service, { method: 'GET', path: `${path}/receipts/${generation}`, token: session.token });
    if (fields(receipt).in_force === true) return;
    assert.ok(performance.now() < end, `generation ${generation} is not in force`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
