import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress } from '../address/address.ts';
import { idOf, type VpcId } from '../id.ts';
import { applied } from './change.ts';
import { flowProtocols } from './packet.ts';
import { drawFrom, generateWorld, probedPort } from './testing/generate.ts';
import { talks } from './testing/oracle.ts';
import { walk, type Answer } from './walk.ts';
import type { World, WorldPort, WorldVpc } from './world.ts';
import type { Question } from './packet.ts';

/** Long enough for the largest generated world. */
const numbers = fc.array(fc.nat(10_000), { minLength: 400, maxLength: 400, size: 'max' });
const vpcsOf = (world: World): readonly WorldVpc[] =>
  ['A', 'B', 'C', 'D'].map((name) => world.vpc(idOf<VpcId>(name))).filter((vpc) => vpc !== undefined);

interface Asked {
  readonly question: Question;
  readonly from: { readonly vpc: WorldVpc; readonly port: WorldPort };
  readonly to: { readonly vpc: WorldVpc; readonly port: WorldPort };
}

/** Every ordered pair of instances, each address of the one to each of the other of its family, each protocol. */
function* everyQuestion(world: World): Generator<Asked> {
  const hosts = vpcsOf(world).flatMap((vpc) => vpc.ports.map((port) => ({ vpc, port })));
  for (const from of hosts)
    for (const to of hosts)
      for (const source of from.port.addresses)
        for (const destination of to.port.addresses)
          if (source.family === destination.family)
            for (const protocol of flowProtocols)
              yield {
                from,
                to,
                question: {
                  source: { vpcId: from.vpc.id, address: source },
                  destination: { address: destination, vpcId: to.vpc.id },
                  protocol,
                  port: protocol === 'icmp' ? null : probedPort,
                },
              };
}

const told = ({ question: { source, destination, protocol } }: Asked, answer: Answer | null): string =>
  `${source.vpcId} ${formatAddress(source.address)} -> ${destination.vpcId} ${formatAddress(destination.address)} ${protocol}: ${JSON.stringify(
    answer && [answer.forward.blockers, answer.return.blockers],
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  )}`;

describe('the walk and the packet', () => {
  it('agree for every ordered pair of instances of generated worlds, ping, TCP and UDP', () => {
    let asked = 0;
    let reached = 0;
    fc.assert(
      fc.property(numbers, (list) => {
        const { world } = generateWorld(drawFrom(list));
        for (const one of everyQuestion(world)) {
          const { question, from, to } = one;
          const answer = walk(world, question);
          const packet = talks(
            world,
            { ...from, source: question.source.address },
            { destination: question.destination.address, protocol: question.protocol, port: question.port },
            to.port,
          );
          asked++;
          if (packet) reached++;
          assert.equal(answer?.reachable, packet, told(one, answer));
        }
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
    assert.ok(reached > asked / 50 && reached < asked, `${reached} of ${asked} work: the worlds are too alike`);
  });

  it('applying every fix, again and again, makes a flow work, unless a blocker has none', () => {
    let mended = 0;
    fc.assert(
      fc.property(numbers, fc.nat(), (list, pick) => {
        const start = generateWorld(drawFrom(list)).world;
        const all = [...everyQuestion(start)];
        const one = all[pick % all.length]!;
        let world = start;
        for (let round = 0; round < 12; round++) {
          const answer = walk(world, one.question)!;
          if (answer.reachable) {
            if (round > 0) mended++;
            return;
          }
          const blockers = [...answer.forward.blockers, ...answer.return.blockers];
          if (blockers.some(({ fix }) => fix === null)) return;
          world = applied(
            world,
            blockers.map(({ fix }) => fix!),
          );
        }
        assert.fail(`still blocked: ${told(one, walk(world, one.question))}`);
      }),
      { seed: 20_261_123, numRuns: 1_500 },
    );
    assert.ok(mended > 100, `only ${mended} flows needed mending`);
  });
});
