import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, fields, inForce, type Answer, type Session } from '../api.ts';
import { build, type BuiltNetwork } from '../scenarios/network.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { pinged } from '../probing.ts';
import { startService, testedPlanes, type Service } from '../service.ts';

/** Two subnets on one side, so that one can be steered and the other not. */
const scenario: Scenario = {
  name: 'two subnets and a peer',
  accounts: { acme: 'eu-de', globex: 'eu-de' },
  vpcs: {
    blue: {
      account: 'acme',
      cidr: '192.168.0.0/16',
      subnets: { one: '192.168.1.0/24', two: '192.168.2.0/24' },
      instances: { first: { subnet: 'one', ip: '192.168.1.10' }, second: { subnet: 'two', ip: '192.168.2.10' } },
    },
    green: {
      account: 'globex',
      cidr: '10.0.0.0/16',
      subnets: { far: '10.0.2.0/24' },
      instances: { db: { subnet: 'far', ip: '10.0.2.10' } },
    },
  },
  steps: [],
};

interface Side {
  readonly session: Session;
  /** A path below the owner's project: `routetables`. */
  v1(method: string, path: string, body?: unknown): Promise<Answer>;
}

const sideOf = (service: Service, session: Session): Side => ({
  session,
  v1: (method, path, body) =>
    ask(service, { method, path: `/v1/${session.projectId}/${path}`, token: session.token, ...(body === undefined ? {} : { body }) }),
});

for (const dataPlane of testedPlanes)
  describe(`route tables steer real packets, ${dataPlane}`, () => {
    let service: Service;
    let network: BuiltNetwork;
    let acme: Side;
    let globex: Side;
    let peeringId: string;
    const subnets: Record<string, string> = {};
    let custom: string;
    let standard: string;

    /** A write that must be taken, and is in force when this resolves. */
    async function taken(side: Side, method: string, path: string, body?: unknown): Promise<Answer> {
      const answer = await side.v1(method, path, body);
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
      await inForce(service, side.session, answer);
      return answer;
    }
    const change = (table: string, routes: object): Promise<Answer> =>
      taken(acme, 'PUT', `routetables/${table}`, { routetable: { routes } });
    const move = (subnetsOf: object): Promise<Answer> =>
      taken(acme, 'POST', `routetables/${custom}/action`, { routetable: { subnets: subnetsOf } });
    const toPeer = (destination: string) => ({ type: 'peering', destination, nexthop: peeringId });

    /** Of the two instances, which ones the peer answers, and which not. */
    async function answersTo(...expected: readonly ('first' | 'second')[]): Promise<void> {
      const answered: string[] = [];
      for (const from of ['first', 'second'] as const) {
        const source = network.instances.get(from);
        assert.ok(source);
        const probing = { session: source.owner, instanceId: source.id, destination: '10.0.2.10' };
        if ((await pinged(service, probing, 1, expected.includes(from) ? 1 : 0)) === 1) answered.push(from);
      }
      assert.deepEqual(answered, expected);
    }
    const routesOf = async (table: string): Promise<readonly { type: string; destination: string; nexthop: string }[]> =>
      fields(await acme.v1('GET', `routetables/${table}`)).routetable.routes;

    before(async () => {
      service = await startService({ dataPlane });
      network = await build(service, scenario, dataPlane);
      const [blue, green] = [network.vpcs.get('blue'), network.vpcs.get('green')];
      assert.ok(blue && green);
      acme = sideOf(service, blue.owner);
      globex = sideOf(service, green.owner);
      for (const { id, name } of fields(await acme.v1('GET', `subnets?vpc_id=${blue.id}`)).subnets) subnets[name] = id;
      const ends = { request_vpc_info: { vpc_id: blue.id }, accept_vpc_info: { vpc_id: green.id, tenant_id: green.owner.projectId } };
      const asked = await ask(service, {
        method: 'POST',
        path: '/v2.0/vpc/peerings',
        body: { peering: { name: 'p', ...ends } },
        token: blue.owner.token,
      });
      peeringId = fields(asked).peering.id;
      const path = `/v2.0/vpc/peerings/${peeringId}/accept`;
      assert.equal((await ask(service, { method: 'PUT', path, token: green.owner.token })).status, 200);
      const theirs = fields(await globex.v1('GET', `routetables?vpc_id=${green.id}`)).routetables;
      assert.deepEqual(
        theirs.map((table: { default: boolean }) => table.default),
        [true],
      );
      await taken(globex, 'PUT', `routetables/${theirs[0].id}`, { routetable: { routes: { add: [toPeer('192.168.0.0/16')] } } });
      standard = fields(await acme.v1('GET', `routetables?vpc_id=${blue.id}`)).routetables[0].id;
      custom = fields(
        await taken(acme, 'POST', 'routetables', {
          routetable: { vpc_id: blue.id, name: 'to-globex', routes: [toPeer('10.0.0.0/16')] },
        }),
      ).routetable.id;
    });
    after(async () => service.remove());

    test('a custom table carries nothing until a subnet uses it, and then that subnet alone', async () => {
      await answersTo();
      const answer = await move({ associate: [subnets['one']] });
      assert.deepEqual(fields(answer).routetable.subnets, [{ id: subnets['one'] }]);
      await answersTo('first');
    });

    test('a subnet that moves opens and cuts at once', async () => {
      await move({ associate: [subnets['two']] });
      await answersTo('first', 'second');
      await move({ disassociate: [subnets['one']] });
      await answersTo('second');
      const inUse = await acme.v1('DELETE', `routetables/${custom}`);
      assert.equal(inUse.status, 409, inUse.text);
    });

    test('a change of routes is all or nothing', async () => {
      const untouched = await routesOf(custom);
      const refused = await acme.v1('PUT', `routetables/${custom}`, {
        routetable: { routes: { del: [{ destination: '10.0.0.0/16' }], add: [toPeer('10.0.2.0/24'), toPeer('192.168.1.0/25')] } },
      });
      assert.equal(refused.status, 400, refused.text);
      assert.equal(fields(refused).code, 'VPC.2809');
      assert.deepEqual(await routesOf(custom), untouched);
      await answersTo('second');
      await change(custom, { del: [{ destination: '10.0.0.0/16' }], add: [toPeer('10.0.3.0/24')] });
      await answersTo();
      await change(custom, { add: [toPeer('10.0.2.0/24')] });
      await answersTo('second');
    });

    test('the legacy routes are those of the default table', async () => {
      const blue = network.vpcs.get('blue');
      assert.ok(blue);
      const route = { ...toPeer('10.0.2.0/25'), vpc_id: blue.id };
      const added = await ask(service, { method: 'POST', path: '/v2.0/vpc/routes', body: { route }, token: acme.session.token });
      assert.equal(added.status, 201, added.text);
      await inForce(service, acme.session, added);
      await answersTo('first', 'second');
      assert.ok((await routesOf(standard)).some(({ destination }) => destination === '10.0.2.0/25'));
      assert.ok(!(await routesOf(custom)).some(({ destination }) => destination === '10.0.2.0/25'));
      await change(standard, { mod: [{ ...toPeer('10.0.2.0/25'), description: 'legacy' }], add: [toPeer('10.0.9.0/24')] });
      const listed = await ask(service, { method: 'GET', path: `/v2.0/vpc/routes?vpc_id=${blue.id}`, token: acme.session.token });
      const destinations = (fields(listed).routes as { destination: string }[]).map(({ destination }) => destination).toSorted();
      assert.deepEqual(destinations, ['10.0.2.0/25', '10.0.9.0/24']);
      const path = `/v2.0/vpc/routes/${fields(added).route.id}`;
      const gone = await ask(service, { method: 'DELETE', path, token: acme.session.token });
      await inForce(service, acme.session, gone);
      await answersTo('second');
      assert.ok(!(await routesOf(standard)).some(({ destination }) => destination === '10.0.2.0/25'));
    });

    test('a deleted peering takes its routes out of every table of both sides', async () => {
      const gone = await ask(service, { method: 'DELETE', path: `/v2.0/vpc/peerings/${peeringId}`, token: globex.session.token });
      assert.equal(gone.status, 204, gone.text);
      await inForce(service, globex.session, gone);
      await answersTo();
      for (const table of [standard, custom])
        assert.deepEqual(
          (await routesOf(table)).filter(({ type }) => type !== 'local'),
          [],
        );
      await move({ disassociate: [subnets['two']] });
      await taken(acme, 'DELETE', `routetables/${custom}`);
      assert.equal((await acme.v1('GET', `routetables/${custom}`)).status, 404);
    });
  });
