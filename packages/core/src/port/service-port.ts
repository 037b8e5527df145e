import type { Address } from '../address/address.ts';
import { lastOf } from '../address/cidr.ts';
import { idOf, type NeutronSubnetId, type PortId } from '../id.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { macFor } from './mac.ts';
import type { Port } from './port.ts';

/** The ports of a subnet that nobody made: the router's, and the DHCP server's. Derived, and never stored. */
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

export const routerPortId = (subnet: Pick<Subnet, 'neutronId'>): PortId => idOf<PortId>(turned(subnet.neutronId, 'router'));

/** The Neutron subnets that a port of this id would be of; a random UUID is neither's. */
export const subnetsOfServicePort = (id: PortId): readonly NeutronSubnetId[] =>
  (Object.keys(kinds) as Kind[]).map((kind) => idOf<NeutronSubnetId>(turned(id, kind)));

export const routerPortOwner = 'network:router_interface_distributed';
export const dhcpPortOwner = 'network:dhcp';

/** Of 192.168.1.0/24 with gateway .1: the router's port at .1 while it is in a VPC, and the DHCP server's at .254. */
export function servicePorts(subnet: Subnet): readonly Port[] {
  const { cidr, vpcId, gateway, gatewayV6 } = subnet;
  const dhcp: Address = { family: cidr.family, value: lastOf(cidr) - 1n };
  return [
    ...(vpcId === null
      ? []
      : [
          servicePort(
            subnet,
            'router',
            { deviceId: vpcId, deviceOwner: routerPortOwner },
            gatewayV6 === null ? [gateway] : [gateway, gatewayV6],
          ),
        ]),
    ...(subnet.dhcpEnabled ? [servicePort(subnet, 'dhcp', { deviceId: `dhcp-${subnet.id}`, deviceOwner: dhcpPortOwner }, [dhcp])] : []),
  ];
}

function servicePort(
  { id: subnetId, neutronId, projectId, vpcId, createdAt, updatedAt }: Subnet,
  kind: Kind,
  device: Pick<Port, 'deviceId' | 'deviceOwner'>,
  addresses: readonly [Address, ...Address[]],
): Port {
  return {
    ...device,
    id: idOf<PortId>(turned(neutronId, kind)),
    projectId,
    subnetId,
    vpcId,
    name: '',
    macAddress: macFor(addresses[0]),
    addresses,
    adminStateUp: true,
    portSecurityEnabled: false,
    securityGroupIds: [],
    allowedAddressPairs: [],
    extraDhcpOptions: [],
    createdAt,
    updatedAt,
  };
}
