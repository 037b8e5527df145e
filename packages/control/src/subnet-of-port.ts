import { neutronSubnetsOf, subnetsOfServicePort, type NeutronSubnet, type PortId, type Subnet } from '@isthmus/core';
import type { ProjectCaller } from './handler.ts';
import type { Reader } from './ledger.ts';

/** The caller's subnet, as IPv4, that has a port of this id by itself; by the rule that such ids are made by, or because a client named it. */
export async function subnetOfServicePort(reader: Reader, caller: ProjectCaller, id: PortId): Promise<NeutronSubnet | undefined> {
  const found: readonly Subnet[] = [
    ...(await reader.subnets.list({ neutronId: subnetsOfServicePort(id) }, { limit: 2 })).items,
    ...(await reader.subnets.list({ routerPortId: id }, { limit: 1 })).items,
  ];
  const subnet = found.find(({ projectId }) => projectId === caller.project.id);
  return subnet && neutronSubnetsOf(subnet)[0];
}
