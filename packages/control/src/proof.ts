import { askLoading, asSeenBy, walk, type Answer, type Question, type SeenAnswer } from '@isthmus/core';
import type { Desk, ProjectCaller } from './handler.ts';
import { worldSourceOf } from './world-source.ts';

/** A proof in full, and as its reader may see it. */
export interface Proof {
  readonly full: Answer;
  readonly seen: SeenAnswer;
}

/** Null where the caller's project owns neither end, whether or not they are there. */
export async function prove(desk: Desk, caller: ProjectCaller, question: Question): Promise<Proof | null> {
  const full = await askLoading(worldSourceOf(desk.ledger.read), (world) => walk(world, question));
  const seen = full && asSeenBy(full, caller.project.id);
  return full === null || seen === null ? null : { full, seen };
}
