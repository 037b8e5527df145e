import type { PeeringId, ProjectId, VpcId } from '../id.ts';
import { carriesTraffic } from '../peering/lifecycle.ts';
import { assumingTheWorst } from './assume.ts';
import { differenceBetween, type Difference } from './difference.ts';
import { breachesOf, type Breach, type Guardrail, type HostOf } from './guardrail.ts';
import { portOf } from './lookup.ts';
import { viewOf } from './view.ts';
import type { World, WorldPeering } from './world.ts';

/**
 * The guardrails of one owner that its own change breaks. `never` is judged as if every other owner did its worst, so
 * it holds whatever they do and none of them is ever refused for it; `always` is judged on what gets through now, which
 * another owner may end at any time, as it may delete the peering.
 */
export function breachesBy<Stated extends Guardrail>(
  { before, after }: { readonly before: World; readonly after: World },
  touched: ReadonlySet<VpcId>,
  guardrails: readonly Stated[],
  projectId: ProjectId,
): readonly Breach<Stated>[] {
  const own = new Set([...touched].filter((id) => [before, after].some((world) => world.vpc(id)?.projectId === projectId)));
  const never = guardrails.filter(({ rule }) => rule === 'never');
  const always = guardrails.filter(({ rule }) => rule === 'always');
  return [
    ...(never.length === 0 ? [] : breachesOf(never, worstDifference({ before, after }, own, projectId), hostsOf(after))),
    ...(always.length === 0
      ? []
      : breachesOf(always, differenceBetween(viewOf(before, projectId), viewOf(after, projectId), touched, 'instances'), hostsOf(before))),
  ];
}

const hostsOf =
  (world: World): HostOf =>
  (vpcId, address) => {
    const vpc = world.vpc(vpcId);
    return vpc && portOf(vpc, address);
  };

/** What is opened or cut within the owner's own VPCs for certain, and towards others at the worst. */
function worstDifference(
  { before, after }: { readonly before: World; readonly after: World },
  own: ReadonlySet<VpcId>,
  projectId: ProjectId,
): Difference {
  const differences = [differenceBetween(ownOf(before, projectId), ownOf(after, projectId), own, 'instances')];
  for (const id of own) {
    const peerings = new Map<PeeringId, WorldPeering>();
    for (const world of [before, after])
      for (const peering of world.peeringsOf(id)) if (foreign(peering, projectId) && mayCarry(peering)) peerings.set(peering.id, peering);
    for (const peering of peerings.values()) {
      const side = (world: World): World => {
        const now = world.peering(peering.id);
        return now !== undefined && mayCarry(now) ? assumingTheWorst(world, id, now) : nothingOf(world, id);
      };
      differences.push(differenceBetween(side(before), side(after), new Set([id]), 'instances'));
    }
  }
  return { opened: differences.flatMap(({ opened }) => opened), cut: differences.flatMap(({ cut }) => cut) };
}

const foreign = ({ requester, accepter }: WorldPeering, projectId: ProjectId): boolean =>
  requester.projectId !== projectId || accepter.projectId !== projectId;

/** One that is pending may be accepted at any moment. */
const mayCarry = ({ status }: WorldPeering): boolean => carriesTraffic[status] || status === 'PENDING_ACCEPTANCE';

const ownOf = (world: World, projectId: ProjectId): World => ({
  vpc: (id) => {
    const vpc = world.vpc(id);
    return vpc?.projectId === projectId ? vpc : undefined;
  },
  blocks: (id) => world.blocks(id),
  peering: (id) => world.peering(id),
  peeringsOf: (id) => world.peeringsOf(id).filter((peering) => !foreign(peering, projectId)),
  vpcsWith: (id) => world.vpcsWith(id),
  acl: (id) => world.acl(id),
});

const nothingOf = (world: World, id: VpcId): World => ({
  vpc: (vpcId) => (vpcId === id ? world.vpc(id) : undefined),
  blocks: (vpcId) => world.blocks(vpcId),
  peering: () => undefined,
  peeringsOf: () => [],
  vpcsWith: () => [],
  acl: () => undefined,
});
