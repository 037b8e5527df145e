import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf } from '../id.ts';
import { askLoading, type WorldSource } from './loading.ts';
import { ip, sampleWorld, type SampleVpc } from './testing/sample.ts';
import { walk, type Answer } from './walk.ts';
import type { World } from './world.ts';

const vpc = (net: number, routes: SampleVpc['routes'] = []): SampleVpc => ({
  project: 'acme',
  blocks: [`10.${net}.0.0/16`],
  subnets: { [`S${net}`]: { cidr: `10.${net}.0.0/24` } },
  instances: { [`i${net}`]: { subnet: `S${net}`, addresses: [`10.${net}.0.10`] } },
  routes,
});
const world = sampleWorld({
  vpcs: { A: vpc(1, [['A-main', '10.2.0.0/16', 'AB']]), B: vpc(2, [['B-main', '10.1.0.0/16', 'AB']]), C: vpc(3) },
  peerings: { AB: { from: 'A', to: 'B' }, AC: { from: 'A', to: 'C' } },
});

function slow(of: World): { readonly source: WorldSource; readonly asked: string[] } {
  const asked: string[] = [];
  const late =
    <Id, Value>(name: string, look: (id: Id) => Value) =>
    async (id: Id): Promise<Value> => {
      asked.push(`${name} ${String(id)}`);
      return look(id);
    };
  const source: WorldSource = {
    vpc: late('vpc', of.vpc),
    blocks: late('blocks', of.blocks),
    peering: late('peering', of.peering),
    peeringsOf: late('peeringsOf', of.peeringsOf),
    vpcsWith: late('vpcsWith', of.vpcsWith),
    acl: late('acl', of.acl),
  };
  return { source, asked };
}
const question =
  (to: string) =>
  (seen: World): Answer | null =>
    walk(seen, { source: { vpcId: idOf('A'), address: ip('10.1.0.10') }, destination: { address: ip(to) }, protocol: 'icmp', port: null });

describe('a question of a world that is loaded as it is looked at', () => {
  it('has the answer of the whole world, and loads neither a thing twice nor a VPC that it does not need', async () => {
    const { source, asked } = slow(world);
    assert.deepEqual(await askLoading(source, question('10.2.0.10')), question('10.2.0.10')(world));
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(!asked.includes('vpc C'), asked.join());
  });

  it('finds out that something is not there', async () => {
    const { source } = slow(world);
    assert.deepEqual(await askLoading(source, question('10.9.0.10')), question('10.9.0.10')(world));
  });

  it('that never ends is a bug', async () => {
    let next = 0;
    await assert.rejects(
      askLoading(slow(world).source, (seen) => seen.vpc(idOf(`${next++}`))),
      /went on finding/,
    );
  });
});
