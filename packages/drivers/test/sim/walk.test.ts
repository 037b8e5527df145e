import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { must, parseAddress, type Address, type PeeringId } from '@isthmus/core';
import { difference } from '../../src/sim/difference.ts';
import { SimKernel, type RouterView } from '../../src/sim/kernel.ts';
import { echoRequest, initialTtl, replyTo, segment, type Packet } from '../../src/sim/packet.ts';
import { flowOf } from '../../src/sim/flow.ts';
import { arrive, walk, type Fate } from '../../src/sim/walk.ts';
import { launch, peer, route } from '../contract/change.ts';
import { idFor, instanceId, vpcId, worldOf, type WorldSpec } from '../contract/world.ts';
import { C, connected, towards } from '../contract/worlds.ts';

/** What no probe can show, because a probe is honest: forged packets, and kernels that somebody half took apart. */

function programmed(spec: WorldSpec): SimKernel {
  const kernel = new SimKernel();
  for (const command of difference(kernel, worldOf(spec).routers, [])) assert.equal(kernel.run(command), null);
  return kernel;
}

const at = (text: string): Address => must(parseAddress(text));
const told = (fate: Fate): string =>
  fate.kind === 'lost' || fate.kind === 'refused' ? `${fate.kind}: ${fate.because}` : fate.kind === 'delivered' ? 'delivered' : 'expired';

function sent(kernel: SimKernel, from: string, packet: Packet, flow = flowOf(packet)): Fate {
  const home = kernel.homeOf(instanceId(from));
  assert.ok(home);
  return walk(kernel, home.router, home.port, packet, flow);
}

function arriving(kernel: SimKernel, vpc: string, peering: string, packet: Packet): Fate {
  const router: RouterView | undefined = kernel.view(vpcId(vpc));
  assert.ok(router);
  return arrive(router, idFor<PeeringId>('peering', peering), packet, flowOf(packet));
}

function removed(kernel: SimKernel, vpc: string, key: string): void {
  const row = kernel.rows(vpcId(vpc))?.get(key);
  assert.ok(row, `${vpc} has no ${key}`);
  assert.equal(kernel.run({ op: 'unset', vpcId: vpcId(vpc), row }), null);
}

describe('a forged source', () => {
  const kernel = programmed(connected);
  const table: readonly [what: string, source: string, destination: string, fate: string][] = [
    ['its own address', '10.1.1.10', '10.2.1.10', 'delivered'],
    ['a neighbour', '10.1.1.11', '10.2.1.10', 'lost: spoofed source'],
    ['its own gateway', '10.1.1.1', '10.2.1.10', 'lost: spoofed source'],
    ['the destination itself', '10.2.1.10', '10.2.1.10', 'lost: spoofed source'],
    ['somebody of a third VPC', '10.3.1.10', '10.2.1.10', 'lost: spoofed source'],
    ['its own IPv6 address', 'fd00:1:0:1::10', 'fd00:2:0:1::10', 'delivered'],
    ['an IPv6 neighbour', 'fd00:1:0:1::11', 'fd00:2:0:1::10', 'lost: spoofed source'],
    ['its IPv4 address mapped into IPv6', '::ffff:10.1.1.10', 'fd00:2:0:1::10', 'lost: spoofed source'],
  ];
  for (const [what, source, destination, fate] of table)
    it(`${what}: ${fate}`, () => assert.equal(told(sent(kernel, 'a1', echoRequest(at(source), at(destination)))), fate));

  it('does not pass as a reply either', () => {
    const flow = flowOf(echoRequest(at('10.2.1.10'), at('10.1.1.11')));
    assert.equal(told(sent(kernel, 'a1', replyTo(flow.opening), flow)), 'lost: spoofed source');
  });
});

describe('what arrives over a peering', () => {
  const hub = towards(towards(peer({ ...connected, vpcs: { ...connected.vpcs, C } }, 'BC', 'B', 'C'), 'B', 'C', 'BC'), 'C', 'B', 'BC');
  const kernel = programmed(hub);
  const table: readonly [what: string, peering: string, source: string, destination: string, fate: string][] = [
    ['from where the route back leads', 'AB', '10.1.1.10', '10.2.1.10', 'delivered'],
    ['over the peering of another', 'BC', '10.1.1.10', '10.2.1.10', 'lost: no way back'],
    ['from a source that is local here', 'AB', '10.2.1.11', '10.2.1.10', 'lost: no way back'],
    ['from the destination itself', 'AB', '10.2.1.10', '10.2.1.10', 'lost: no way back'],
    ["from this VPC's own unused space", 'AB', '10.2.99.9', '10.2.1.10', 'lost: no way back'],
    ['from where no route leads', 'AB', '172.16.0.1', '10.2.1.10', 'lost: no way back'],
    ['bound for a third VPC that this one has a route to', 'AB', '10.1.1.10', '10.3.1.10', 'lost: not transitive'],
    ['bound back to where it came from', 'AB', '10.1.1.10', '10.1.1.11', 'lost: not transitive'],
    ["bound for this VPC's own unused space", 'AB', '10.1.1.10', '10.2.99.9', 'lost: not transitive'],
    ['bound for the gateway', 'AB', '10.1.1.10', '10.2.1.1', 'lost: gateway of the peer'],
    ['bound for an address that nobody has', 'AB', '10.1.1.10', '10.2.1.99', 'lost: no such host behind the peering'],
    ['IPv6, from where the route back leads', 'AB', 'fd00:1:0:1::10', 'fd00:2:0:1::10', 'delivered'],
    ['IPv6, over the peering of another', 'BC', 'fd00:1:0:1::10', 'fd00:2:0:1::10', 'lost: no way back'],
    ['IPv6, bound for a third VPC', 'AB', 'fd00:1:0:1::10', 'fd00:3:0:1::10', 'lost: not transitive'],
  ];
  for (const [what, peering, source, destination, fate] of table)
    it(`${what}: ${fate}`, () => assert.equal(told(arriving(kernel, 'B', peering, echoRequest(at(source), at(destination)))), fate));

  it('is judged by the table of the subnet it is bound for, a default route included', () => {
    const open = programmed(route(connected, 'B', ['0.0.0.0/0', 'AB']));
    assert.equal(told(arriving(open, 'B', 'AB', echoRequest(at('203.0.113.5'), at('10.2.1.10')))), 'delivered');
    assert.equal(told(arriving(open, 'B', 'AB', echoRequest(at('10.2.99.9'), at('10.2.1.10')))), 'lost: no way back');
  });
});

describe('half a peering', () => {
  const half = `half ${idFor('peering', 'AB')}`;
  for (const side of ['A', 'B'])
    it(`without ${side}'s half neither side reaches the other`, () => {
      const kernel = programmed(connected);
      removed(kernel, side, half);
      const there = told(sent(kernel, 'a1', echoRequest(at('10.1.1.10'), at('10.2.1.10'))));
      const back = told(sent(kernel, 'b1', echoRequest(at('10.2.1.10'), at('10.1.1.10'))));
      // Whose half went, its routes went with it.
      assert.deepEqual(
        [there, back],
        side === 'A' ? ['refused: no route', 'lost: half a peering'] : ['lost: half a peering', 'refused: no route'],
      );
    });

  it('two halves of the same side are no peering', () => {
    const kernel = programmed(connected);
    const row = kernel.rows(vpcId('B'))?.get(half);
    assert.ok(row?.entry.kind === 'half');
    kernel.run({ op: 'set', vpcId: vpcId('B'), row: { ...row, entry: { ...row.entry, side: 'requester' } } });
    assert.equal(told(sent(kernel, 'a1', echoRequest(at('10.1.1.10'), at('10.2.1.10')))), 'lost: half a peering');
  });

  it('a half that names another VPC is no peering', () => {
    const kernel = programmed(connected);
    const row = kernel.rows(vpcId('B'))?.get(half);
    assert.ok(row?.entry.kind === 'half');
    kernel.run({ op: 'set', vpcId: vpcId('B'), row: { ...row, entry: { ...row.entry, peerVpcId: vpcId('C') } } });
    assert.equal(told(sent(kernel, 'a1', echoRequest(at('10.1.1.10'), at('10.2.1.10')))), 'lost: half a peering');
  });
});

describe('packets', () => {
  it('run out of life at the second router, and that one says nothing', () => {
    const kernel = programmed(connected);
    const fates = [1, 2, 3].map((ttl) => sent(kernel, 'a1', echoRequest(at('10.1.1.10'), at('10.2.1.10'), ttl)));
    assert.deepEqual(fates.map(told), ['expired', 'expired', 'delivered']);
    assert.deepEqual(fates[0], { kind: 'expired', by: at('10.1.1.1') });
    assert.deepEqual(fates[1], { kind: 'expired', by: null });
  });

  it('find a host in the subnet that its port is in, whatever address the port claims', () => {
    const claimed = launch(connected, 'B', 'thief', { subnet: 'B2', addresses: ['10.2.1.99'] });
    const B = claimed.vpcs['B'];
    assert.ok(B);
    const kernel = programmed({
      ...claimed,
      vpcs: { ...claimed.vpcs, B: { ...B, subnets: { ...B.subnets, B2: { ranges: ['10.2.2.0/24'] } } } },
    });
    assert.equal(told(sent(kernel, 'a1', echoRequest(at('10.1.1.10'), at('10.2.1.99')))), 'lost: no such host behind the peering');
    assert.equal(told(sent(kernel, 'b1', echoRequest(at('10.2.1.10'), at('10.2.1.99')))), 'refused: no such host');
  });

  it('are answered with a packet the other way round', () => {
    const [a, b] = [at('10.1.1.10'), at('10.2.1.10')];
    assert.deepEqual(replyTo(echoRequest(a, b, 3)), {
      source: b,
      destination: a,
      ttl: initialTtl,
      payload: { kind: 'icmp', type: 0, code: 0 },
    });
    assert.deepEqual(replyTo(replyTo(segment(a, b, 22))), segment(a, b, 22));
  });
});

describe('the simulated kernel', () => {
  it('refuses a route over a peering that is not there, and what has no router', () => {
    const kernel = programmed(connected);
    const rows = [...(kernel.rows(vpcId('A'))?.values() ?? [])];
    const way = rows.find(({ entry }) => entry.kind === 'route');
    assert.ok(way);
    removed(kernel, 'A', `half ${idFor('peering', 'AB')}`);
    assert.match(kernel.run({ op: 'set', vpcId: vpcId('A'), row: way }) ?? '', /there is no half/);
    assert.match(kernel.run({ op: 'set', vpcId: vpcId('nobody'), row: way }) ?? '', /no such router/);
  });
});
