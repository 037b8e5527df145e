import type { Control } from '@isthmus/control';
import type { Metrics } from './metrics.ts';

/**
 * Measures from commit to in force. One measurement at a time: under load the next begins when the last has ended, so
 * that measuring costs the same at any rate of writes. Answers how to stop.
 */
export function measureLag({ ledger, reconciler }: Pick<Control, 'ledger' | 'reconciler'>, metrics: Metrics): () => void {
  let measuring = false;
  return ledger.onCommit((generation) => {
    metrics.commit(generation);
    if (measuring) return;
    measuring = true;
    const committed = performance.now();
    const settled = (): void => {
      measuring = false;
      if (reconciler.failures().size === 0) metrics.inForce(generation, (performance.now() - committed) / 1000);
    };
    void reconciler.settled().then(settled, () => {
      measuring = false;
    });
  });
}
