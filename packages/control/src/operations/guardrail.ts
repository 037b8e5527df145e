import { err, idOf, ok, type GuardrailId, type Problem, type Result, type VpcId } from '@isthmus/core';
import { checkNewGuardrail, guardrailOf } from '../guard.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { GuardrailRecord, Reader, Writer } from '../ledger.ts';

export const listGuardrails: Handler<'list-guardrails'> = forProject(async (desk, caller, { page }) => {
  const { items, more } = await desk.ledger.read.guardrails.list({ projectId: caller.project.id }, page);
  return read({ items: items.map(guardrailOf), more });
});

export const showGuardrail: Handler<'show-guardrail'> = forProject(async (desk, caller, { id }) => {
  const found = await ownGuardrail(desk.ledger.read, caller, id);
  return found.ok ? read(guardrailOf(found.value)) : found;
});

export const createGuardrail: Handler<'create-guardrail'> = forProject(
  (desk, caller, { name, rule, source, destination, protocol, ports }) =>
    write(desk, caller, async (tx) => {
      for (const { vpcId } of [source, destination]) {
        const named = vpcId === null ? ok(undefined) : await ownOrPeer(tx, caller, vpcId);
        if (!named.ok) return named;
      }
      const record: GuardrailRecord = {
        id: idOf<GuardrailId>(desk.ids.uuid()),
        projectId: caller.project.id,
        name,
        rule,
        sourceVpcId: source.vpcId,
        sourceCidr: source.cidr,
        destinationVpcId: destination.vpcId,
        destinationCidr: destination.cidr,
        protocol,
        portMin: ports?.[0] ?? null,
        portMax: ports?.[1] ?? null,
        createdAt: desk.clock.now(),
      };
      const whole = await checkNewGuardrail(tx, guardrailOf(record));
      if (!whole.ok) return whole;
      const added = await tx.guardrails.insert(record);
      if (!added.ok) throw new Error(`guardrail ${record.id} could not be made: ${added.problem.on}`);
      recordGuardrail(tx, 'guardrail.created', record);
      return ok(guardrailOf(record));
    }),
);

export const deleteGuardrail: Handler<'delete-guardrail'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await ownGuardrail(tx, caller, id);
    if (!found.ok) return found;
    await tx.guardrails.delete(id);
    recordGuardrail(tx, 'guardrail.deleted', found.value);
    return ok(null);
  }),
);

async function ownGuardrail(reader: Reader, { project }: ProjectCaller, id: GuardrailId): Promise<Result<GuardrailRecord, Problem>> {
  const found = await reader.guardrails.get(id);
  return found?.projectId === project.id ? ok(found) : err({ kind: 'not-found', resource: 'guardrail', id });
}

/** A VPC of the caller's, or one that a peering of the caller's has at its other end. */
async function ownOrPeer(reader: Reader, { project }: ProjectCaller, id: VpcId): Promise<Result<void, Problem>> {
  const vpc = await reader.vpcs.get(id);
  const known = vpc?.projectId === project.id || (await reader.peerings.count({ vpcId: id, projectId: project.id })) > 0;
  return known ? ok(undefined) : err({ kind: 'not-found', resource: 'vpc', id });
}

/** For the owner alone: what it guards itself against is nobody else's to know. */
const recordGuardrail = (tx: Writer, kind: string, { id, projectId, name, rule }: GuardrailRecord): void =>
  tx.record({ kind, resourceKind: 'guardrail', resourceId: id, projectIds: [projectId], vpcIds: [], detail: { name, rule } });
