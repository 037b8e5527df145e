import type { Clock } from '@isthmus/control';
import type { Endpoint } from '@isthmus/wire';

/** A date may lie a quarter of an hour ahead, and the signature is good for a quarter of an hour after it. */
const rememberedMs = 30 * 60_000;
/** About 30 MB. Beyond that the oldest are forgotten first. */
const mostRemembered = 100_000;

/**
 * The signatures of requests that made something new, so that one that was overheard cannot make another. What may be
 * repeated without harm is not remembered: clients do repeat it.
 */
export interface Replays {
  /** False where this signature was begun before, and not given back. */
  begin(signature: string): boolean;
  /** The request was refused and changed nothing: it may be sent again as it is. */
  giveBack(signature: string): void;
}

export function replaysOf(clock: Clock, most = mostRemembered): Replays {
  const until = new Map<string, number>();
  return {
    begin(signature) {
      const now = clock.now();
      for (const [oldest, end] of until) {
        if (end > now && until.size < most) break;
        until.delete(oldest);
      }
      if (until.has(signature)) return false;
      until.set(signature, now + rememberedMs);
      return true;
    },
    giveBack: (signature) => void until.delete(signature),
  };
}

/** Sending one of these twice makes two things, or two secrets. */
export const makesSomethingNew = ({ method, operations }: Pick<Endpoint, 'method' | 'operations'>): boolean =>
  method === 'POST' && operations.some((name) => /^(create|issue)-/.test(name));
