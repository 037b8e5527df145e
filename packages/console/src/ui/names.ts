import { useQuery } from '@tanstack/react-query';
import { allInstances } from '../api/instance.ts';
import { allPeerings } from '../api/peering.ts';
import { listRouteTables } from '../api/route-table.ts';
import { listSubnets } from '../api/subnet.ts';
import { allVpcs } from '../api/vpc.ts';
import { useSession } from './session-context.ts';

/** What the things of this project are called, by id; an instance's port by the instance. */
export function useNames(): ReadonlyMap<string, string> {
  const { project } = useSession();
  const vpcs = useQuery(allVpcs(project.id));
  const peerings = useQuery(allPeerings(project.id));
  const subnets = useQuery(listSubnets(project.id, null));
  const instances = useQuery(allInstances(project.id));
  const tables = useQuery(listRouteTables(project.id, null));
  const named = [...(vpcs.data ?? []), ...(peerings.data ?? []), ...(subnets.data ?? []), ...(tables.data ?? [])];
  return new Map([
    ...named.map(({ id, name }) => [id, name] as const),
    ...(instances.data ?? []).flatMap(({ id, port_id, name }) => [[id, name] as const, [port_id, name] as const]),
  ]);
}

/** `text` with every id that has a name replaced by it. */
export const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) || id);
