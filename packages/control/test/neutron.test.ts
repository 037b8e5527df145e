import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAddress,
  idOf,
  must,
  parseAddress,
  parseCidr,
  servicePorts,
  type Input,
  type InstanceId,
  type NetworkWithSubnet,
  type Output,
  type PortId,
} from '@isthmus/core';
import type { Control } from '../src/index.ts';
import type { ProjectCaller } from '../src/handler.ts';
import { done, install, makeInstance, makeSubnet, makeVpc, pings, portOn, refused } from './world.ts';

const address = (text: string) => must(parseAddress(text));
const makeNetwork = (control: Control, caller: ProjectCaller): Promise<NetworkWithSubnet> =>
  done(control, caller, 'create-network', { name: 'net', portSecurityEnabled: true });
const subnetOn = ({ network }: NetworkWithSubnet, block: string): Extract<Input<'create-neutron-subnet'>, { readonly family: 4 }> => ({
  networkId: network.id,
  name: 'sub',
  family: 4,
  cidr: must(parseCidr(block)),
  dhcpEnabled: true,
  dnsServers: [],
});
const page = {};
const addressesOf = ({ port }: Output<'show-port'>): readonly string[] => port.addresses.map(formatAddress);

test('a subnet made on a network is one of v1 when it is in a VPC, and packets flow in it', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const router = await makeVpc(control, acme, 'r', null);
  const network = await makeNetwork(control, acme);
  const { id, subnet } = await done(control, acme, 'create-neutron-subnet', subnetOn(network, '192.168.5.0/24'));
  assert.deepEqual((await done(control, acme, 'list-subnets', { page })).items, []);
  assert.equal((await refused(control, acme, 'show-subnet', { id: subnet.id })).kind, 'not-found');
  assert.equal((await refused(control, acme, 'create-instance', { name: 'i', subnetId: subnet.id })).kind, 'not-ready');

  await done(control, acme, 'join-subnet', { vpcId: router.id, id });
  assert.equal((await done(control, acme, 'show-subnet', { id: subnet.id })).vpcId, router.id);
  const one = await makeInstance(control, acme, subnet, '192.168.5.10');
  await makeInstance(control, acme, subnet, '192.168.5.11');
  assert.equal(await pings(control, acme, one.instance.id, '192.168.5.11'), true);
});

test('what holds a subnet in its VPC: instances, and IPv6', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const named = { vpcId: vpc.id, id: subnet.neutronId };
  const { instance } = await makeInstance(control, acme, subnet, '10.0.1.10');
  assert.deepEqual(await refused(control, acme, 'part-subnet', named), {
    kind: 'in-use',
    resource: 'subnet',
    id: subnet.neutronId,
    by: 'instance',
    byIds: [instance.id],
  });
  await done(control, acme, 'delete-instance', { id: instance.id });
  const v6 = await done(control, acme, 'create-neutron-subnet', { networkId: subnet.id, name: '', family: 6 });
  assert.equal((await refused(control, acme, 'part-subnet', named)).kind, 'in-use');
  await done(control, acme, 'delete-neutron-subnet', { id: v6.id });
  assert.equal((await refused(control, acme, 'delete-neutron-subnet', { id: subnet.neutronId })).kind, 'in-use');
  assert.equal((await refused(control, acme, 'delete-network', { id: subnet.id })).kind, 'in-use');
  await done(control, acme, 'part-subnet', named);
  await done(control, acme, 'delete-neutron-subnet', { id: subnet.neutronId });
  assert.equal((await done(control, acme, 'show-network', { id: subnet.id })).subnet, null);
  await done(control, acme, 'delete-network', { id: subnet.id });
});

test('a subnet without a gateway gives out the first address, and no router takes it', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const router = await makeVpc(control, acme, 'r', null);
  const network = await makeNetwork(control, acme);
  const networkId = network.network.id;
  const made = await done(control, acme, 'create-neutron-subnet', { ...subnetOn(network, '10.0.1.0/24'), gateway: null });
  assert.equal(made.subnet.gateway, null);
  const port = await done(control, acme, 'create-port', {
    networkId,
    name: '',
    deviceOwner: '',
    allowedAddressPairs: [],
    extraDhcpOptions: [],
  });
  assert.deepEqual(addressesOf(port), ['10.0.1.1']);
  for (const join of [{ id: made.id }, { portId: port.port.id }]) {
    const problem = await refused(control, acme, 'join-subnet', { vpcId: router.id, ...join });
    assert.equal(problem.kind === 'invalid-field' && problem.field, 'subnet_id');
  }
  const listed = await done(control, acme, 'list-neutron-subnets', { networkId, page });
  assert.deepEqual(
    listed.items.map(({ subnet }) => [subnet.gateway, subnet.vpcId]),
    [[null, null]],
  );
});

test('a subnet is in one VPC at most, inside its blocks, and over no other subnet', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const bare = await makeVpc(control, acme, 'r', null);
  const made = async (block: string) =>
    (await done(control, acme, 'create-neutron-subnet', subnetOn(await makeNetwork(control, acme), block))).id;
  const [outside, inside, same] = [await made('192.168.1.0/24'), await made('10.0.1.0/24'), await made('10.0.1.0/25')];
  assert.equal((await refused(control, acme, 'join-subnet', { vpcId: vpc.id, id: outside })).kind, 'cidr-outside-vpc');
  await done(control, acme, 'join-subnet', { vpcId: bare.id, id: outside });
  await done(control, acme, 'join-subnet', { vpcId: vpc.id, id: inside });
  assert.equal((await done(control, acme, 'join-subnet', { vpcId: vpc.id, id: inside })).subnet.vpcId, vpc.id);
  assert.equal((await refused(control, acme, 'join-subnet', { vpcId: bare.id, id: inside })).kind, 'in-use');
  assert.equal((await refused(control, acme, 'join-subnet', { vpcId: vpc.id, id: same })).kind, 'cidr-overlap');
  assert.equal((await refused(control, acme, 'delete-vpc', { id: bare.id })).kind, 'in-use');
});

test('an address that a port or a private IP has is given to nothing else, and holds its subnet', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/28');
  const { id: subnetId } = subnet;
  const first = await done(control, acme, 'create-port', portOn(subnetId));
  assert.deepEqual(addressesOf(first), ['10.0.1.2']);
  const [second] = await done(control, acme, 'create-private-ips', { items: [{ subnetId }, { subnetId, address: address('10.0.1.9') }] });
  assert.deepEqual(second?.addresses.map(formatAddress), ['10.0.1.3']);
  for (const text of ['10.0.1.2', '10.0.1.3', '10.0.1.9'])
    assert.equal((await refused(control, acme, 'create-instance', { name: 'i', subnetId, address: address(text) })).kind, 'address-in-use');
  const { port } = await done(control, acme, 'create-instance', { name: 'i', subnetId });
  assert.deepEqual(port.addresses.map(formatAddress), ['10.0.1.4']);
  const half = { items: [{ subnetId }, { subnetId, address: address('10.0.1.9') }] };
  assert.equal((await refused(control, acme, 'create-private-ips', half)).kind, 'address-in-use');
  const outside = await refused(control, acme, 'create-private-ips', { items: [{ subnetId, address: address('10.9.9.9') }] });
  assert.deepEqual(outside, { kind: 'address-outside-subnet', resource: 'private_ip', address: '10.9.9.9', cidr: '10.0.1.0/28' });
  const listed = (await done(control, acme, 'list-private-ips', { subnetId, page })).items.flatMap((one) =>
    one.addresses.map(formatAddress),
  );
  assert.deepEqual(listed.toSorted(), ['10.0.1.1', '10.0.1.14', '10.0.1.2', '10.0.1.3', '10.0.1.4', '10.0.1.9'], 'all or none');

  await done(control, acme, 'delete-instance', { id: idOf<InstanceId>(port.deviceId) });
  const held = await refused(control, acme, 'delete-subnet', { id: subnetId, vpcId: vpc.id });
  assert.ok(held.kind === 'in-use' && held.by === 'port' && held.byIds.length === 3);
});

test("a port of an instance, of a router or of the DHCP server is not deleted by itself; a subnet's own is not changed", async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const { instance, port } = await makeInstance(control, acme, subnet, '10.0.1.10');
  const own = servicePorts(subnet);
  for (const { id } of [port, ...own]) {
    assert.equal((await refused(control, acme, 'delete-port', { id })).kind, 'in-use');
    assert.equal((await refused(control, acme, 'delete-private-ip', { id })).kind, 'in-use');
  }
  for (const { id } of own) assert.equal((await refused(control, acme, 'update-port', { id, name: 'x' })).kind, 'immutable');
  assert.equal((await done(control, acme, 'update-port', { id: port.id, name: 'x' })).port.name, 'x');
  const ofRouter = (await done(control, acme, 'list-ports', { deviceId: vpc.id, page })).items;
  assert.deepEqual(ofRouter.map(addressesOf), [['10.0.1.1']]);
  const ofInstance = (await done(control, acme, 'list-ports', { deviceId: instance.id, page })).items;
  assert.deepEqual(ofInstance.map(addressesOf), [['10.0.1.10']]);
});

test('pages of ports come in the order of ids, stored and derived ones alike, in both directions', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnets = [await makeSubnet(control, acme, vpc, '10.0.1.0/24'), await makeSubnet(control, acme, vpc, '10.0.2.0/24')];
  for (const { id } of subnets) for (let n = 0; n < 4; n++) await done(control, acme, 'create-port', portOn(id));
  const all = (await done(control, acme, 'list-ports', { page })).items.map(({ port }) => port.id);
  assert.equal(all.length, 12);
  assert.deepEqual(all, all.toSorted());
  for (const limit of [1, 5, 11, 12]) {
    const forwards: string[] = [];
    for (let marker: string | undefined, more = true; more;) {
      const listed = await done(control, acme, 'list-ports', { page: { limit, ...(marker === undefined ? {} : { marker }) } });
      forwards.push(...listed.items.map(({ port }) => port.id));
      ({ more } = listed);
      marker = forwards.at(-1);
    }
    assert.deepEqual(forwards, all, `pages of ${limit}`);
    const back = await done(control, acme, 'list-ports', { page: { limit, marker: all[11]!, reverse: true } });
    assert.deepEqual(
      back.items.map(({ port }) => port.id),
      all.slice(Math.max(0, 11 - limit), 11),
      `back by ${limit}`,
    );
  }
});

test("another project's networks, subnets, routers and ports are not found", async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const { port } = await done(control, acme, 'create-port', portOn(subnet.id));
  const theirs = await makeVpc(control, globex, 'g', null);
  const kinds = [
    await refused(control, globex, 'show-network', { id: subnet.id }),
    await refused(control, globex, 'delete-network', { id: subnet.id }),
    await refused(control, globex, 'show-neutron-subnet', { id: subnet.neutronId }),
    await refused(control, globex, 'join-subnet', { vpcId: theirs.id, id: subnet.neutronId }),
    await refused(control, globex, 'part-subnet', { vpcId: vpc.id, id: subnet.neutronId }),
    await refused(control, globex, 'show-port', { id: port.id }),
    await refused(control, globex, 'show-port', { id: servicePorts(subnet)[0]!.id }),
    await refused(control, globex, 'create-port', portOn(subnet.id)),
    await refused(control, globex, 'list-private-ips', { subnetId: subnet.id, page }),
    await refused(control, globex, 'delete-private-ip', { id: port.id }),
  ];
  assert.deepEqual(new Set(kinds.map(({ kind }) => kind)), new Set(['not-found']));
  assert.deepEqual((await done(control, globex, 'list-ports', { page })).items, []);
});

test("a port's addresses change in place: packets, and everything that shows them, follow", async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const [web, client] = [await makeInstance(control, acme, subnet, '10.0.1.10'), await makeInstance(control, acme, subnet, '10.0.1.20')];
  const { id } = web.port;
  const moved = (fixedIps: Input<'update-port'>['fixedIps'] & object) => done(control, acme, 'update-port', { id, fixedIps });
  assert.deepEqual(addressesOf(await moved([{ address: address('10.0.1.77') }])), ['10.0.1.77']);
  assert.equal(await pings(control, acme, client.instance.id, '10.0.1.77'), true);
  assert.equal(await pings(control, acme, client.instance.id, '10.0.1.10'), false);
  const shown = await done(control, acme, 'show-instance', { id: web.instance.id });
  assert.deepEqual(shown.port.addresses.map(formatAddress), ['10.0.1.77']);
  assert.equal(shown.port.macAddress, web.port.macAddress);
  assert.deepEqual(addressesOf(await moved([{ neutronSubnetId: subnet.neutronId }])), ['10.0.1.77'], 'any: the one it has');

  const heir = await makeInstance(control, acme, subnet, '10.0.1.10');
  assert.notEqual(heir.port.macAddress, web.port.macAddress, 'the old MAC address is not given twice');

  const wrong = async (...fixedIps: Input<'update-port'>['fixedIps'] & object) =>
    (await refused(control, acme, 'update-port', { id, fixedIps })).kind;
  assert.equal(await wrong({ address: address('10.0.1.20') }), 'address-in-use');
  assert.equal(await wrong({ address: address('10.0.1.1') }), 'address-reserved');
  assert.equal(await wrong({ address: address('10.0.2.9') }), 'address-outside-subnet');
  assert.equal(await wrong({ neutronSubnetId: idOf('00000000-0000-4000-8000-000000000000') }), 'not-found');
  assert.equal(await wrong(), 'invalid-field');
  const [loose] = await done(control, acme, 'create-private-ips', { items: [{ subnetId: subnet.id }] });
  assert.deepEqual(addressesOf(await done(control, acme, 'update-port', { id: loose!.id, fixedIps: [] })), []);
});

test("a change of a port's DHCP options leaves those it does not name", async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const subnet = await makeSubnet(control, acme, await makeVpc(control, acme, 'v', '10.0.0.0/16'), '10.0.1.0/24');
  const { port } = await makeInstance(control, acme, subnet, '10.0.1.10');
  const change = async (values: Readonly<Record<string, string | null>>) => {
    const extraDhcpOptions = Object.entries(values).map(([name, value]) => ({ name, value }));
    const changed = await done(control, acme, 'update-port', { id: port.id, extraDhcpOptions });
    return Object.fromEntries(changed.port.extraDhcpOptions.map(({ name, value }) => [name, value]));
  };
  assert.deepEqual(await change({ ntp: '10.0.0.1', mtu: '1400' }), { ntp: '10.0.0.1', mtu: '1400' });
  assert.deepEqual(await change({ mtu: null, tftp: 'boot' }), { ntp: '10.0.0.1', tftp: 'boot' });
  const renamed = await done(control, acme, 'update-port', { id: port.id, name: 'x' });
  assert.equal(renamed.port.extraDhcpOptions.length, 2, 'no word of them changes none');
});

test('an address pair leads to the instance that has it, and to the next when that one has it no more', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const [web, twin, client] = [
    await makeInstance(control, acme, subnet, '10.0.1.10'),
    await makeInstance(control, acme, subnet, '10.0.1.11'),
    await makeInstance(control, acme, subnet, '10.0.1.20'),
  ];
  const reaches = () => pings(control, acme, client.instance.id, '10.0.1.100');
  const pair = (port: PortId, ...addresses: readonly string[]) =>
    done(control, acme, 'update-port', { id: port, allowedAddressPairs: addresses.map((ipAddress) => ({ ipAddress, macAddress: null })) });
  assert.equal(await reaches(), false);
  await pair(web.port.id, '10.0.1.100', '10.0.1.20', '1.1.1.1/0');
  assert.equal(await reaches(), true);
  assert.equal(await pings(control, acme, web.instance.id, '10.0.1.20'), true, 'the own address of another stays with it');
  await pair(twin.port.id, '10.0.1.100/32');
  await pair(web.port.id);
  assert.equal(await reaches(), true);
  const asked = { type: 'tcp', destination: address('10.0.1.100'), port: 22, timeoutMs: 1000 } as const;
  assert.equal((await done(control, acme, 'probe-instance', { id: client.instance.id, probe: asked })).connected, true);
  await pair(twin.port.id);
  assert.equal(await reaches(), false);
});

test('every network says how many of its addresses are used, one by one and in the list', async () => {
  const { control, account } = await install();
  const [acme, globex] = [await account('acme'), await account('globex')];
  const vpc = await makeVpc(control, acme, 'v', '10.0.0.0/16');
  const subnet = await makeSubnet(control, acme, vpc, '10.0.1.0/24');
  const bare = await makeNetwork(control, acme);
  await makeInstance(control, acme, subnet, '10.0.1.10');
  const listed = (await done(control, acme, 'list-address-uses', { page })).items;
  const counts = new Map(listed.map(({ network, uses }) => [network.id, uses.map(({ total, used }) => [total, used])]));
  assert.deepEqual(counts.get(subnet.id), [[251, 1]]);
  assert.deepEqual(counts.get(bare.network.id), []);
  assert.deepEqual(
    (await done(control, acme, 'show-address-use', { id: subnet.id })).uses,
    listed.find((one) => one.network.id === subnet.id)?.uses,
  );
  assert.deepEqual((await done(control, globex, 'list-address-uses', { page })).items, []);
});

test('ports without a wish get addresses of the pools, and those with one of the whole subnet', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const router = await makeVpc(control, acme, 'r', null);
  const network = await makeNetwork(control, acme);
  const pool = (first: string, last: string) => ({ first: address(first), last: address(last) });
  const wanted = subnetOn(network, '10.0.0.0/24');
  const covering = [pool('10.0.0.1', '10.0.0.9')];
  const problem = await refused(control, acme, 'create-neutron-subnet', { ...wanted, allocationPools: covering } as typeof wanted);
  assert.equal(problem.kind === 'invalid-field' && problem.field, 'subnet.allocation_pools.0');
  const pools = [pool('10.0.0.20', '10.0.0.21')];
  const { id, subnet } = await done(control, acme, 'create-neutron-subnet', { ...wanted, allocationPools: pools } as typeof wanted);
  await done(control, acme, 'join-subnet', { vpcId: router.id, id });
  const next = () => done(control, acme, 'create-port', portOn(subnet.id)).then(addressesOf);
  assert.deepEqual(await next(), ['10.0.0.20']);
  const instance = await done(control, acme, 'create-instance', { name: 'i', subnetId: subnet.id });
  assert.deepEqual(instance.port.addresses.map(formatAddress), ['10.0.0.21']);
  assert.equal((await refused(control, acme, 'create-port', portOn(subnet.id))).kind, 'no-address-left');
  const fixedIps = [{ address: address('10.0.0.99') }];
  assert.deepEqual(addressesOf(await done(control, acme, 'create-port', portOn(subnet.id, { fixedIps }))), ['10.0.0.99']);
  assert.deepEqual(
    (await done(control, acme, 'show-address-use', { id: subnet.id })).uses.map(({ total, used }) => [total, used]),
    [[2, 3]],
  );

  const changed = await done(control, acme, 'update-neutron-subnet', { id, allocationPools: [...pools, pool('10.0.0.5', '10.0.0.5')] });
  assert.equal(changed.subnet.allocationPools?.length, 2);
  assert.deepEqual(await next(), ['10.0.0.5']);
  assert.equal((await refused(control, acme, 'update-neutron-subnet', { id, allocationPools: covering })).kind, 'invalid-field');
});

test("a port at the gateway becomes the router's, keeps its id, name and port security, and goes with the router", async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const router = await makeVpc(control, acme, 'r', null);
  const network = await makeNetwork(control, acme);
  const { id, subnet } = await done(control, acme, 'create-neutron-subnet', subnetOn(network, '192.168.5.0/24'));
  const at = (text: string) =>
    done(control, acme, 'create-port', portOn(subnet.id, { name: text, fixedIps: [{ address: address(text) }] }));
  const [gateway, other] = [await at('192.168.5.1'), await at('192.168.5.9')];
  const join = (portId: string) => ({ vpcId: router.id, portId: idOf<typeof gateway.port.id>(portId) });
  const fieldOf = (problem: object): unknown => (problem as { field?: string }).field;

  assert.equal(fieldOf(await refused(control, acme, 'join-subnet', join(other.port.id))), 'port_id');
  assert.deepEqual(await refused(control, acme, 'join-subnet', { vpcId: router.id, id }), {
    kind: 'address-in-use',
    address: '192.168.5.1',
  });
  const none = await done(control, acme, 'create-port', portOn(subnet.id, { fixedIps: [] }));
  assert.equal(fieldOf(await refused(control, acme, 'join-subnet', join(none.port.id))), 'port_id');
  assert.equal((await refused(control, acme, 'join-subnet', join(router.id))).kind, 'not-found');

  const joined = await done(control, acme, 'join-subnet', join(gateway.port.id));
  assert.deepEqual([joined.id, joined.subnet.vpcId], [id, router.id]);
  const { port } = await done(control, acme, 'show-port', { id: gateway.port.id });
  assert.deepEqual([port.name, port.deviceId, port.addresses.map(formatAddress)], ['192.168.5.1', router.id, ['192.168.5.1']]);
  assert.equal(port.portSecurityEnabled, true, 'as it was made');
  const { items } = await done(control, acme, 'list-ports', { networkId: subnet.id, deviceId: router.id, page });
  assert.deepEqual(
    items.map((one) => one.port.id),
    [gateway.port.id],
  );
  assert.equal((await refused(control, acme, 'delete-port', { id: gateway.port.id })).kind, 'in-use');
  assert.equal((await done(control, acme, 'join-subnet', join(gateway.port.id))).id, id, 'joining again is no mistake');
  const one = await makeInstance(control, acme, subnet, '192.168.5.10');
  assert.equal(await pings(control, acme, one.instance.id, '192.168.5.1'), true);
  await done(control, acme, 'delete-instance', { id: one.instance.id });

  const elsewhere = await done(control, acme, 'create-neutron-subnet', subnetOn(await makeNetwork(control, acme), '10.9.0.0/24'));
  const mixed = { vpcId: router.id, id: elsewhere.id, portId: gateway.port.id };
  assert.equal(fieldOf(await refused(control, acme, 'part-subnet', mixed)), 'port_id');
  await done(control, acme, 'part-subnet', { vpcId: router.id, portId: gateway.port.id });
  assert.equal((await refused(control, acme, 'show-port', { id: gateway.port.id })).kind, 'not-found');
  const own = await done(control, acme, 'join-subnet', { vpcId: router.id, id });
  assert.deepEqual(
    servicePorts(own.subnet).map(({ portSecurityEnabled }) => portSecurityEnabled),
    [false, false],
  );
});

test('a subnet is described in either dialect', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const router = await makeVpc(control, acme, 'r', null);
  const network = await makeNetwork(control, acme);
  const wanted = { ...subnetOn(network, '10.0.0.0/24'), description: 'made by v2.0' };
  const { id, subnet } = await done(control, acme, 'create-neutron-subnet', wanted);
  await done(control, acme, 'join-subnet', { vpcId: router.id, id });
  assert.equal((await done(control, acme, 'show-subnet', { id: subnet.id })).description, 'made by v2.0');
  await done(control, acme, 'update-neutron-subnet', { id, description: 'changed' });
  assert.equal((await done(control, acme, 'show-subnet', { id: subnet.id })).description, 'changed');
});

test('a port loses port security together with its security groups, and not before', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const network = await makeNetwork(control, acme);
  const { port } = await done(control, acme, 'create-port', portOn(network.network.id));
  const [group] = port.securityGroupIds;
  const { id } = port;
  const cases = [
    [{ portSecurityEnabled: false }, 'immutable'],
    [{ portSecurityEnabled: false, securityGroupIds: [group!] }, 'invalid-field'],
  ] as const;
  for (const [change, kind] of cases) assert.equal((await refused(control, acme, 'update-port', { id, ...change })).kind, kind);
  assert.deepEqual((await done(control, acme, 'show-port', { id })).port, port, 'unchanged');
  const { port: open } = await done(control, acme, 'update-port', { id, portSecurityEnabled: false, securityGroupIds: [] });
  assert.deepEqual([open.portSecurityEnabled, open.securityGroupIds], [false, []]);
  assert.equal((await refused(control, acme, 'update-port', { id, securityGroupIds: [group!] })).kind, 'invalid-field');
});
