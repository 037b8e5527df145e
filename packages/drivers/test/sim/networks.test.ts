import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { must, parseAddress } from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import fc from 'fast-check';
import { unpeer } from '../contract/change.ts';
import { instanceId, whereIs, worldOf, type RouteSpec, type VpcSpec, type WorldSpec } from '../contract/world.ts';

/**
 * Networks made to collide: up to four VPCs, all 10.0.0.0/16, whose subnets overlap between VPCs as chance has it, with
 * any peerings and any routes. Only the instances' addresses are unlike: 10.0.<subnet>.<10 + VPC>.
 */
const names = ['A', 'B', 'C', 'D'] as const;
const thirds = [0, 1, 2, 3, 4] as const;
const destination = fc.oneof(
  fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/22', '10.0.2.0/23'),
  fc.constantFrom(...thirds).map((third) => `10.0.${third}.0/24`),
  fc.tuple(fc.constantFrom(...thirds), fc.nat(3)).map(([third, vpc]) => `10.0.${third}.${10 + vpc}/32`),
);
const pairs = names.flatMap((from, index) => names.slice(index + 1).map((to) => [from, to] as const));

const network: fc.Arbitrary<WorldSpec> = fc
  .record({
    subnets: fc.array(fc.subarray([...thirds], { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 4 }),
    peered: fc.subarray(pairs, { minLength: 3 }),
    routes: fc.array(fc.array(fc.tuple(destination, fc.integer({ min: 1, max: 3 })), { minLength: 6, maxLength: 16 }), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ subnets, peered, routes }) => ({
    vpcs: Object.fromEntries(names.map((name, index) => [name, vpcOf(name, index, subnets[index] ?? [], routes[index] ?? [])])),
    peerings: Object.fromEntries(peered.map(([from, to]) => [`${from}${to}`, [from, to] as const])),
  }));

function vpcOf(name: string, index: number, third: readonly number[], routes: readonly (readonly [to: string, ahead: number])[]): VpcSpec {
  // A table holds a destination once.
  const once = new Map(routes.map(([to, ahead]): RouteSpec => [to, [name, names[(index + ahead) % names.length]].toSorted().join('')]));
  return {
    blocks: ['10.0.0.0/16'],
    subnets: Object.fromEntries(third.map((number) => [`${name}${number}`, { ranges: [`10.0.${number}.0/24`] as const }])),
    instances: Object.fromEntries(
      third.map((number) => [`${name}${number}`, { subnet: `${name}${number}`, addresses: [`10.0.${number}.${10 + index}`] }]),
    ),
    routes: [...once],
  };
}

/** Who gets an answer from whom: "A0 B2" and so on. */
async function reached(spec: WorldSpec): Promise<ReadonlySet<string>> {
  const driver = createSimDriver();
  await driver.convergeAll(worldOf(spec).routers);
  const hosts = Object.values(spec.vpcs).flatMap(({ instances }) => Object.entries(instances ?? {}));
  const found = new Set<string>();
  for (const [from] of hosts)
    for (const [to, { addresses }] of hosts) {
      const probe = { type: 'ping', destination: must(parseAddress(addresses[0] ?? '')), count: 1, timeoutMs: 1 } as const;
      const { received } = must(await driver.probe({ from: instanceId(from), probe, responders: [] }));
      if (received > 0) found.add(`${from} ${to}`);
    }
  return found;
}

const vpcsOf = (spec: WorldSpec, line: string): readonly string[] => line.split(' ').map((host) => whereIs(spec, host).vpc);

describe('in any network at all', () => {
  it('who is answered, answers', async () => {
    await fc.assert(
      fc.asyncProperty(network, async (spec) => {
        const lines = await reached(spec);
        for (const line of lines) assert.ok(lines.has(line.split(' ').toReversed().join(' ')), `${line}, and not back`);
      }),
    );
  });

  it('everyone reaches its own VPC, and beyond it nobody but direct peers', async () => {
    await fc.assert(
      fc.asyncProperty(network, async (spec) => {
        const lines = await reached(spec);
        const peerings = Object.values(spec.peerings ?? {});
        for (const line of lines) {
          const [from = '', to = ''] = vpcsOf(spec, line);
          assert.ok(from === to || peerings.some((ends) => ends.includes(from) && ends.includes(to)), `${line} are no peers`);
        }
        for (const { instances } of Object.values(spec.vpcs))
          for (const from of Object.keys(instances ?? {}))
            for (const to of Object.keys(instances ?? {})) assert.ok(lines.has(`${from} ${to}`));
      }),
    );
  });

  it('nobody reaches an address that lies in a subnet of its own VPC behind a peering', async () => {
    await fc.assert(
      fc.asyncProperty(network, async (spec) => {
        for (const line of await reached(spec)) {
          const [from = '', to = ''] = vpcsOf(spec, line);
          const third = line.at(-1);
          if (from !== to) assert.ok(!(`${from}${third}` in (spec.vpcs[from]?.subnets ?? {})), line);
        }
      }),
    );
  });

  it('deleting a peering changes nothing between VPCs that are not its ends, and cuts those that are', async () => {
    await fc.assert(
      fc.asyncProperty(network, fc.constantFrom(...pairs), async (spec, [one, other]) => {
        const [before, after] = [await reached(spec), await reached(unpeer(spec, `${one}${other}`))];
        for (const line of before.symmetricDifference(after)) {
          const ends = vpcsOf(spec, line);
          assert.ok(ends.includes(one) || ends.includes(other), `${line} changed with ${one}${other}`);
        }
        for (const line of after) assert.notDeepEqual(vpcsOf(spec, line).toSorted(), [one, other]);
      }),
    );
  });

  it('and such networks do carry something between VPCs: these facts are not about nothing', async () => {
    const sample = fc.sample(network, { numRuns: 200, seed: 1 });
    let between = 0;
    for (const spec of sample) between += [...(await reached(spec))].filter((line) => new Set(vpcsOf(spec, line)).size === 2).length;
    assert.ok(between > 200, `${between} pairs in 200 networks`);
  });
});
