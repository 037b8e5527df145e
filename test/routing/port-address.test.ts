import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, fields, inForce, type Answer } from '../api.ts';
import { build, type BuiltNetwork } from '../scenarios/network.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { startService, testedPlanes, type Service } from '../service.ts';

const scenario: Scenario = {
  name: 'two instances on a subnet',
  accounts: { acme: 'eu-de' },
  vpcs: {
    blue: {
      account: 'acme',
      cidr: '192.168.0.0/16',
      subnets: { one: '192.168.1.0/24' },
      instances: { web: { subnet: 'one', ip: '192.168.1.10' }, client: { subnet: 'one', ip: '192.168.1.20' } },
    },
  },
  steps: [],
};

for (const dataPlane of testedPlanes)
  describe(`a port gets another address, ${dataPlane}`, () => {
    let service: Service;
    let network: BuiltNetwork;

    const instance = (name: string) => {
      const found = network.instances.get(name);
      assert.ok(found);
      return found;
    };
    const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
      ask(service, { method, path, token: instance('web').owner.token, ...(body === undefined ? {} : { body }) });

    async function pings(destination: string): Promise<boolean> {
      const { id, owner } = instance('client');
      const body = { type: 'ping', destination, count: 1, timeout_ms: 500 };
      const answer = await send('POST', `/isthmus/v1/projects/${owner.projectId}/instances/${id}/probes`, body);
      assert.equal(answer.status, 200, answer.text);
      return fields(answer).received === 1;
    }

    before(async () => {
      service = await startService({ dataPlane });
      network = await build(service, scenario, `address-${dataPlane}`);
    });
    after(async () => service.remove());

    test('it is reached there alone, and every dialect says so', async () => {
      const { id, owner } = instance('web');
      const project = owner.projectId;
      const { port_id: port } = fields(await send('GET', `/isthmus/v1/projects/${project}/instances/${id}`));
      assert.deepEqual([await pings('192.168.1.10'), await pings('192.168.1.77')], [true, false]);
      const moved = await send('PUT', `/v2.0/ports/${port}`, { port: { fixed_ips: [{ ip_address: '192.168.1.77' }] } });
      assert.equal(moved.status, 200, moved.text);
      await inForce(service, owner, moved);
      assert.deepEqual([await pings('192.168.1.10'), await pings('192.168.1.77')], [false, true]);
      const shown = [
        fields(moved).port.fixed_ips[0].ip_address,
        fields(await send('GET', `/v1/${project}/ports/${port}`)).port.fixed_ips[0].ip_address,
        fields(await send('GET', `/v1/${project}/privateips/${port}`)).privateip.ip_address,
        fields(await send('GET', `/isthmus/v1/projects/${project}/instances/${id}`)).ip_address,
      ];
      assert.deepEqual(new Set(shown), new Set(['192.168.1.77']));
    });
  });
