import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { formatAddress, type Router, type SecurityGroupId } from '@isthmus/core';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import { instanceNetns, type Installation } from '@isthmus/drivers/linux/names.ts';
import { figure, type Figure } from '../figure.ts';
import { idFor, instanceAddress, instanceId, newInstallation, ring } from '../ring.ts';
import type { Part } from '../part.ts';

/** One way from an instance to another. */
interface Path {
  readonly from: string;
  readonly own: string;
  readonly to: string;
  readonly address: string;
}

const [pingRounds, pings] = [11, 10_000];
const [bursts, packets] = [300, 500];
const [streamRounds, streamMs] = [5, 500];

const ip = (...words: readonly string[]): void => void execFileSync('ip', words);
const within = (netns: string, ...words: readonly string[]): string =>
  execFileSync('nsenter', [`--net=/run/netns/${netns}`, ...words], { encoding: 'utf8' });

/** Two hosts and a router between them, as anyone would set them up: addresses, a default route each, forwarding on. */
function plainRouter(name: string): { readonly path: Path; remove(): void } {
  const [router, a, b] = ['r', 'a', 'b'].map((part) => `bench-${name}-${part}`) as [string, string, string];
  for (const netns of [router, a, b]) ip('netns', 'add', netns);
  for (const [index, host] of [a, b].entries()) {
    within(router, 'ip', 'link', 'add', `d${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', host);
    within(router, 'ip', 'address', 'add', `192.0.2.${index * 128 + 1}/25`, 'dev', `d${index}`);
    within(host, 'ip', 'address', 'add', `192.0.2.${index * 128 + 10}/25`, 'dev', 'eth0');
    within(router, 'ip', 'link', 'set', 'dev', `d${index}`, 'up');
    within(host, 'ip', 'link', 'set', 'dev', 'eth0', 'up');
    within(host, 'ip', 'route', 'add', 'default', 'via', `192.0.2.${index * 128 + 1}`);
  }
  within(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  return {
    path: { from: a, own: '192.0.2.10', to: b, address: '192.0.2.138' },
    remove: () => [router, a, b].forEach((netns) => ip('netns', 'del', netns)),
  };
}

const peeringPath = (installation: Installation, n: number): Path => ({
  from: instanceNetns(installation, instanceId(n)),
  own: formatAddress(instanceAddress(n)),
  to: instanceNetns(installation, instanceId(n + 1)),
  address: formatAddress(instanceAddress(n + 1)),
});

/**
 * Microseconds from one echo to the next in a flood, where the next goes when the last is back. `ping`'s own work is in it;
 * its round-trip times themselves are whole microseconds, too coarse for a ratio.
 */
function roundTrip({ from, address }: Path): number {
  const printed = within(from, 'ping', '-n', '-q', '-f', '-c', String(pings), address);
  const [, milliseconds] = / 0% packet loss, time (\d+)ms/.exec(printed) ?? [];
  if (milliseconds === undefined) throw new Error(printed);
  return (Number(milliseconds) * 1000) / pings;
}

/** Gbit/s of one TCP stream between two processes of ours. */
function stream({ from, to, address }: Path): number {
  const script = join(import.meta.dirname, 'stream.ts');
  return Number(execFileSync(process.execPath, [script, from, to, address, String(streamMs)], { encoding: 'utf8' }));
}

/** Microseconds of processor for each packet, burst by burst, of each path; all paths in turns. */
function burstsOf(paths: readonly Path[]): readonly number[][] {
  const where = paths.flatMap(({ from, own, to, address }) => [from, own, to, address]);
  const words = [process.execPath, join(import.meta.dirname, 'sender.ts'), String(bursts), String(packets), ...where];
  const printed = execFileSync('taskset', ['-c', String(availableParallelism() - 1), ...words], { encoding: 'utf8' });
  return JSON.parse(printed) as number[][];
}

/** Its port in one group, with the published rules of the default group, and one for what is sent here. */
function withGroup(router: Router): Router {
  const id = idFor<SecurityGroupId>('group', router.vpcId);
  const match = { family: 4, protocol: null, portMin: null, portMax: null, remote: null } as const;
  const tcp = [22, 3389, 80, 443].map((port) => ({ ...match, protocol: 6, portMin: port, portMax: port }));
  const ingress = [{ ...match, remote: { groupId: id } }, ...tcp, { ...match, protocol: 1 }, { ...match, protocol: 17 }];
  const members = router.ports.flatMap(({ addresses }) => addresses);
  return {
    ...router,
    groups: [{ id, ingress, egress: [match], members }],
    ports: router.ports.map((port) => ({ ...port, groupIds: [id] })),
  };
}

/** Its subnet behind an ACL of five rules for each direction, the last of which allows what is sent here. */
function withAcl(router: Router): Router {
  const match = { family: 4, source: null, destination: null, sourcePorts: null, destinationPorts: null } as const;
  const denied = [23, 135, 445, 3306].map((port) => ({
    ...match,
    action: 'deny' as const,
    protocol: 6,
    destinationPorts: [port, port] as const,
  }));
  const rules = [...denied, { ...match, action: 'allow' as const, protocol: null }];
  return { ...router, subnets: router.subnets.map((subnet) => ({ ...subnet, acl: { ingress: rules, egress: rules } })) };
}

/** Pairs of VPCs, each peered: 0 and 1 without filters, 2 and 3 with groups, 4 and 5 with ACLs. */
const filters = [(router: Router) => router, withGroup, withAcl] as const;

const ratios = (ours: readonly number[], plain: readonly number[]): number[] => ours.map((value, index) => value / plain[index]!);

export const part: Part = {
  title: 'A packet through a peering, against one plain kernel router',
  method:
    'Two VPCs and their peering made by the driver, and one router with two hosts made by hand, measured in turns. Round trips: floods of `ping`. Processor: small UDP packets from one pinned process, all of whose work down to the other socket is its own, in a flow that was answered before; the same over a peering with the rules of the default group at both ends, and with an ACL of five rules at both ends. Streams: TCP between two processes.',
  needsKernel: true,
  async run(_, say): Promise<readonly Figure[]> {
    const installation = newInstallation();
    const plane = await createLinuxDriver({ installation });
    const plain = plainRouter(installation);
    try {
      const routers = ring({ vpcs: 2 * filters.length, joined: (peering) => peering % 2 === 0 });
      const { failures } = await plane.convergeAll(routers.map((router, n) => filters[Math.floor(n / 2)]!(router)));
      if (failures.length > 0) throw new Error(failures[0]!.reason);
      const [ours, grouped, walled] = filters.map((_filter, pair) => peeringPath(installation, 2 * pair)) as [Path, Path, Path];
      say('processor');
      const [costOurs, costPlain, costGrouped, costWalled] = burstsOf([ours, plain.path, grouped, walled]) as [
        number[],
        number[],
        number[],
        number[],
      ];
      const [tripOurs, tripPlain, streamOurs, streamPlain] = [[], [], [], []] as [number[], number[], number[], number[]];
      for (let round = 0; round < pingRounds; round++) {
        say(`round trips ${round + 1} of ${pingRounds}`);
        tripOurs.push(roundTrip(ours));
        tripPlain.push(roundTrip(plain.path));
      }
      for (let round = 0; round < streamRounds; round++) {
        say(`streams ${round + 1} of ${streamRounds}`);
        streamOurs.push(stream(ours));
        streamPlain.push(stream(plain.path));
      }
      return [
        figure('processor for each packet, peering', 'us', costOurs),
        figure('processor for each packet, plain router', 'us', costPlain),
        figure('processor for each packet, ratio', 'x', ratios(costOurs, costPlain), 'at most 1.35'),
        figure('processor for each packet, groups at both ends against none', 'x', ratios(costGrouped, costOurs)),
        figure('processor for each packet, ACLs at both ends against none', 'x', ratios(costWalled, costOurs)),
        figure('round trip, peering', 'us', tripOurs),
        figure('round trip, plain router', 'us', tripPlain),
        figure('round trip, ratio', 'x', ratios(tripOurs, tripPlain), 'at most 1.35'),
        figure('one TCP stream, peering', 'Gbit/s', streamOurs),
        figure('one TCP stream, plain router', 'Gbit/s', streamPlain),
        figure('one TCP stream, ratio', 'x', ratios(streamOurs, streamPlain)),
      ];
    } finally {
      plain.remove();
      await plane.tearDown();
      await plane.close();
    }
  },
};
