import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, fields, inForce, type Answer } from '../api.ts';
import { pinged } from '../probing.ts';
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

    /** At which of its two addresses it is reached, and at which not. */
    async function isReachedAt(address: string): Promise<void> {
      const { id, owner } = instance('client');
      const reached: string[] = [];
      for (const destination of ['192.168.1.10', '192.168.1.77']) {
        const probing = { session: owner, instanceId: id, destination };
        if ((await pinged(service, probing, 1, destination === address ? 1 : 0)) === 1) reached.push(destination);
      }
      assert.deepEqual(reached, [address]);
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
      await isReachedAt('192.168.1.10');
      const moved = await send('PUT', `/v2.0/ports/${port}`, { port: { fixed_ips: [{ ip_address: '192.168.1.77' }] } });
      assert.equal(moved.status, 200, moved.text);
      await inForce(service, owner, moved);
      await isReachedAt('192.168.1.77');
      const shown = [
        fields(moved).port.fixed_ips[0].ip_address,
        fields(await send('GET', `/v1/${project}/ports/${port}`)).port.fixed_ips[0].ip_address,
        fields(await send('GET', `/v1/${project}/privateips/${port}`)).privateip.ip_address,
        fields(await send('GET', `/isthmus/v1/projects/${project}/instances/${id}`)).ip_address,
      ];
      assert.deepEqual(new Set(shown), new Set(['192.168.1.77']));
    });
  });
