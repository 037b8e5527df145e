import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fields } from '../api.ts';
import { startService, testedPlanes, type Service } from '../service.ts';
import { build, type Host, type Network } from './network.ts';

for (const dataPlane of testedPlanes)
  describe(`filters, with real packets in ${dataPlane}`, () => {
    let service: Service;
    let network: Network;
    before(async () => {
      service = await startService({ dataPlane });
      network = await build(service, 'acme');
    });
    after(async () => service.remove());

    const createGroup = async (name: string): Promise<string> =>
      fields(await network.done({ method: 'POST', path: '/v2.0/security-groups', body: { security_group: { name } } })).security_group.id;
    const addRule = async (security_group_id: string, rule: object): Promise<string> => {
      const body = { security_group_rule: { security_group_id, direction: 'ingress', ...rule } };
      return fields(await network.done({ method: 'POST', path: '/v2.0/security-group-rules', body })).security_group_rule.id;
    };
    const deleteRule = (id: string) => network.done({ method: 'DELETE', path: `/v2.0/security-group-rules/${id}` });
    const batch = async (host: Host, group: string, action: 'add' | 'remove'): Promise<void> => {
      const path = `/v2.0/${network.session.projectId}/security-groups/${group}/instance/action`;
      const answer = await network.done({ method: 'POST', path, body: { action, ports: [{ id: network.instances[host].portId }] } });
      assert.deepEqual(fields(answer).fail, []);
    };
    /** In this group and in no other. */
    const moveTo = async (host: Host, group: string): Promise<void> => {
      await batch(host, group, 'add');
      for (const own of network.instances[host].groups) await batch(host, own, 'remove');
    };
    const moveBack = async (host: Host, group: string): Promise<void> => {
      for (const own of network.instances[host].groups) await batch(host, own, 'add');
      await batch(host, group, 'remove');
    };

    test('the default group: members reach each other on any port, through a peering of the account too', async () => {
      await network.pings('web', 'db', 3);
      await network.connects('web', 'db', 5432);
      await network.connects('web', 'neighbour', 5432);
    });

    test('the default group: others may ping and use the published ports, and 5432 from the moment a rule says so', async () => {
      const outside = await createGroup('outside');
      await moveTo('web', outside);
      await network.pings('web', 'db', 3);
      for (const port of [22, 80, 443, 3389]) await network.connects('web', 'db', port);
      await network.isShut('web', 'db', 5432);
      const [own] = network.instances.db.groups;
      const terms = { protocol: 'tcp', port_range_min: '5432', port_range_max: 5432, remote_ip_prefix: '10.1.1.10' };
      const rule = await addRule(own!, terms);
      await network.connects('web', 'db', 5432);
      await deleteRule(rule);
      await network.isShut('web', 'db', 5432);
      await moveBack('web', outside);
    });

    test('a new group lets nothing in, from the same subnet neither; a remote group lets in who is in it', async () => {
      const [servers, clients] = [await createGroup('servers'), await createGroup('clients')];
      await moveTo('db', servers);
      await network.pings('web', 'db', 0);
      await network.pings('other', 'db', 0);
      await network.pings('db', 'web', 3, 'and everything out, with its answers');
      await addRule(servers, { protocol: 'icmp', remote_group_id: clients });
      await network.pings('web', 'db', 0);
      await batch('web', clients, 'add');
      await network.pings('web', 'db', 3);
      await network.pings('neighbour', 'db', 0, 'a neighbour of a member is none');
      await batch('web', clients, 'remove');
      await network.pings('web', 'db', 0);
      await moveBack('db', servers);
    });

    test('a network ACL denies all but its own subnet, and keeps no state: an answer needs a rule of its own', async () => {
      const path = `/v3/${network.session.projectId}/vpc/firewalls`;
      const wall = fields(await network.done({ method: 'POST', path, body: { firewall: { name: 'wall' } } })).firewall.id as string;
      const put = async (verb: string, body: object) =>
        fields(await network.done({ method: 'PUT', path: `${path}/${wall}/${verb}`, body }));
      await network.pings('web', 'db', 3, 'not associated, it does nothing');
      const subnets = [{ virsubnet_id: network.subnets.b }];
      await put('associate-subnets', { subnets });
      await network.pings('web', 'db', 0);
      await network.pings('db', 'web', 0);
      await network.pings('other', 'db', 3, 'the same subnet');
      const open = { ingress_rules: [{ action: 'allow', protocol: 'any' }] };
      await put('insert-rules', { firewall: open });
      await network.pings('web', 'db', 0, 'in, and the answer not out');
      const { firewall } = await put('insert-rules', { firewall: { egress_rules: [{ action: 'allow', protocol: 'icmp' }] } });
      await network.pings('web', 'db', 3);
      await network.isShut('web', 'db', 80);
      await put('insert-rules', { firewall: { egress_rules: [{ action: 'deny', destination_ip_address: '10.1.1.10' }] } });
      await network.pings('web', 'db', 0, 'the first rule that matches decides');
      await network.pings('neighbour', 'db', 3);
      await put('remove-rules', { firewall: { egress_rules: [{ id: firewall.egress_rules[0].id }] } });
      await network.pings('neighbour', 'db', 0);
      await put('disassociate-subnets', { subnets });
      await network.pings('web', 'db', 3);
      await network.done({ method: 'DELETE', path: `${path}/${wall}` });
    });

    test('what one dialect writes of an ACL the other reads, and filters by', async () => {
      const v2 = async (method: 'POST' | 'PUT' | 'GET' | 'DELETE', path: string, body?: object) =>
        fields(await network.done({ method, path: `/v2.0/fwaas/${path}`, ...(body === undefined ? {} : { body }) }));
      const rule = (await v2('POST', 'firewall_rules', { firewall_rule: { action: 'allow', protocol: 'icmp' } })).firewall_rule.id;
      const policy = (await v2('POST', 'firewall_policies', { firewall_policy: { name: 'icmp', firewall_rules: [rule] } })).firewall_policy
        .id;
      const query = `network_id=${network.subnets.b}&device_owner=network:router_interface_distributed`;
      const [port] = fields(await network.done({ method: 'GET', path: `/v2.0/ports?${query}` })).ports;
      const both = { ingress_firewall_policy_id: policy, egress_firewall_policy_id: policy };
      const { firewall_group: group } = await v2('POST', 'firewall_groups', { firewall_group: { name: 'v2', ...both, ports: [port.id] } });
      assert.deepEqual([group.status, group.ports], ['ACTIVE', [port.id]]);
      await network.pings('web', 'db', 3);
      await network.isShut('web', 'db', 22);
      const shown = fields(
        await network.done({ method: 'GET', path: `/v3/${network.session.projectId}/vpc/firewalls/${group.id}` }),
      ).firewall;
      assert.deepEqual([shown.associations, shown.ingress_rules.length], [[{ virsubnet_id: network.subnets.b }], 1]);
      const bare = await v2('PUT', `firewall_policies/${policy}/remove_rule`, { firewall_rule_id: rule });
      assert.deepEqual(bare.firewall_rules, []);
      await network.pings('web', 'db', 0);
      await v2('PUT', `firewall_groups/${group.id}`, { firewall_group: { ports: [] } });
      await network.pings('web', 'db', 3);
    });
  });
