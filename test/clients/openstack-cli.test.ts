import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAccount, logIn, type Credentials, type Session } from '../api.ts';
import { pinged } from '../probing.ts';
import { startService, testedPlanes, type Service } from '../service.ts';
import { columnOf } from './column.ts';
import { createInstance, settled } from './instance.ts';
import { openstack, startCli, type Cli } from './openstack.ts';
import { startRecorder, type Recorder } from './recorder.ts';

// oxlint-disable-next-line no-explicit-any -- what a command prints
type Printed = any;

interface Side {
  readonly session: Session;
  readonly cli: Cli;
  readonly vpcId: string;
  readonly subnetId: string;
}

const missing = 'the OpenStack command line with otcextensions from PyPI is not on this machine: npm test says why';
const [plane = 'sim'] = testedPlanes.toReversed();

describe(`openstack with otcextensions, unmodified, on ${plane}`, { skip: openstack.pypi === null && missing }, () => {
  let service: Service;
  let recorder: Recorder;
  let acme: Side;
  let globex: Side;
  let web: string;
  before(async () => {
    service = await startService({ dataPlane: plane });
    recorder = await startRecorder(service);
  });
  after(async () => {
    await Promise.all([acme, globex].map((side) => side?.cli.leave()));
    await recorder.close();
    await service.remove();
  });

  /** A VPC with one subnet: on these clouds the command line knows them as a router and a network. */
  async function sideOf(login: Credentials, { name, prefix }: { readonly name: string; readonly prefix: string }): Promise<Side> {
    const session = await logIn(service, login, 'eu-de');
    const cli = startCli(openstack.pypi ?? '', recorder.url, login);
    const router: Printed = await cli.json(`router create vpc-${name}`);
    assert.deepEqual([router.name, router.status, router.project_id], [`vpc-${name}`, 'ACTIVE', session.projectId]);
    const network: Printed = await cli.json(`network create net-${name}`);
    assert.deepEqual([network.name, network.subnets], [`net-${name}`, []]);
    const range = `--subnet-range ${prefix}.0/24 --gateway ${prefix}.1`;
    const subnet: Printed = await cli.json(`subnet create subnet-${name} --network net-${name} ${range}`);
    assert.deepEqual([subnet.cidr, subnet.gateway_ip, subnet.network_id], [`${prefix}.0/24`, `${prefix}.1`, network.id]);
    assert.equal(await cli.text(`router add subnet vpc-${name} subnet-${name}`), '');
    return { session, cli, vpcId: router.id, subnetId: network.id };
  }

  const namesOf = (rows: Printed): readonly string[] => rows.map((row: Printed) => row.Name);
  /** That so many of two echoes come back. */
  const received = async (expected: 0 | 2, why?: string): Promise<void> =>
    assert.equal(await pinged(service, { session: acme.session, instanceId: web, destination: '10.0.2.10' }, 2, expected), expected, why);

  test('logs in, and finds its project, region and endpoints', async () => {
    acme = await sideOf(await createAccount(service, 'acme'), { name: 'acme', prefix: '192.168.1' });
    globex = await sideOf(await createAccount(service, 'globex'), { name: 'globex', prefix: '10.0.2' });
    const token: Printed = await acme.cli.json('token issue');
    assert.deepEqual([token.project_id, token.user_id], [acme.session.projectId, acme.session.userId]);
    const projects: Printed = await acme.cli.json('project list');
    assert.deepEqual(namesOf(projects).toSorted(), ['eu-de', 'eu-nl']);
    const catalog: Printed = await acme.cli.json('catalog list');
    const types = catalog.map(({ Type }: Printed) => Type);
    assert.deepEqual(types.toSorted(), ['identity', 'network', 'vpc']);
    assert.ok(namesOf(await acme.cli.json('service list')).includes('vpc'));
    const regions: Printed = await acme.cli.json('region list');
    assert.deepEqual(regions.map(({ Region }: Printed) => Region).toSorted(), ['eu-de', 'eu-nl']);
    const users: Printed = await acme.cli.json('user list');
    assert.deepEqual(namesOf(users), ['acme']);
  });

  test('lists and shows what it made, and nothing of the other account', async () => {
    assert.deepEqual(namesOf(await acme.cli.json('router list')), ['vpc-acme']);
    assert.deepEqual(namesOf(await acme.cli.json('network list')), ['net-acme']);
    const subnets: Printed = await globex.cli.json('subnet list');
    assert.deepEqual(
      subnets.map(({ Name, Subnet }: Printed) => [Name, Subnet]),
      [['subnet-globex', '10.0.2.0/24']],
    );
    const shown: Printed = await acme.cli.json('router show vpc-acme');
    assert.deepEqual([shown.id, shown.interfaces_info[0].ip_address], [acme.vpcId, '192.168.1.1']);
    assert.match(await acme.cli.text('router show vpc-globex'), /No Router found for vpc-globex/);
    assert.match(await acme.cli.text(`router show ${globex.vpcId}`), /No Router found/);
  });

  test('acme asks, globex sees it by name, and only globex can accept', async () => {
    web = await createInstance(service, acme.session, { subnetId: acme.subnetId, address: '192.168.1.10' });
    await createInstance(service, globex.session, { subnetId: globex.subnetId, address: '10.0.2.10' });
    const ends = `--local-router-id ${acme.vpcId} --peer-router-id ${globex.vpcId} --peer-project-id ${globex.session.projectId}`;
    const made: Printed = await acme.cli.json(`vpc peering create acme-globex ${ends} --description story`);
    assert.deepEqual([made.name, made.status, made.local_vpc_info.router_id], ['acme-globex', 'PENDING_ACCEPTANCE', acme.vpcId]);
    const pending: Printed = await globex.cli.json('vpc peering list --status PENDING_ACCEPTANCE');
    assert.deepEqual(
      pending.map((row: Printed) => [row.Id, row.Name, row.Status, row['Local Router Id'], row['Peer Router Id']]),
      [[made.id, 'acme-globex', 'PENDING_ACCEPTANCE', acme.vpcId, globex.vpcId]],
    );
    assert.match(await acme.cli.text('vpc peering set --accept acme-globex'), /\/accept, .*(accepter|not allowed)/);
    const accepted: Printed = await globex.cli.json('vpc peering set --accept acme-globex');
    assert.deepEqual([accepted.id, accepted.status], [made.id, 'ACTIVE']);
    const shown: Printed = await acme.cli.json('vpc peering show acme-globex');
    assert.deepEqual([shown.id, shown.status, shown.description], [made.id, 'ACTIVE', 'story']);
    const renamed: Printed = await acme.cli.json('vpc peering update acme-globex --name globex --description renamed');
    assert.deepEqual([renamed.name, renamed.description], ['globex', 'renamed']);
  });

  test('with the routes of both sides, and not before, the ping works', async () => {
    const { id }: Printed = await acme.cli.json('vpc peering show globex');
    await received(0, 'no routes yet');
    const there: Printed = await acme.cli.json(
      `vpc route add --type peering --nexthop ${id} --destination 10.0.2.0/24 --router-id ${acme.vpcId}`,
    );
    assert.deepEqual([there.destination, there.nexthop, there.type], ['10.0.2.0/24', id, 'peering']);
    await settled(service, acme.session);
    await received(0, 'no way back yet');
    await globex.cli.json(`vpc route add --type peering --nexthop ${id} --destination 192.168.1.0/24 --router-id ${globex.vpcId}`);
    await settled(service, globex.session);
    await received(2);
    const routes: Printed = await acme.cli.json(`vpc route list --router-id ${acme.vpcId}`);
    assert.deepEqual(
      routes.map((row: Printed) => [row.Destination, row.NextHop]),
      [['10.0.2.0/24', id]],
    );
    const shown: Printed = await acme.cli.json(`vpc route show ${there.id}`);
    assert.deepEqual([shown.id, shown.destination], [there.id, '10.0.2.0/24']);
  });

  test('without its route the ping ends, and with the peering go the routes', async () => {
    const routes: Printed = await globex.cli.json('vpc route list');
    assert.equal(await globex.cli.text(`vpc route delete ${routes[0].Id}`), '');
    await settled(service, globex.session);
    await received(0);
    assert.equal(await globex.cli.text('vpc peering delete globex'), '');
    assert.deepEqual(await acme.cli.json('vpc peering list'), []);
    assert.deepEqual(await acme.cli.json('vpc route list'), []);
    const ends = `--local-router-id ${globex.vpcId} --peer-router-id ${acme.vpcId} --peer-project-id ${acme.session.projectId}`;
    await globex.cli.json(`vpc peering create unwanted ${ends}`);
    const rejected: Printed = await acme.cli.json('vpc peering set --reject unwanted');
    assert.equal(rejected.status, 'REJECTED');
    assert.equal(await acme.cli.text('vpc peering delete unwanted'), '');
  });

  test('a VPC, a network, a subnet and a port live and end', async () => {
    const { cli } = acme;
    await cli.json('router create short');
    assert.equal(await cli.text('router set short --name short-2'), '');
    await cli.json('network create wires');
    const subnet: Printed = await cli.json('subnet create lane --network wires --subnet-range 172.20.1.0/24 --gateway 172.20.1.1');
    assert.equal(await cli.text('router add subnet short-2 lane'), '');
    const port: Printed = await cli.json('port create plug --network wires --fixed-ip ip-address=172.20.1.20');
    assert.deepEqual(port.fixed_ips, [{ subnet_id: subnet.id, ip_address: '172.20.1.20' }]);
    assert.equal(await cli.text('port set --name plug-2 plug'), '');
    const shown: Printed = await cli.json('port show plug-2');
    assert.deepEqual([shown.id, shown.mac_address], [port.id, port.mac_address]);
    assert.ok(namesOf(await cli.json('port list --network wires')).includes('plug-2'));
    assert.match(await cli.text('network delete wires'), /is in use by port/);
    assert.equal(await cli.text('port delete plug-2'), '');
    assert.equal(await cli.text('network set wires --name wires-2'), '');
    const network: Printed = await cli.json('network show wires-2');
    assert.deepEqual(network.subnets, [subnet.id]);
    assert.equal(await cli.text('router remove subnet short-2 lane'), '');
    assert.equal(await cli.text('subnet delete lane'), '');
    assert.equal(await cli.text('network delete wires-2'), '');
    assert.equal(await cli.text('router delete short-2'), '');
    assert.deepEqual(namesOf(await cli.json('router list')), ['vpc-acme']);
    assert.deepEqual(namesOf(await cli.json('network list')), ['net-acme']);
  });

  test('a security group and its rules live and end', async () => {
    const { cli } = acme;
    const group: Printed = await cli.json('security group create web --description servers');
    assert.deepEqual(group.rules.map(({ direction, ethertype }: Printed) => [direction, ethertype]).toSorted(), [
      ['egress', 'IPv4'],
      ['egress', 'IPv6'],
    ]);
    const rule: Printed = await cli.json('security group rule create web --protocol tcp --dst-port 443 --remote-ip 10.0.0.0/8');
    assert.deepEqual([rule.direction, rule.protocol, rule.port_range_min, rule.port_range_max], ['ingress', 'tcp', 443, 443]);
    const members: Printed = await cli.json('security group rule create web --remote-group web');
    assert.equal(members.remote_group_id, group.id);
    const rules: Printed = await cli.json('security group rule list web');
    const ingress = rules.find(({ ID }: Printed) => ID === rule.id);
    assert.deepEqual([ingress['IP Range'], ingress['Port Range']], ['10.0.0.0/8', '443:443']);
    assert.equal(rules.length, 4);
    assert.equal(await cli.text(`security group rule delete ${rule.id}`), '');
    assert.equal(await cli.text('security group set web --name web-2'), '');
    assert.deepEqual(namesOf(await cli.json('security group list')).toSorted(), ['default', 'web-2']);
    const shown: Printed = await cli.json('security group show web-2');
    assert.deepEqual([shown.id, shown.description, shown.rules.length], [group.id, 'servers', 3]);
    assert.equal(await cli.text('security group delete web-2'), '');
    assert.deepEqual(namesOf(await cli.json('security group list')), ['default']);
  });

  test('is told its quotas, and empty lists of what is not here', async () => {
    for (const command of ['quota show --network', 'quota show']) {
      const quotas: Printed = await acme.cli.json(command);
      const limits = new Map(quotas.map(({ Resource, Limit }: Printed) => [Resource, Limit]));
      assert.deepEqual([limits.get('vpc_peering'), limits.get('security_groups')], [50, 100], command);
    }
    assert.deepEqual(await acme.cli.json('floating ip list'), []);
    assert.deepEqual(await acme.cli.json('network agent list'), []);
    assert.ok(((await acme.cli.json('extension list --network')) as Printed).length > 0);
  });

  test('what ran is what docs/generated/clients.md says', () => {
    recorder.keep('openstack-otcextensions');
    assert.deepEqual(recorder.operations(), columnOf('openstack-otcextensions'));
  });
});
