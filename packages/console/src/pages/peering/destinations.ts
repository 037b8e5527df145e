import { useQuery } from '@tanstack/react-query';
import type { Peering } from '../../api/peering.ts';
import { previewPeering } from '../../api/preview.ts';
import { allVpcs } from '../../api/vpc.ts';
import { useSession } from '../../ui/session-context.ts';

/** Destinations of a route to a peering: what the service suggests; and for a peer VPC of our own, its block, which we may see anyway. */
export function useDestinations(peering: Peering | undefined, vpcId: string): readonly string[] {
  const { project } = useSession();
  const preview = useQuery({ ...previewPeering(project.id, peering?.id ?? ''), enabled: peering?.status === 'ACTIVE' });
  const vpcs = useQuery(allVpcs(project.id));
  const { request_vpc_info: requester, accept_vpc_info: accepter } = peering ?? {};
  const otherVpc = requester?.vpc_id === vpcId ? accepter?.vpc_id : requester?.vpc_id;
  const own = vpcs.data?.find(({ id }) => id === otherVpc)?.cidr;
  const suggested = [
    ...(preview.data?.suggested_routes ?? []).map(({ destination }) => destination),
    ...(preview.data?.theirs.ranges ?? []),
  ];
  return [...new Set([...suggested, ...(own ? [own] : [])])];
}
