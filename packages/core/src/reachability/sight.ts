import type { ProjectId, VpcId } from '../id.ts';
import { blockerTable, otherSideWords, type Blocker, type BlockerKind, type FlowEnd, type OtherSideKind, type Place } from './blocker.ts';
import type { Change } from './change.ts';
import type { Answer, Hop, Leg } from './walk.ts';

/** An answer as one owner may read it. */
export interface SeenAnswer {
  readonly reachable: boolean;
  readonly forward: SeenLeg;
  readonly return: SeenLeg;
}

export interface SeenLeg {
  readonly hops: readonly SeenHop[];
  readonly blockers: readonly SeenBlocker[];
}

export interface SeenHop {
  readonly side: 'yours' | 'theirs';
  /** Of the other side the VPC alone. */
  readonly at: Place;
}

export interface SeenBlocker {
  readonly kind: BlockerKind | OtherSideKind;
  /** Null for the other side. */
  readonly at: Place | null;
  readonly side: 'yours' | 'theirs';
  readonly summary: string;
  /** What the reader can do about it; absent where it is the other side's to do, or nobody's. */
  readonly fix?: Change;
}

/** Kinds that rest on the subnets of both VPCs, though found on one side: who owns but one reads less. */
const restOnBoth: Readonly<Partial<Record<BlockerKind, OtherSideKind>>> = {
  'overlapping-all': 'overlapping',
  'overlapping-some': 'overlapping',
};

/**
 * What `projectId` may read of an answer: of its own side everything, of the other only which kinds of blocker there
 * are, each once, in one fixed order, in one fixed sentence: no id, address, name or count that the reader did not
 * bring. Of a VPC that no ACTIVE peering joins, nothing at all: an unanswered request must not be a way to look around.
 * Null for a project that owns neither end.
 */
export function asSeenBy(answer: Answer, projectId: ProjectId): SeenAnswer | null {
  const owners: Readonly<Record<FlowEnd, ProjectId | null>> = {
    source: answer.source.projectId,
    destination: answer.destination?.projectId ?? null,
  };
  if (owners.source !== projectId && owners.destination !== projectId) return null;
  const foreign = owners.source === projectId ? answer.destination : answer.source;
  const sight: Sight = {
    projectId,
    other:
      foreign === null || foreign.projectId === projectId
        ? null
        : { vpcId: foreign.vpcId, sight: answer.joined !== 'peered' ? 'none' : isAbsent(answer, projectId) ? 'absence' : 'kinds' },
    source: owners.source === projectId ? 'yours' : 'theirs',
    destination: owners.destination === projectId ? 'yours' : 'theirs',
  };
  return { reachable: answer.reachable, forward: seenLeg(answer.forward, sight), return: seenLeg(answer.return, sight) };
}

/**
 * How much of the other end may be read: nothing without an ACTIVE peering; that nobody is there, and then no more, for
 * whether a route or a filter would apply to an address tells whether its subnet exists; or the kinds of all blockers.
 */
type OtherSight = 'none' | 'absence' | 'kinds';

const isAbsence = (kind: OtherSideKind): boolean => kind === 'destination-absent' || kind === 'source-absent';
const acrossKind = ({ kind, end }: Blocker): OtherSideKind => blockerTable[kind].across[end];
const isAbsent = ({ forward, return: back }: Answer, reader: ProjectId): boolean =>
  [...forward.blockers, ...back.blockers].some((blocker) => blocker.owner !== reader && isAbsence(acrossKind(blocker)));

interface Sight {
  readonly projectId: ProjectId;
  /** The end that is someone else's; null when both are the reader's. */
  readonly other: { readonly vpcId: VpcId; readonly sight: OtherSight } | null;
  readonly source: 'yours' | 'theirs';
  readonly destination: 'yours' | 'theirs';
}

function seenLeg(leg: Leg, sight: Sight): SeenLeg {
  const yours = leg.blockers.filter((blocker) => blocker.owner === sight.projectId);
  const theirs = leg.blockers.filter((blocker) => blocker.owner !== sight.projectId);
  return {
    hops: seenHops(leg.hops, sight),
    blockers: [...unique(yours.map((one) => ownBlocker(one, sight))), ...otherBlockers(theirs, sight)],
  };
}

function ownBlocker({ kind, at, summary, fix }: Blocker, { other }: Sight): SeenBlocker {
  const less = other === null ? undefined : restOnBoth[kind];
  if (less !== undefined) return { kind: less, at, side: 'yours', summary: otherSideWords[less] };
  return { kind, at, side: 'yours', summary, ...(fix === null ? {} : { fix }) };
}

const otherSideKinds = Object.keys(otherSideWords) as readonly OtherSideKind[];
/** What the status of the peering itself tells both of its owners. */
const ofThePeering: readonly OtherSideKind[] = ['no-peering', 'peering-pending', 'peering-rejected', 'peering-expired'];

function otherBlockers(blockers: readonly Blocker[], { other }: Sight): readonly SeenBlocker[] {
  const found = new Set(blockers.map(acrossKind));
  return otherSideKinds
    .filter((kind) => found.has(kind))
    .filter((kind) => ofThePeering.includes(kind) || other?.sight === 'kinds' || (other?.sight === 'absence' && isAbsence(kind)))
    .map((kind) => ({ kind, at: null, side: 'theirs', summary: otherSideWords[kind] }));
}

/** The reader's own hops, and the other side's as one: that a packet got there, not how far. */
function seenHops(hops: readonly Hop[], { other, ...sides }: Sight): readonly SeenHop[] {
  // What comes from the other side tells by coming what is there.
  if (other !== null && other.sight !== 'kinds' && hops[0] !== undefined && sides[hops[0].end] === 'theirs') return [];
  return hops.flatMap((hop, index): readonly SeenHop[] => {
    const side = sides[hop.end];
    if (side === 'yours' || other === null) return [{ side: 'yours', at: hop.at }];
    const before = hops[index - 1];
    if (other.sight === 'none' || (before !== undefined && sides[before.end] === 'theirs')) return [];
    return [{ side, at: { noun: 'vpc', id: other.vpcId } }];
  });
}

const unique = (blockers: readonly SeenBlocker[]): readonly SeenBlocker[] =>
  blockers.filter(
    (blocker, index) =>
      blockers.findIndex(({ kind, at }) => kind === blocker.kind && at?.noun === blocker.at?.noun && at?.id === blocker.at?.id) === index,
  );
