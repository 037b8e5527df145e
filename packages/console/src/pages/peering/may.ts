import { refusal, type PeeringAction } from '@isthmus/core';
import { ownSides, type Peering } from '../../api/peering.ts';
import type { Words } from '../../words/en.ts';

/** Why `action` is not possible for this project, as a sentence, or null: core's life cycle decides, we only word it. */
export function whyNot(action: PeeringAction, peering: Peering, projectId: string, words: Words): string | null {
  const refused = refusal(action, peering.status, ownSides(peering, projectId));
  if (refused === null) return null;
  if (refused.kind === 'wrong-status') return words.peering.wrongStatus(words.peering.status[refused.status]);
  return words.peering.wrongSide[refused.allowed[0] ?? 'clock'];
}
