import { queryOptions } from '@tanstack/react-query';

/** Which data plane the installation runs: `linux` and `ovn` move packets, `sim` walks them in memory. */
export const dataPlane = queryOptions({
  queryKey: ['data-plane'],
  queryFn: async (): Promise<string | null> => {
    const body = (await (await fetch('/readyz')).json()) as { readonly data_plane?: string };
    return body.data_plane ?? null;
  },
  staleTime: Infinity,
});
