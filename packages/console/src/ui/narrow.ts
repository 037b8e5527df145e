import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 640px)');
const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether this is a phone: rows become cards there, and the map grows downwards. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
