import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../address/address.ts';
import { parseCidr } from '../address/cidr.ts';
import { must } from '../result.ts';
import type { Subnet } from '../vpc/vpc.ts';
import { routerPortId, servicePorts, subnetsOfServicePort } from './service-port.ts';

const neutronId = '3bb6eb69-346f-4c8c-a309-91e6c6d3c29a' as Subnet['neutronId'];
const subnet = (change: Partial<Subnet> = {}): Subnet => ({
  id: '00000000-0000-4000-8000-000000000001' as Subnet['id'],
  neutronId,
  neutronIdV6: null,
  projectId: 'a'.repeat(32) as Subnet['projectId'],
  vpcId: '00000000-0000-4000-8000-000000000002' as NonNullable<Subnet['vpcId']>,
  routeTableId: null,
  name: '',
  description: '',
  cidr: must(parseCidr('192.168.1.0/24')),
  gateway: must(parseAddress('192.168.1.1')),
  allocationPools: null,
  routerPort: null,
  cidrV6: null,
  gatewayV6: null,
  dhcpEnabled: true,
  dnsServers: [],
  extraDhcpOptions: [],
  availabilityZone: '',
  createdAt: 0 as Subnet['createdAt'],
  updatedAt: 0 as Subnet['updatedAt'],
  ...change,
});
const shown = (one: Subnet) => servicePorts(one).map(({ deviceOwner, addresses }) => [deviceOwner, ...addresses.map(formatAddress)]);

test('a subnet in a VPC has the router at its gateway and the DHCP server at the last address but one', () => {
  assert.deepEqual(shown(subnet()), [
    ['network:router_interface_distributed', '192.168.1.1'],
    ['network:dhcp', '192.168.1.254'],
  ]);
  assert.deepEqual(shown(subnet({ vpcId: null })), [['network:dhcp', '192.168.1.254']]);
  assert.deepEqual(shown(subnet({ vpcId: null, dhcpEnabled: false })), []);
});

test("the id of a subnet's own port tells the subnet, and no random UUID does", () => {
  assert.equal(routerPortId(subnet()), '3bb6eb69-346f-8c8c-a309-91e6c6d3c29a');
  for (const { id } of servicePorts(subnet())) assert.ok(subnetsOfServicePort(id).includes(neutronId), id);
  assert.equal(new Set(servicePorts(subnet()).map(({ id }) => id)).size, 2);
  const random = '11111111-1111-4111-8111-111111111111' as never;
  assert.ok(subnetsOfServicePort(random).every((id) => id.charAt(14) !== '4'));
});
