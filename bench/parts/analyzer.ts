import {
  differenceBy,
  healthOf,
  idOf,
  walk,
  type Change,
  type PeeringId,
  type ProjectId,
  type VpcId,
  type World,
  type WorldPeering,
  type WorldVpc,
} from '@isthmus/core';
import { figure, timed, type Figure } from '../figure.ts';
import { blockOf, idFor, instanceAddress, instanceId } from '../ring.ts';
import type { Part } from '../part.ts';

/** Each VPC peers with so many others, and has that many routes over each: 200 in its one table. */
const peersEach = 50;
const routesEach = 4;

/** A ring in which every VPC peers with its 25 neighbours on either side; one subnet and one instance each. */
function worldOf(vpcs: number): World {
  const nearby = Array.from({ length: peersEach / 2 }, (_, step) => step + 1);
  const vpcId = Array.from({ length: vpcs }, (_, n) => idFor<VpcId>('vpc', n));
  const peerings = new Map<PeeringId, WorldPeering>();
  const ofVpc = vpcId.map((): WorldPeering[] => []);
  const between = vpcId.map((): [number, PeeringId][] => []);
  for (let n = 0; n < vpcs; n++)
    for (const step of nearby) {
      const other = (n + step) % vpcs;
      const end = (of: number) => ({ vpcId: vpcId[of]!, projectId: idOf<WorldPeering['requester']['projectId']>(`project-${of}`) });
      const peering: WorldPeering = { id: peeringId(n, step), status: 'ACTIVE', requester: end(n), accepter: end(other) };
      peerings.set(peering.id, peering);
      for (const [of, to] of [
        [n, other],
        [other, n],
      ] as const) {
        ofVpc[of]!.push(peering);
        between[of]!.push([to, peering.id]);
      }
    }
  /** A fourth of its block each, made once for all who have routes to it. */
  const quarters = vpcId.map((_, n) =>
    Array.from({ length: routesEach }, (__, part) => ({ ...blockOf(n), first: blockOf(n).first + BigInt(part * 64), length: 26 })),
  );
  const built = new Map(
    vpcId.map((id, n): [VpcId, WorldVpc] => [
      id,
      {
        id,
        projectId: idOf(`project-${n}`),
        blocks: [blockOf(n)],
        subnets: [
          {
            id: idOf(`subnet-${n}`),
            cidr: blockOf(n),
            gateway: { family: 4, value: blockOf(n).first + 1n },
            cidrV6: null,
            gatewayV6: null,
            tableId: idOf(`table-${n}`),
            acl: null,
          },
        ],
        ports: [
          {
            id: idOf(`port-${n}`),
            instanceId: instanceId(n),
            status: 'ACTIVE',
            subnetId: idOf(`subnet-${n}`),
            addresses: [instanceAddress(n)],
            groupIds: null,
          },
        ],
        tables: [
          {
            id: idOf(`table-${n}`),
            isDefault: true,
            routes: between[n]!.flatMap(([to, by]) => quarters[to]!.map((destination) => ({ destination, peeringId: by }))),
          },
        ],
        groups: [],
      },
    ]),
  );
  const indexOf = new Map(vpcId.map((id, n) => [id, n]));
  return {
    vpc: (id) => built.get(id),
    blocks: (id) => built.get(id)?.blocks ?? [],
    peering: (id) => peerings.get(id),
    peeringsOf: (id) => ofVpc[indexOf.get(id) ?? -1] ?? [],
    vpcsWith: () => [],
    acl: () => undefined,
  };
}

const peeringId = (n: number, step: number): PeeringId => idOf(`peering-${n}-${step}`);

async function measure(vpcs: number): Promise<Figure[]> {
  const world = worldOf(vpcs);
  const ask = (from: number, to: number) =>
    walk(world, {
      source: { vpcId: idFor<VpcId>('vpc', from % vpcs), address: instanceAddress(from % vpcs) },
      destination: { address: instanceAddress(to % vpcs) },
      protocol: 'tcp',
      port: 80,
    });
  const health = healthOf(world, peeringId(0, 3), idOf<ProjectId>('project-0'));
  if (ask(0, 7)?.reachable !== true || ask(0, 100)?.reachable !== false || health === null)
    throw new Error('the world of the bench is not what it should be');
  const mark = vpcs <= 1000 ? 'under 1' : 'p99 under 5';
  const figures = [
    figure(`a question at ${vpcs} VPCs, each new`, 'ms', await timed(500, (n) => ask(n * 2, n * 2 + 7)), mark),
    figure(`a question at ${vpcs} VPCs, known`, 'ms', await timed(5000, (n) => ask((n * 2) % 1000, ((n * 2) % 1000) + 1 + (n % 20))), mark),
    figure(
      `health of a peering at ${vpcs} VPCs`,
      'ms',
      await timed(300, (n) => healthOf(world, peeringId(n, 3), idOf<ProjectId>(`project-${n}`))),
      'under 5',
    ),
  ];
  const route = (n: number): Change => ({
    type: 'create-route',
    vpcId: idFor<VpcId>('vpc', n),
    routeTableId: idOf(`table-${n}`),
    destination: { family: 4, first: (10n << 24n) + (200n << 16n), length: 16 },
    peeringId: peeringId(n, 1),
  });
  const whatIf = await timed(100, (n) => differenceBy(world, [route(n)], 'instances'));
  return [...figures, figure(`what if one route more at ${vpcs} VPCs`, 'ms', whatIf, vpcs <= 1000 ? 'under 10' : undefined)];
}

export const part: Part = {
  title: 'The reachability analyzer',
  method: `VPCs in a ring, each peers with ${peersEach} and has ${peersEach * routesEach} routes in one table; in memory, one thread.`,
  needsKernel: false,
  async run({ vpcs }, say) {
    const figures: Figure[] = [];
    for (const size of [1000, ...(Math.max(...vpcs) >= 1000 ? [10_000] : [])]) {
      say(`${size} VPCs`);
      figures.push(...(await measure(size)));
    }
    return figures;
  },
};
