/** The two stored ends, by what each did: one asked, the other answers. */
export const peeringSides = ['requester', 'accepter'] as const;
export type PeeringSide = (typeof peeringSides)[number];

export const otherSide = (side: PeeringSide): PeeringSide => (side === 'requester' ? 'accepter' : 'requester');
