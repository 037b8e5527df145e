import {
  askLoadingEach,
  breachesBy,
  err,
  formatAddress,
  idOf,
  ok,
  type Breach,
  type GuardrailId,
  type Problem,
  type ProjectId,
  type Result,
  type StoredGuardrail,
  type VpcId,
  type WorldSource,
} from '@isthmus/core';
import { all } from './all.ts';
import type { GuardrailRecord, Reader, Writer } from './ledger.ts';
import { worldSourceOf } from './world-source.ts';

export interface Watched {
  readonly tx: Writer;
  /** VPCs whose packets the write has said so far that it touches. */
  readonly touched: ReadonlySet<VpcId>;
}

/** The same transaction, which notes whose packets it touches: every write that can open or cut a path says so. */
export function watched(tx: Writer): Watched {
  const touched = new Set<VpcId>();
  const record: Writer['record'] = (event) => {
    for (const id of event.vpcIds) touched.add(id);
    tx.record(event);
  };
  return { tx: { ...tx, record }, touched };
}

/**
 * Whether a change that is made, and not yet committed, leaves the caller's guardrails whole: what is committed is
 * compared with what would be. Only the caller's own: what it states must never stand in another owner's way, who would
 * learn of it by being refused.
 */
export async function checkGuardrails(
  committed: Reader,
  { tx, touched }: Watched,
  projectId: ProjectId | undefined,
): Promise<Result<void, Problem>> {
  if (projectId === undefined || touched.size === 0) return ok(undefined);
  const guardrails = (await all(tx.guardrails, { projectId })).map(guardrailOf);
  if (guardrails.length === 0) return ok(undefined);
  return broken(await breachesIn({ before: settledSourceOf(committed), after: settledSourceOf(tx) }, touched, guardrails, projectId));
}

/** Whether the network as it is breaks one that is new. */
export async function checkNewGuardrail(tx: Reader, guardrail: StoredGuardrail): Promise<Result<void, Problem>> {
  if (guardrail.rule === 'always') return ok(undefined);
  const { projectId } = guardrail;
  const own = new Set((await all(tx.vpcs, { projectId })).map(({ id }) => id));
  const named = [guardrail.source.vpcId, guardrail.destination.vpcId].filter((id) => id !== null && own.has(id));
  const touched = named.length === 0 ? own : new Set(named.filter((id) => id !== null));
  return broken(
    await breachesIn({ before: nothing, after: settledSourceOf(tx) }, touched, [{ ...guardrail, id: idOf<GuardrailId>('') }], projectId),
  );
}

const breachesIn = (
  sources: { readonly before: WorldSource; readonly after: WorldSource },
  touched: ReadonlySet<VpcId>,
  guardrails: readonly StoredGuardrail[],
  projectId: ProjectId,
): Promise<readonly Breach<StoredGuardrail>[]> => askLoadingEach(sources, (worlds) => breachesBy(worlds, touched, guardrails, projectId));

function broken([breach]: readonly Breach<StoredGuardrail>[]): Result<void, Problem> {
  if (breach === undefined) return ok(undefined);
  const { guardrail, packet } = breach;
  return err({
    kind: 'guardrail-broken',
    guardrailId: guardrail.id,
    name: guardrail.name,
    rule: guardrail.rule,
    packet: {
      source: formatAddress(packet.source.address),
      destination: formatAddress(packet.destination.address),
      protocol: packet.protocol,
      port: packet.port,
    },
  });
}

/** An instance that is being built will be there, and nobody is asked again then. */
function settledSourceOf(reader: Reader): WorldSource {
  const source = worldSourceOf(reader);
  return {
    ...source,
    vpc: async (id) => {
      const vpc = await source.vpc(id);
      return vpc && { ...vpc, ports: vpc.ports.map((port) => ({ ...port, status: 'ACTIVE' as const })) };
    },
  };
}

const nothing: WorldSource = {
  vpc: async () => undefined,
  blocks: async () => [],
  peering: async () => undefined,
  peeringsOf: async () => [],
  vpcsWith: async () => [],
  acl: async () => undefined,
};

export const guardrailOf = (record: GuardrailRecord): StoredGuardrail => ({
  id: record.id,
  projectId: record.projectId,
  name: record.name,
  rule: record.rule,
  source: { vpcId: record.sourceVpcId, cidr: record.sourceCidr },
  destination: { vpcId: record.destinationVpcId, cidr: record.destinationCidr },
  protocol: record.protocol,
  ports: record.portMin === null || record.portMax === null ? null : [record.portMin, record.portMax],
  createdAt: record.createdAt,
});
