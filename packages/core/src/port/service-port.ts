import type { Address } from '../address/address.ts';
import { lastOf } from '../address/cidr.ts';
import { idOf, type NeutronSubnetId, type PortId } from '../id.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { macFor } from './mac.ts';
import type { Port } from './port.ts';

/** The ports that a subnet has by itself: the router's, and the DHCP server's. Derived, and never stored. */
const kinds = { router: 0xc, dhcp: 0xd } as const;
type Kind = keyof typeof kinds;

const versionAt = 14;

/**
 * The id of a subnet's own port: the subnet's, with another version digit. 4 becomes 8 for the router's port and 9 for
 * the DHCP server's, which no random UUID has, and back again by the same rule.
 */
function turned(id: string, kind: Kind): string {
  const version = Number.parseInt(id.charAt(versionAt), 16);
  return id.slice(0, versionAt) + (version ^ kinds[kind]).toString(16) + id.slice(versionAt + 1);
}

export const routerPortId = ({ neutronId, routerPort }: Pick<Subnet, 'neutronId' | 'routerPort'>): PortId =>
  routerPort?.id ?? idOf<PortId>(turned(neutronId, 'router'));

/** The Neutron subnets that a port of this id would be of; a random UUID is neither's. */
export const subnetsOfServicePort = (id: PortId): readonly NeutronSubnetId[] =>
  (Object.keys(kinds) as Kind[]).map((kind) => idOf<NeutronSubnetId>(turned(id, kind)));

export const routerPortOwner = 'network:router_interface_distributed';
export const dhcpPortOwner = 'network:dhcp';

/** Of 192.168.1.0/24 with gateway .1: the router's port at .1 while it is in a VPC, and the DHCP server's at .254. */
export function servicePorts(subnet: Subnet): readonly Port[] {
  const { id, neutronId, cidr, vpcId, gateway, gatewayV6, routerPort } = subnet;
  const atGateway = [gateway, gatewayV6].filter((one) => one !== null);
  const { name = '', portSecurityEnabled = false } = routerPort ?? {};
  const router = { id: routerPortId(subnet), name, portSecurityEnabled, deviceId: vpcId ?? '', deviceOwner: routerPortOwner };
  const dhcp = {
    id: idOf<PortId>(turned(neutronId, 'dhcp')),
    name: '',
    portSecurityEnabled: false,
    deviceId: `dhcp-${id}`,
    deviceOwner: dhcpPortOwner,
  };
  return [
    ...(vpcId === null ? [] : [servicePort(subnet, router, atGateway)]),
    ...(subnet.dhcpEnabled ? [servicePort(subnet, dhcp, [{ family: cidr.family, value: lastOf(cidr) - 1n }])] : []),
  ];
}

const servicePort = (
  { id: subnetId, projectId, vpcId, createdAt, updatedAt }: Subnet,
  own: Pick<Port, 'id' | 'name' | 'portSecurityEnabled' | 'deviceId' | 'deviceOwner'>,
  addresses: readonly Address[],
): Port => ({
  ...own,
  projectId,
  subnetId,
  vpcId,
  macAddress: macFor(addresses[0]!),
  addresses,
  adminStateUp: true,
  securityGroupIds: [],
  allowedAddressPairs: [],
  extraDhcpOptions: [],
  createdAt,
  updatedAt,
});
