import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAccount } from '../api.ts';
import { startService, type Service } from '../service.ts';
import { columnOf } from './column.ts';
import { openstack, startCli, type Cli } from './openstack.ts';
import { startRecorder, type Recorder } from './recorder.ts';

// oxlint-disable-next-line no-explicit-any -- what a command prints
type Printed = any;

const missing = 'the openstack of Debian is not on this machine: apt-get install python3-openstackclient';

describe("Debian's openstack, unmodified and years older", { skip: openstack.debian === null && missing }, () => {
  let service: Service;
  let recorder: Recorder;
  let cli: Cli;
  before(async () => {
    service = await startService();
    recorder = await startRecorder(service);
    cli = startCli(openstack.debian ?? '', recorder.url, await createAccount(service, 'acme'));
  });
  after(async () => {
    await cli.leave();
    await recorder.close();
    await service.remove();
  });

  const namesOf = (rows: Printed): readonly string[] => rows.map(({ Name }: Printed) => Name);

  test('a VPC, a network, a subnet and a port live and end', async () => {
    assert.deepEqual(namesOf(await cli.json('project list')).toSorted(), ['eu-de', 'eu-nl']);
    const router: Printed = await cli.json('router create home');
    assert.deepEqual([router.name, router.status], ['home', 'ACTIVE']);
    await cli.json('network create wires');
    const subnet: Printed = await cli.json('subnet create lane --network wires --subnet-range 172.20.1.0/24 --gateway 172.20.1.1');
    assert.equal(subnet.cidr, '172.20.1.0/24');
    assert.equal(await cli.text('router add subnet home lane'), '');
    const port: Printed = await cli.json('port create plug --network wires --fixed-ip ip-address=172.20.1.20');
    assert.deepEqual(port.fixed_ips, [{ subnet_id: subnet.id, ip_address: '172.20.1.20' }]);
    const network: Printed = await cli.json('network show wires');
    assert.deepEqual(network.subnets, [subnet.id]);
    assert.equal(await cli.text('port delete plug'), '');
    assert.equal(await cli.text('router remove subnet home lane'), '');
    assert.equal(await cli.text('subnet delete lane'), '');
    assert.equal(await cli.text('network delete wires'), '');
    assert.equal(await cli.text('router delete home'), '');
    assert.deepEqual(await cli.json('router list'), []);
    assert.deepEqual(await cli.json('network list'), []);
  });

  test('a security group and a rule live and end', async () => {
    await cli.json('security group create web');
    const rule: Printed = await cli.json('security group rule create web --protocol tcp --dst-port 443 --remote-ip 10.0.0.0/8');
    assert.deepEqual([rule.direction, rule.port_range_min, rule.remote_ip_prefix], ['ingress', 443, '10.0.0.0/8']);
    const rules: Printed = await cli.json('security group rule list web');
    assert.equal(rules.length, 3);
    assert.equal(await cli.text(`security group rule delete ${rule.id}`), '');
    assert.equal(await cli.text('security group delete web'), '');
    assert.deepEqual(namesOf(await cli.json('security group list')), ['default']);
  });

  test('what ran is what docs/generated/clients.md says', () => {
    recorder.keep('openstack-debian');
    assert.deepEqual(recorder.operations(), columnOf('openstack-debian'));
  });
});
