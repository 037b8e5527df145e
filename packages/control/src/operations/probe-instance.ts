import {
  carriesTraffic,
  err,
  holdsAddress,
  idOf,
  isOfOneHost,
  pairedAddresses,
  sameAddress,
  type Address,
  type InstanceId,
  type Port,
  type Subnet,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, type Handler } from '../handler.ts';
import type { Reader } from '../ledger.ts';
import { ownInstance } from './instance.ts';

/** A real packet from one of the caller's own instances. */
export const probeInstance: Handler<'probe-instance'> = forProject(async (desk, caller, { id, probe }) => {
  const found = await ownInstance(desk.ledger.read, caller, id);
  if (!found.ok) return found;
  const { instance } = found.value;
  if (!isOfOneHost(probe.destination))
    return err({
      kind: 'invalid-field',
      resource: 'instance',
      field: 'destination',
      reason: 'means no one other host',
      fix: 'name the address of an instance',
    });
  if (instance.status !== 'ACTIVE')
    return err({ kind: 'not-ready', resource: 'instance', id, reason: `its status is ${instance.status}; it can send once it is ACTIVE` });
  const responders = await respondersOf(desk.ledger.read, instance.vpcId, probe.destination);
  const result = await desk.dataPlane.probe({ from: id, probe, responders });
  return result.ok ? read(result.value) : result;
});

/** Instances of this VPC and of its ACTIVE peers that have the address, or may have it by a pair: whoever may answer, and nobody else. */
export async function respondersOf(reader: Reader, vpcId: VpcId, address: Address): Promise<readonly InstanceId[]> {
  const peerings = await all(reader.peerings, { vpcId });
  const peers = peerings
    .filter(({ status }) => carriesTraffic[status])
    .flatMap(({ requester, accepter }) => [requester.vpcId, accepter.vpcId]);
  const near = [...new Set([vpcId, ...peers])];
  const own = (await all(reader.ports, { address, vpcId: near })).filter(isInstances);
  if (own.length > 0) return instancesOf(own);
  const around = (await all(reader.subnets, { vpcId: near })).filter((subnet) => holds(subnet, address)).map(({ id }) => id);
  if (around.length === 0) return [];
  return instancesOf((await all(reader.ports, { subnetId: around })).filter((port) => isInstances(port) && isPaired(port, address)));
}

const instancesOf = (ports: readonly Port[]): readonly InstanceId[] => ports.map(({ deviceId }) => idOf(deviceId));
const holds = ({ cidr, cidrV6 }: Subnet, address: Address): boolean =>
  holdsAddress(cidr, address) || (cidrV6 !== null && holdsAddress(cidrV6, address));

const isInstances = ({ deviceId, deviceOwner }: Port): boolean => deviceId !== '' && deviceOwner.startsWith('compute:');
const isPaired = (port: Port, address: Address): boolean => pairedAddresses(port).some((paired) => sameAddress(paired, address));
