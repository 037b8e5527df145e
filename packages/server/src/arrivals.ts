/** Counts requests as they come in, for other threads to see; it wraps. */
export interface Arrivals {
  /** Shared memory, to be given to a thread with its start. */
  readonly cells: Int32Array;
  /** One more. */
  one(): void;
}

export function createArrivals(): Arrivals {
  const cells = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return { cells, one: () => void Atomics.add(cells, 0, 1) };
}

/** On any thread: whether requests have come in since it was last asked. */
export function arrivalsSince(cells: Int32Array): () => boolean {
  let seen = Atomics.load(cells, 0);
  return () => {
    const now = Atomics.load(cells, 0);
    const more = now !== seen;
    seen = now;
    return more;
  };
}
