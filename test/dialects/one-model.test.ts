import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { ask, createAccount, fields, logIn } from '../api.ts';
import { startService, type Service } from '../service.ts';
import { Model, cidrOf, gatewayOf } from './model.ts';
import { moves, take, type Choice, type Desk, type MoveName } from './moves.ts';

let service: Service;
before(async () => {
  service = await startService();
});
after(async () => service.remove());

const index = fc.nat({ max: 11 });
/** What makes things comes up more often, so that there is something for the others to be about. */
const likely: readonly MoveName[] = [
  'createVpc',
  'createNetwork',
  'createSubnetInVpc',
  'createSubnetOnNetwork',
  'joinSubnet',
  'createPort',
  'createRoute',
];
const choice: fc.Arbitrary<Choice> = fc.record({
  move: fc.constantFrom(...(Object.keys(moves) as MoveName[]), ...likely),
  dialect: index,
  first: index,
  second: index,
});

// oxlint-disable-next-line no-explicit-any
type Rows = readonly any[];
const sorted = <Row extends readonly unknown[]>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));

/** What every dialect shows is what the model has. */
async function compare({ session, model }: Desk): Promise<void> {
  const { projectId: p, token } = session;
  const read = async (path: string, plural: string): Promise<Rows> => {
    const answer = await ask(service, { method: 'GET', path, token });
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    return fields(answer)[plural];
  };
  const vpcs = sorted([...model.vpcs].map(([id, { name, block }]) => [id, name, block === null ? '' : `${block}0.0/16`] as const));
  for (const path of [`/v1/${p}/vpcs`, `/v3/${p}/vpc/vpcs`])
    assert.deepEqual(sorted((await read(path, 'vpcs')).map((vpc) => [vpc.id, vpc.name, vpc.cidr])), vpcs, path);
  assert.deepEqual(
    sorted((await read('/v2.0/routers', 'routers')).map((router) => [router.id, router.name])),
    vpcs.map(([id, name]) => [id, name]),
    'routers',
  );

  const networks = sorted([...model.networks].map(([id, { subnet }]) => [id, subnet] as const));
  const loose = networks.flatMap(([network, subnet]) => (subnet === null ? [] : [{ network, ...subnet }]));
  assert.deepEqual(
    (await read('/v2.0/networks', 'networks')).map(({ id, subnets }) => [id, subnets]),
    networks.map(([id, subnet]) => [id, subnet === null ? [] : [subnet.id]]),
    'networks',
  );
  assert.deepEqual(
    (await read('/v2.0/subnets', 'subnets')).map(({ id, network_id, name, cidr, gateway_ip }) => [id, network_id, name, cidr, gateway_ip]),
    sorted(loose.map(({ id, network, name, range }) => [id, network, name, cidrOf(range), gatewayOf(range)])),
    'v2.0 subnets',
  );
  assert.deepEqual(
    (await read(`/v1/${p}/subnets`, 'subnets')).map(({ id, neutron_subnet_id, name, cidr, vpc_id }) => [
      id,
      neutron_subnet_id,
      name,
      cidr,
      vpc_id,
    ]),
    loose.filter(({ vpc }) => vpc !== null).map(({ network, id, name, range, vpc }) => [network, id, name, cidrOf(range), vpc]),
    'v1 subnets',
  );

  const made = sorted([...model.ports].map(([id, { network, address }]) => [id, network, address] as const));
  const shown = await read('/v2.0/ports', 'ports');
  assert.deepEqual(
    sorted(shown.filter(({ id }) => model.ports.has(id)).map(({ id, network_id, fixed_ips }) => [id, network_id, fixed_ips[0].ip_address])),
    made,
    'v2.0 ports',
  );
  const v1 = await read(`/v1/${p}/ports`, 'ports');
  assert.deepEqual(
    v1.map(({ id, fixed_ips }) => [id, fixed_ips]),
    shown.map(({ id, fixed_ips }) => [id, fixed_ips]),
    'v1 ports',
  );
  for (const { network } of loose) {
    const addresses = (await read(`/v1/${p}/subnets/${network}/privateips`, 'privateips')).map(({ ip_address }) => ip_address);
    assert.deepEqual(addresses.toSorted(), model.addressesOn(network), 'private IPs');
  }
  assert.deepEqual(
    (await read(`/isthmus/v1/projects/${p}/instances`, 'instances')).map(({ port_id }) => port_id).toSorted(),
    [...model.ports]
      .filter(([, { isInstance }]) => isInstance)
      .map(([id]) => id)
      .toSorted(),
    'instances',
  );

  assert.deepEqual(
    (await read('/v2.0/vpc/peerings', 'peerings')).map(({ id, status }) => [id, status]),
    sorted([...model.peerings.keys()].map((id) => [id, 'ACTIVE'])),
    'peerings',
  );
  const routes = model.routes.map(({ vpc, destination, peering }) => `${vpc} ${destination} ${peering}`).toSorted();
  assert.deepEqual(
    (await read('/v2.0/vpc/routes', 'routes')).map(({ vpc_id, destination, nexthop }) => `${vpc_id} ${destination} ${nexthop}`).toSorted(),
    routes,
    'v2.0 routes',
  );
  const tabled: string[] = [];
  for (const { id, vpc_id } of await read(`/v1/${p}/routetables`, 'routetables')) {
    const { routetable } = fields(await ask(service, { method: 'GET', path: `/v1/${p}/routetables/${id}`, token }));
    for (const { type, destination, nexthop } of routetable.routes)
      if (type === 'peering') tabled.push(`${vpc_id} ${destination} ${nexthop}`);
  }
  assert.deepEqual(tabled.toSorted(), routes, 'routes of tables');
}

let accounts = 0;

test('what one dialect writes every other reads, at once, whatever is done in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 60, maxLength: 90, size: 'max' }), async (choices) => {
      const credentials = await createAccount(service, `account-${++accounts}`);
      const desk: Desk = { service, session: await logIn(service, credentials, 'eu-de'), model: new Model() };
      for (const one of choices) {
        await take(desk, one);
        await compare(desk);
      }
    }),
    { numRuns: 6 },
  );
});
