import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { attributesOf, flag, messagesOf, MessageWriter, outcomeOf, textOf } from '@isthmus/drivers/linux/netlink.ts';
import { readPing } from '@isthmus/drivers/linux/ping.ts';
import { lineReader, requestShape, routerShape } from '@isthmus/drivers/linux/protocol.ts';
import { addressBytes, addressText, macBytes, macText } from '@isthmus/drivers/linux/rtnetlink.ts';
import { address, instance, routersOf } from './network.ts';

const [router] = routersOf({
  vpcs: {
    a: {
      blocks: ['10.0.0.0/16', 'fd00::/48'],
      subnets: { s: { cidr: '10.0.0.0/24', cidrV6: 'fd00::/64', instances: { web: ['10.0.0.10', 'fd00::10'] } } },
    },
  },
});

describe('what the runner is told', () => {
  test('a router survives the way there', () => {
    assert.deepEqual(routerShape.decode(JSON.parse(JSON.stringify(routerShape.encode(router!))), 'router'), router);
  });

  test('a probe survives the way there', () => {
    const request = {
      method: 'probe',
      request: {
        from: instance('web'),
        probe: { type: 'ping', destination: address('10.0.0.1'), count: 3, timeoutMs: 1000 },
        responders: [],
      },
    } as const;
    assert.deepEqual(requestShape.decode(JSON.parse(JSON.stringify(requestShape.encode(request))), ''), request);
  });

  const good = routerShape.encode(router!) as Record<string, unknown>;
  const hostile: Readonly<Record<string, unknown>> = {
    'an id with a path in it': { ...good, vpcId: '../../etc/passwd' },
    'a block with a command in it': { ...good, blocks: ['10.0.0.0/16; reboot'] },
    'a block with host bits': { ...good, blocks: ['10.0.0.1/16'] },
    'a field too many': { ...good, exec: 'reboot' },
    'a field too few': { vpcId: good['vpcId'] },
    'a port with a MAC of words': { ...good, ports: [{ ...(good['ports'] as object[])[0], mac: 'aa:bb' }] },
    'a list that is none': { ...good, subnets: { length: 1 } },
    nothing: null,
  };
  for (const [what, value] of Object.entries(hostile))
    test(`it refuses ${what}`, () =>
      void assert.throws(() => requestShape.decode({ method: 'converge-all', routers: [value] }, 'request')));

  test('it refuses what it was not made for', () => {
    const ping = { type: 'ping', destination: '10.0.0.1', count: 1, timeoutMs: 100 };
    const from = instance('web');
    for (const request of [
      { method: 'run', command: 'id' },
      { method: 'constructor' },
      { method: 'probe', request: { from, probe: { ...ping, destination: '-f' }, responders: [] } },
      { method: 'probe', request: { from, probe: { ...ping, count: 1e9 }, responders: [] } },
      { method: 'probe', request: { from, probe: { ...ping, timeoutMs: 1e9 }, responders: [] } },
      { method: 'probe', request: { from: 'eth0', probe: ping, responders: [] } },
    ])
      assert.throws(() => requestShape.decode(request, 'request'), JSON.stringify(request));
  });

  test('lines come whole however they were cut, and one without an end is refused', () => {
    const lines: string[] = [];
    const read = lineReader(10, (line) => lines.push(line));
    for (const part of ['ab', 'c\nd', 'ef\n\ng']) read(Buffer.from(part));
    assert.deepEqual(lines, ['abc', 'def', '']);
    assert.throws(() => read(Buffer.from('0123456789')));
  });
});

describe('netlink', () => {
  test('messages and nested attributes are read as they were written', () => {
    const writer = new MessageWriter();
    for (const name of ['a', 'longer'])
      writer.message(16, flag.request, 5, Buffer.alloc(16), (inside) =>
        inside.text(3, name).nest(18, (nested) => nested.u32(1, 7).u8(2, 9)),
      );
    const messages = [...messagesOf(writer.bytes())];
    assert.deepEqual(
      messages.map(({ type, sequence }) => [type, sequence]),
      [
        [16, 5],
        [16, 5],
      ],
    );
    const attributes = attributesOf(messages[1]!.body, 16);
    assert.equal(textOf(attributes.get(3)!), 'longer');
    assert.equal(attributesOf(attributes.get(18)!, 0).get(1)!.readUInt32LE(), 7);
  });

  test('many messages outgrow the first buffer and stay whole', () => {
    const writer = new MessageWriter();
    for (let index = 0; index < 500; index++) writer.message(24, 0, index, Buffer.alloc(12), (inside) => inside.u32(1, index));
    assert.deepEqual(
      [...messagesOf(writer.bytes())].map(({ body }) => attributesOf(body, 12).get(1)!.readUInt32LE()),
      Array.from({ length: 500 }, (_, index) => index),
    );
  });

  test('a message that is cut short is a bug, not data', () => {
    const bytes = new MessageWriter().message(16, 0, 1, Buffer.alloc(16)).bytes();
    assert.throws(() => [...messagesOf(bytes.subarray(0, 20))]);
  });

  test('an error message is an outcome, and data is none', () => {
    const refused = Buffer.alloc(20);
    refused.writeInt32LE(-17);
    assert.deepEqual(outcomeOf({ type: 2, sequence: 1, body: refused }), { errno: 17, detail: '' });
    assert.equal(outcomeOf({ type: 16, sequence: 1, body: refused }), null);
  });

  test('addresses and MACs go to bytes and back', () => {
    for (const text of ['10.0.0.1', '255.255.255.255', '0.0.0.0', 'fd00::1', '::']) assert.equal(addressText(addressBytes(text)), text);
    assert.equal(macText(macBytes('02:00:5e:00:00:ff')), '02:00:5e:00:00:ff');
  });
});

describe('the output of ping', () => {
  test('replies', () => {
    const output =
      '64 bytes from 10.1.0.10: icmp_seq=1 ttl=62 time=0.1 ms\n\n2 packets transmitted, 1 received, 50% packet loss, time 200ms\nrtt min/avg/max/mdev = 0.100/0.150/0.200/0.050 ms\n';
    assert.deepEqual(readPing(output), {
      transmitted: 2,
      received: 1,
      rtt: { min: 0.1, avg: 0.15, max: 0.2 },
      notice: null,
      from: '10.1.0.10',
      reached: true,
    });
  });

  test('a refusal, and a failure of its own', () => {
    const refused = readPing(
      'From fd00::1 icmp_seq=1 Destination unreachable: No route\n\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n',
    );
    assert.deepEqual([refused.notice, refused.from, refused.reached], ['Destination unreachable: No route', 'fd00::1', false]);
    assert.equal(readPing('ping: connect: Network is unreachable\n').notice, 'Network is unreachable');
  });
});
