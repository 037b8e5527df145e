/** What real packets have told so far, in this process: counted for whoever operates it. */
export interface Evidence {
  /** A packet was sent for a proof. */
  compared(agreed: boolean): void;
  /** A pair that must not talk was tried. */
  isolation(held: boolean): void;
  counts(): EvidenceCounts;
}

export interface EvidenceCounts {
  readonly compared: number;
  readonly disagreed: number;
  readonly isolationChecked: number;
  readonly isolationBreaches: number;
}

export function noEvidence(): Evidence {
  let counts: EvidenceCounts = { compared: 0, disagreed: 0, isolationChecked: 0, isolationBreaches: 0 };
  return {
    compared: (agreed) => {
      counts = { ...counts, compared: counts.compared + 1, disagreed: counts.disagreed + (agreed ? 0 : 1) };
    },
    isolation: (held) => {
      counts = {
        ...counts,
        isolationChecked: counts.isolationChecked + 1,
        isolationBreaches: counts.isolationBreaches + (held ? 0 : 1),
      };
    },
    counts: () => counts,
  };
}
