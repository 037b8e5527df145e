import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress, type Address } from '../address/address.ts';
import { rangesHold } from '../address/ranges.ts';
import { idOf, type VpcId } from '../id.ts';
import { applied, type Change } from './change.ts';
import type { Space } from './classes.ts';
import { differenceBy } from './difference.ts';
import type { Flow } from './flows.ts';
import { flowProtocols, type FlowProtocol } from './packet.ts';
import { drawFrom, generateChanges, generateWorld } from './testing/generate.ts';
import { talks } from './testing/oracle.ts';
import type { World, WorldPort, WorldVpc } from './world.ts';

const numbers = fc.array(fc.nat(10_000), { minLength: 450, maxLength: 450, size: 'max' });
const sampledPorts = [0, 21, 22, 80, 81, 443, 1024, 40_000, 65_535];
const vpcsOf = (world: World): readonly WorldVpc[] =>
  ['A', 'B', 'C', 'D'].map((name) => world.vpc(idOf<VpcId>(name))).filter((vpc) => vpc !== undefined);

interface Packet {
  readonly source: { readonly vpc: VpcId; readonly port: WorldPort; readonly address: Address };
  readonly destination: { readonly vpc: VpcId; readonly port: WorldPort; readonly address: Address };
  readonly protocol: FlowProtocol;
  readonly port: number | null;
}

function* everyPacket(world: World): Generator<Packet> {
  const hosts = vpcsOf(world).flatMap((vpc) =>
    vpc.ports.flatMap((port) => port.addresses.map((address) => ({ vpc: vpc.id, port, address }))),
  );
  for (const source of hosts)
    for (const destination of hosts)
      if (source.address.family === destination.address.family && source !== destination)
        for (const protocol of flowProtocols)
          for (const port of protocol === 'icmp' ? [null] : sampledPorts) yield { source, destination, protocol, port };
}

const works = (world: World, { source, destination, protocol, port }: Packet): boolean =>
  talks(
    world,
    { vpc: world.vpc(source.vpc)!, port: portIn(world, source), source: source.address },
    { destination: destination.address, protocol, port },
    portIn(world, destination),
  );
const portIn = (world: World, { vpc, port }: Packet['source']): WorldPort => world.vpc(vpc)!.ports.find(({ id }) => id === port.id)!;

const holds = (flows: readonly Flow[], { source, destination, protocol, port }: Packet): number =>
  flows.filter(
    (flow) =>
      flow.protocol === protocol &&
      flow.source.vpcId === source.vpc &&
      flow.destination.vpcId === destination.vpc &&
      rangesHold(flow.source.ranges, source.address) &&
      rangesHold(flow.destination.ranges, destination.address) &&
      (flow.ports === null || flow.ports.some(([low, high]) => port! >= low && port! <= high)),
  ).length;

/** Asks the simulator about every packet before and after, and the difference whether it says the same. */
function compare(world: World, changes: readonly Change[], space: Space, told: World): number {
  const after = applied(world, changes);
  const difference = differenceBy(told, changes, space);
  let changed = 0;
  for (const packet of everyPacket(world)) {
    const [was, is] = [works(world, packet), works(after, packet)];
    if (was !== is) changed++;
    const word = `${packet.source.vpc} ${formatAddress(packet.source.address)} -> ${packet.destination.vpc} ${formatAddress(packet.destination.address)} ${packet.protocol}/${packet.port} ${was} -> ${is} by ${changes.map(({ type }) => type).join()}`;
    assert.equal(holds(difference.opened, packet), Number(!was && is), `opened: ${word}`);
    assert.equal(holds(difference.cut, packet), Number(was && !is), `cut: ${word}`);
  }
  return changed;
}

describe('what a list of changes opens and cuts', () => {
  it('is what packets say before and after, between all instances, for sampled ports', () => {
    let changed = 0;
    fc.assert(
      fc.property(numbers, (list) => {
        const draw = drawFrom(list);
        const { world, sample } = generateWorld(draw);
        changed += compare(world, generateChanges(draw, sample), 'instances', world);
      }),
      { seed: 20_261_123, numRuns: 100 },
    );
    assert.ok(changed > 200, `only ${changed} packets changed`);
  });

  it('of every usable address is what packets say of an unfiltered instance placed there', () => {
    let changed = 0;
    fc.assert(
      fc.property(numbers, (list) => {
        const draw = drawFrom(list);
        const { world, sample } = generateWorld(draw);
        const changes = generateChanges(draw, sample);
        const peopled = withNewcomers(world);
        changed += compare(peopled, changes, 'addresses', world);
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
    assert.ok(changed > 200, `only ${changed} packets changed`);
  });
});

/** In each subnet one more instance, at an address that nobody has, in no group; and every other one ACTIVE. */
function withNewcomers(world: World): World {
  const peopled = new Map(
    vpcsOf(world).map((vpc) => {
      const newcomers = vpc.subnets.map((subnet): WorldPort => ({
        id: idOf(`${subnet.id}-new`),
        instanceId: idOf(`${subnet.id}-new`),
        status: 'ACTIVE',
        subnetId: subnet.id,
        addresses: [
          { family: 4, value: subnet.cidr.first + 77n },
          ...(subnet.cidrV6 === null ? [] : [{ family: 6 as const, value: subnet.cidrV6.first + 0x7777n }]),
        ],
        groupIds: null,
      }));
      const ports = [...vpc.ports.map((port): WorldPort => ({ ...port, status: 'ACTIVE' })), ...newcomers];
      return [vpc.id, { ...vpc, ports }] as const;
    }),
  );
  return { ...world, vpc: (id) => peopled.get(id) };
}
