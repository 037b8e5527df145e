/** What actually works, derived and never stored. Status says that both agreed; health says what that is worth. */
export const peeringHealths = [
  'working',
  'one-way',
  'no-routes',
  'shadowed',
  'blocked',
  'overlapping',
  'waiting-on-you',
  'waiting-on-them',
  'rejected',
  'expired',
] as const;
export type PeeringHealthWord = (typeof peeringHealths)[number];

/** A peering's health as one side may see it: its own routes in number, of the other only whether a way back exists. */
export interface PeeringHealth {
  readonly health: PeeringHealthWord;
  readonly reasons: readonly string[];
  readonly localRoutes: number;
  readonly peerHasReturnRoute: boolean;
}
