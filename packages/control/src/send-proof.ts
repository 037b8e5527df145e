import type { Generation, Instance, Probe, ProjectId, Question, SentProbe, VpcId } from '@isthmus/core';
import { ok } from '@isthmus/core';
import type { Desk } from './handler.ts';
import { respondersOf } from './operations/probe-instance.ts';
import type { Proof } from './proof.ts';

/** How often the question is asked anew when the network changes under the packet, and how long it may take to be in force. */
const mostTries = 3;
const forceMs = 2000;
const pauseMs = 10;

/**
 * Sends the packet that a proof is about, and compares. Proof and packet are of one network: intent that is in force,
 * and that nothing changed while the packet was under way. A difference is told to the asker's project alone, in its
 * log, and counted. Null where the proof has no answer any more.
 */
export async function sendProof(
  desk: Desk,
  projectId: ProjectId,
  question: Question,
  sender: Instance,
  prove: () => Promise<Proof | null>,
): Promise<{ readonly proof: Proof; readonly probe: SentProbe } | null> {
  for (let attempt = 1; ; attempt++) {
    const before = await desk.ledger.read.events.latest();
    const proof = await prove();
    if (proof === null) return null;
    const vpcIds = new Set([question.source.vpcId, ...(proof.full.destination === null ? [] : [proof.full.destination.vpcId])]);
    if (!(await isInForce(desk, before, vpcIds))) return { proof, probe: { skipped: 'the network is not in force yet' } };
    const responders = await respondersOf(desk.ledger.read, question.source.vpcId, question.destination.address);
    const sent = await desk.dataPlane.probe({ from: sender.id, probe: probeOf(question), responders });
    if (!sent.ok) return { proof, probe: { skipped: 'the packet could not be sent' } };
    const result = sent.value;
    const arrived = question.protocol === 'icmp' ? result.received > 0 : result.connected === true;
    const agreed = arrived === proof.seen.reachable;
    if (!agreed && (await changedSince(desk, before, vpcIds))) {
      if (attempt < mostTries) continue;
      return { proof, probe: { skipped: 'the network changed while the packet was under way' } };
    }
    desk.evidence.compared(agreed);
    if (!agreed) await recordDisagreement(desk, projectId, sender, proof.seen.reachable ? 'reachable' : 'not reachable');
    return { proof, probe: { arrived, result, agreed } };
  }
}

function probeOf({ destination: { address: destination }, protocol, port }: Question): Probe {
  if (protocol === 'icmp') return { type: 'ping', destination, count: 2, timeoutMs: 700 };
  return { type: 'tcp', destination, port: port ?? 0, timeoutMs: 1000 };
}

async function isInForce({ inForce }: Desk, generation: Generation, vpcIds: ReadonlySet<VpcId>): Promise<boolean> {
  for (let waited = 0; waited <= forceMs; waited += pauseMs) {
    if (inForce.since(generation, vpcIds) !== undefined) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return false;
}

async function changedSince({ ledger }: Desk, after: Generation, vpcIds: ReadonlySet<VpcId>): Promise<boolean> {
  const { items } = await ledger.read.events.list({ after, order: 'oldest-first', limit: 1000 });
  return items.some((event) => event.vpcIds.some((id) => vpcIds.has(id)));
}

async function recordDisagreement({ ledger, log }: Desk, projectId: ProjectId, sender: Instance, proof: string): Promise<void> {
  log('error', 'a packet did not do what the proof says', { instanceId: sender.id, proof });
  await ledger.write(null, async (tx) => {
    tx.record({
      kind: 'reachability.disagreed',
      resourceKind: 'instance',
      resourceId: sender.id,
      projectIds: [projectId],
      vpcIds: [],
      detail: { proof },
    });
    return ok(null);
  });
}
