import {
  askLoading,
  err,
  healthOf,
  idOf,
  ok,
  refusal,
  sidesOf,
  statusAt,
  statusAtBirth,
  type Instant,
  type Peering,
  type PeeringAction,
  type PeeringEnd,
  type PeeringId,
  type Problem,
  type Result,
} from '@isthmus/core';
import { expirePeering } from '../expire.ts';
import { given } from '../given.ts';
import { forProject, read, write, type Answer, type Desk, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { checkQuota, type Quarter } from '../quota.ts';
import { recordPeering } from '../record-peering.ts';
import { worldSourceOf } from '../world-source.ts';
import { ownVpc } from './vpc.ts';

export const listPeerings: Handler<'list-peerings'> = forProject(async (desk, caller, { projectId, page, ...filter }) =>
  read(
    await desk.ledger.read.peerings.list(
      given({ ...filter, projectId: caller.project.id, otherProjectId: projectId === caller.project.id ? undefined : projectId }),
      page,
    ),
  ),
);

export const showPeering: Handler<'show-peering'> = forProject(async (desk, caller, { id }) => {
  const peering = await visiblePeering(desk.ledger.read, caller, id);
  return peering.ok ? read(peering.value) : peering;
});

export const showPeeringHealth: Handler<'show-peering-health'> = forProject(async (desk, caller, { id }) => {
  const peering = await visiblePeering(desk.ledger.read, caller, id);
  if (!peering.ok) return peering;
  const health = await askLoading(worldSourceOf(desk.ledger.read), (world) => healthOf(world, id, caller.project.id));
  if (health === null) return err({ kind: 'not-found', resource: 'peering', id });
  return read({ ...health, expiresAt: peering.value.expiresAt });
});

export const createPeering: Handler<'create-peering'> = forProject(async (desk, caller, input) => {
  const ends = endsOf(caller, input);
  if (!ends.ok) return ends;
  const { requester, accepter } = ends.value;
  const done = await write(desk, caller, async (tx) => {
    const own = await ownVpc(tx, caller, requester.vpcId);
    if (!own.ok) return own;
    if (requester.vpcId === accepter.vpcId) return err({ kind: 'same-vpc' });
    const peer = await checkPeer(tx, accepter, caller);
    if (!peer.ok) return peer;
    const status = statusAtBirth({ sameProject: requester.projectId === accepter.projectId });
    const quota = await checkQuota(tx, 'vpcPeer', quarterOf(caller));
    if (!quota.ok) return quota;
    const now = desk.clock.now();
    const peering: Peering = {
      id: idOf<PeeringId>(desk.ids.uuid()),
      name: input.name,
      description: input.description,
      status,
      requester,
      accepter,
      expiresAt: status === 'PENDING_ACCEPTANCE' ? ((now + desk.expireAfterMs) as Instant) : null,
      createdAt: now,
      updatedAt: now,
    };
    const added = await tx.peerings.insert(peering);
    if (!added.ok) return pairTaken;
    recordPeering(tx, 'peering.created', peering, status === 'ACTIVE' ? 'touches packets' : 'touches no packet', {
      name: peering.name,
      status,
    });
    return ok(peering);
  });
  return !done.ok && done.problem.kind === 'pair-taken' ? err(await namePair(desk.ledger.read, requester, accepter)) : done;
});

/** The database holds that a pair has one peering; which one it is, is looked up when the write is over. */
const pairTaken = err({ kind: 'pair-taken', peeringId: '', status: 'ACTIVE' } as const);

async function namePair(reader: Reader, requester: PeeringEnd, accepter: PeeringEnd): Promise<Problem> {
  const { items } = await reader.peerings.list({
    projectId: requester.projectId,
    otherProjectId: accepter.projectId,
    vpcId: requester.vpcId,
  });
  const found = items.find((peering) => [peering.requester.vpcId, peering.accepter.vpcId].includes(accepter.vpcId));
  return found === undefined ? pairTaken.problem : { kind: 'pair-taken', peeringId: found.id, status: found.status };
}

type Ends = Pick<Peering, 'requester' | 'accepter'>;

function endsOf({ project }: ProjectCaller, input: Parameters<typeof createPeering.run>[2]): Result<Ends, Problem> {
  const { requester, accepter } = input;
  if (requester.projectId !== undefined && requester.projectId !== project.id)
    return err({
      kind: 'invalid-field',
      resource: 'peering',
      field: 'peering.request_vpc_info.tenant_id',
      reason: "is not the caller's project",
      fix: 'leave it out, or log in to that project',
    });
  return ok({
    requester: { vpcId: requester.vpcId, projectId: project.id },
    accepter: { vpcId: accepter.vpcId, projectId: accepter.projectId ?? project.id },
  });
}

/**
 * One answer, after the same look-ups, for a VPC that nobody has, a project that nobody has, a VPC of another project
 * and one of another region: nobody can find out by asking which ids exist.
 */
async function checkPeer(tx: Reader, accepter: PeeringEnd, caller: ProjectCaller): Promise<Result<void, Problem>> {
  const vpc = await tx.vpcs.get(accepter.vpcId);
  const project = await tx.projects.get(accepter.projectId);
  const known = vpc !== undefined && project !== undefined && vpc.projectId === project.id && project.region === caller.project.region;
  return known ? ok(undefined) : err({ kind: 'peer-unknown' });
}

const quarterOf = ({ domainId, project }: ProjectCaller): Quarter => ({ domainId, region: project.region });

export const updatePeering: Handler<'update-peering'> = forProject((desk, caller, { id, name, description }) =>
  write(desk, caller, async (tx) => {
    const found = await decide(tx, caller, id, 'update', desk.clock.now());
    if (!found.ok) return found;
    const changed = await change(tx, id, given({ name, description, updatedAt: desk.clock.now() }));
    recordPeering(tx, 'peering.updated', changed, 'touches no packet', given({ name, description }));
    return ok(changed);
  }),
);

export const acceptPeering: Handler<'accept-peering'> = forProject((desk, caller, { id }) =>
  answerRequest(
    desk,
    caller,
    id,
    async (tx, peering) => {
      const sameAccount = (await tx.projects.get(peering.requester.projectId))?.domainId === caller.domainId;
      // A request inside one account was counted when it was made.
      const quota = sameAccount ? ok(undefined) : await checkQuota(tx, 'vpcPeer', quarterOf(caller));
      if (!quota.ok) return quota;
      const changed = await change(tx, id, { status: 'ACTIVE', expiresAt: null, updatedAt: desk.clock.now() });
      recordPeering(tx, 'peering.accepted', changed, 'touches packets', {});
      return ok(changed);
    },
    'accept',
  ),
);

export const rejectPeering: Handler<'reject-peering'> = forProject((desk, caller, { id }) =>
  answerRequest(
    desk,
    caller,
    id,
    async (tx) => {
      const changed = await change(tx, id, { status: 'REJECTED', expiresAt: null, updatedAt: desk.clock.now() });
      recordPeering(tx, 'peering.rejected', changed, 'touches no packet', {});
      return ok(changed);
    },
    'reject',
  ),
);

/** Accepts or rejects. A request whose time is up is refused as expired, and from then on stored as that. */
async function answerRequest<Action extends 'accept' | 'reject'>(
  desk: Desk,
  caller: ProjectCaller,
  id: PeeringId,
  work: (tx: Writer, peering: Peering) => Promise<Result<Peering, Problem>>,
  action: Action,
): Answer<'accept-peering'> {
  const done = await write(desk, caller, async (tx) => {
    const found = await decide(tx, caller, id, action, desk.clock.now());
    return found.ok ? work(tx, found.value) : found;
  });
  if (!done.ok && done.problem.kind === 'wrong-status' && done.problem.status === 'EXPIRED') await expirePeering(desk, id);
  return done;
}

/** Either side, in any status; the routes of both sides go with it, and each owner is told of its own. */
export const deletePeering: Handler<'delete-peering'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const found = await decide(tx, caller, id, 'delete', desk.clock.now());
    if (!found.ok) return found;
    const peering = found.value;
    await deleteRoutes(tx, peering.requester, id);
    await deleteRoutes(tx, peering.accepter, id);
    await tx.peerings.delete(id);
    recordPeering(tx, 'peering.deleted', peering, 'touches packets', { name: peering.name, status: peering.status });
    return ok(null);
  }),
);

async function deleteRoutes(tx: Writer, { vpcId, projectId }: PeeringEnd, id: PeeringId): Promise<void> {
  const destinations: string[] = [];
  for (;;) {
    const { items } = await tx.routes.list({ vpcId, type: 'peering', nextHop: id }, { limit: 500 });
    if (items.length === 0) break;
    for (const route of items) {
      await tx.routes.delete(route.id);
      destinations.push(route.destinationText);
    }
  }
  if (destinations.length > 0)
    tx.record({
      kind: 'route.deleted-with-peering',
      resourceKind: 'peering',
      resourceId: id,
      projectIds: [projectId],
      vpcIds: [vpcId],
      detail: { destinations },
    });
}

/** The peering, if the caller is a side of it; a stranger finds nothing. */
export async function visiblePeering(reader: Reader, caller: ProjectCaller, id: PeeringId): Promise<Result<Peering, Problem>> {
  const peering = await reader.peerings.get(id);
  return peering !== undefined && sidesOf(peering, caller.project.id).length > 0
    ? ok(peering)
    : err({ kind: 'not-found', resource: 'peering', id });
}

/** The peering, if the life cycle lets the caller's side do `action` to it now. */
async function decide(
  tx: Writer,
  caller: ProjectCaller,
  id: PeeringId,
  action: PeeringAction,
  now: Instant,
): Promise<Result<Peering, Problem>> {
  const found = await visiblePeering(tx, caller, id);
  if (!found.ok) return found;
  const refused = refusal(action, statusAt(found.value, now), sidesOf(found.value, caller.project.id));
  return refused === null ? found : err({ ...refused, peeringId: id });
}

async function change(tx: Writer, id: PeeringId, to: Partial<Peering>): Promise<Peering> {
  const changed = await tx.peerings.update(id, to);
  if (!changed.ok || changed.value === undefined) throw new Error(`peering ${id} could not be changed`);
  return changed.value;
}
