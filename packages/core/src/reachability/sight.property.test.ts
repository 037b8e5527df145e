import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress, type Address } from '../address/address.ts';
import { idOf, type VpcId } from '../id.ts';
import { flowProtocols, type Question } from './packet.ts';
import { asSeenBy, type SeenAnswer } from './sight.ts';
import { drawFrom, generateWorld, type Draw } from './testing/generate.ts';
import { cidr, ip, sampleWorld, type Sample, type SampleVpc } from './testing/sample.ts';
import { walk } from './walk.ts';

const numbers = fc.array(fc.nat(10_000), { minLength: 400, maxLength: 400, size: 'max' });
const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

/** Everything that an owner keeps to itself; its blocks, its project and the peerings are not among it. */
function otherwiseInside(draw: Draw, { vpcs, peerings = {} }: Sample, viewer: string): Sample {
  const other = generateWorld(draw).sample.vpcs;
  const changed = Object.entries(vpcs).map(([name, vpc]): [string, SampleVpc] => {
    const inside = other[name];
    if (vpc.project === viewer || inside === undefined) return [name, vpc];
    const routes = inside.routes!.filter(([, , peering]) => peering === null || peering in peerings);
    if (text(inside.blocks) === text(vpc.blocks)) return [name, { ...inside, routes, project: vpc.project }];
    return [name, { ...vpc, routes, groups: inside.groups!, instances: Object.fromEntries(Object.entries(vpc.instances!).slice(draw(2))) }];
  });
  return { vpcs: Object.fromEntries(changed), peerings };
}

/** Questions that the owner of VPC A can think of: known hosts, gateways, free and foreign addresses, VPC named or not. */
function questionsOf(draw: Draw, samples: readonly Sample[]): readonly Question[] {
  const vpcs = samples.flatMap((sample) => Object.values(sample.vpcs));
  const addresses: readonly Address[] = [
    ...vpcs.flatMap((vpc) => Object.values(vpc.instances!).flatMap((instance) => instance.addresses.map(ip))),
    ...vpcs.flatMap((vpc) =>
      Object.values(vpc.subnets).flatMap((subnet) =>
        [1n, 77n].map((step): Address => ({ family: 4, value: cidr(subnet.cidr).first + step })),
      ),
    ),
    ip('10.3.3.3'),
  ];
  const hosts = Object.values(samples[0]!.vpcs.A!.instances!).flatMap((instance) => instance.addresses.map(ip));
  return Array.from({ length: 60 }, () => {
    const source = hosts[draw(hosts.length)]!;
    const same = addresses.filter(({ family }) => family === source.family);
    const meant = ['B', 'C', 'D', 'E', undefined, undefined][draw(6)];
    const protocol = flowProtocols[draw(3)]!;
    return {
      source: { vpcId: idOf<VpcId>('A'), address: source },
      destination: { address: same[draw(same.length)]!, ...(meant === undefined ? {} : { vpcId: idOf<VpcId>(meant) }) },
      protocol,
      port: protocol === 'icmp' ? null : [22, 80, 443][draw(3)]!,
    };
  });
}

const yours = ({ forward, return: back }: SeenAnswer): string =>
  text([forward, back].map(({ blockers }) => blockers.filter(({ side }) => side === 'yours')));
const theirKinds = ({ reachable, forward, return: back }: SeenAnswer): string =>
  text([reachable, [forward, back].map(({ blockers }) => blockers.filter(({ side }) => side === 'theirs').map(({ kind }) => kind))]);
const seen = (sample: Sample, question: Question): SeenAnswer =>
  asSeenBy(walk(sampleWorld(sample), question)!, idOf(sample.vpcs.A!.project))!;

describe('what one owner reads of an answer', () => {
  it('of its own side does not depend on what is inside the other, and of the other is told by the kinds alone', () => {
    let compared = 0;
    let alike = 0;
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const { sample } = generateWorld(drawFrom(one));
        const viewer = sample.vpcs.A!.project;
        const twin = otherwiseInside(drawFrom(other), sample, viewer);
        for (const question of questionsOf(drawFrom(other.toReversed()), [sample, twin])) {
          const [first, second] = [seen(sample, question), seen(twin, question)];
          const what = `${formatAddress(question.source.address)} -> ${question.destination.vpcId} ${formatAddress(question.destination.address)}\n${text(first)}\n${text(second)}`;
          assert.equal(yours(first), yours(second), what);
          compared++;
          if (theirKinds(first) !== theirKinds(second)) continue;
          alike++;
          assert.equal(text(first), text(second), what);
        }
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
    assert.ok(alike > compared / 2 && alike < compared, `${alike} of ${compared}`);
  });

  it('has no id of a thing inside a VPC of someone else', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const { sample } = generateWorld(drawFrom(list));
        const foreign = Object.values(sample.vpcs).filter((vpc) => vpc.project !== sample.vpcs.A!.project);
        const ids = foreign.flatMap((vpc) => [
          ...Object.keys(vpc.subnets),
          ...Object.keys(vpc.instances!),
          ...Object.keys(vpc.groups!),
          ...vpc.tables!,
          ...vpc.routes!.map(([table]) => table),
        ]);
        for (const question of questionsOf(drawFrom(list.toReversed()), [sample])) {
          const answer = text(seen(sample, question));
          for (const id of ids) assert.ok(!answer.includes(`"${id}"`) && !answer.includes(` ${id} `), `${id} in ${answer}`);
        }
      }),
      { seed: 20_261_123, numRuns: 100 },
    );
  });
});
