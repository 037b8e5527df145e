import { useEffect, useState } from 'react';

/** The value once it has not changed for `calm` milliseconds: what is typed is asked about when the typing rests. */
export function useRested<T>(value: T, calm: number): T {
  const [rested, setRested] = useState(value);
  const shape = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), calm);
    return () => clearTimeout(timer);
    // What it says counts, not which object says it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shape, calm]);
  return rested;
}
