import { useQuery } from '@tanstack/react-query';
import { showReceipt } from '../api/event.ts';
import { useWords } from '../words/language.ts';
import { committedAt } from './receipts.ts';

interface ReceiptLineProps {
  readonly text: string;
  readonly generation: number | null;
  readonly projectId: string;
}

/** What a write did, and how long after its commit the data plane carried it: from the service's receipt. */
export function ReceiptLine({ text, generation, projectId }: ReceiptLineProps) {
  const words = useWords();
  const receipt = useQuery({
    queryKey: ['receipt', projectId, generation],
    queryFn: () => showReceipt(projectId, generation ?? 0),
    enabled: generation !== null,
    retry: 2,
    refetchInterval: ({ state }) => (state.data?.in_force || state.error ? false : Math.min(1000, 60 * 2 ** state.dataUpdateCount)),
  });
  if (generation === null || receipt.isError) return text;
  const since = committedAt(generation);
  const until = receipt.data?.in_force_at ? Date.parse(receipt.data.in_force_at) : null;
  return (
    <>
      {text}{' '}
      <span data-receipt={receipt.data?.in_force ? 'in-force' : 'committed'}>
        {receipt.data?.in_force
          ? since !== null && until !== null
            ? `${words.common.inForce(String(Math.max(0, until - since)))}.`
            : words.common.inForceNow
          : words.common.inForceSlow}
      </span>
    </>
  );
}
