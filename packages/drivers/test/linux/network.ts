import { createHash, randomBytes } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  idOf,
  must,
  parseAddress,
  parseCidr,
  type Address,
  type Cidr,
  type InstanceId,
  type PeeringSide,
  type Router,
  type RouterPeering,
  type RouterRoute,
} from '@isthmus/core';
import type { Installation } from '@isthmus/drivers/linux/names.ts';
import { Connection, netlinkFamily } from '@isthmus/drivers/linux/connection.ts';
import { instanceNetns, ownerOf, routerNetns } from '@isthmus/drivers/linux/names.ts';
import { inside, listNetns } from '@isthmus/drivers/linux/namespaces.ts';

/** An id from a name, always the same. */
export function uuid<Id extends ReturnType<typeof idOf>>(name: string): Id {
  const hex = createHash('sha256').update(name).digest('hex');
  return idOf<Id>(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`);
}

export const address = (text: string): Address => must(parseAddress(text));
export const cidr = (text: string): Cidr => must(parseCidr(text));
/** Six hex digits that no other test has. */
export const newInstallation = (): Installation => randomBytes(3).toString('hex') as Installation;

export interface SubnetSketch {
  readonly cidr: string;
  readonly cidrV6?: string;
  /** Instance name to its addresses. */
  readonly instances?: Readonly<Record<string, readonly string[]>>;
  /** Route table name; `main` otherwise. */
  readonly table?: string;
}

export interface VpcSketch {
  readonly blocks: readonly string[];
  readonly subnets: Readonly<Record<string, SubnetSketch>>;
}

/** `[peering name, requester VPC, accepter VPC]`. */
export type PeeringSketch = readonly [name: string, requester: string, accepter: string];
/** `[VPC, destination, peering]`, in the table `main`, or in the fourth. */
export type RouteSketch = readonly [vpc: string, destination: string, peering: string, table?: string];

export interface NetworkSketch {
  readonly vpcs: Readonly<Record<string, VpcSketch>>;
  readonly peerings?: readonly PeeringSketch[];
  readonly routes?: readonly RouteSketch[];
}

const gatewayOf = ({ family, first }: Cidr): Address => ({ family, value: first + 1n });

/** The routers of a network drawn in a few words. */
export function routersOf({ vpcs, peerings = [], routes = [] }: NetworkSketch): Router[] {
  return Object.entries(vpcs).map(([vpc, { blocks, subnets }]) => {
    const tables = new Set(['main', ...Object.values(subnets).map(({ table }) => table ?? 'main')]);
    return {
      vpcId: uuid(`vpc ${vpc}`),
      blocks: blocks.map(cidr),
      subnets: Object.entries(subnets).map(([name, { cidr: text, cidrV6, table = 'main' }]) => ({
        id: uuid(`subnet ${vpc} ${name}`),
        cidr: cidr(text),
        gateway: gatewayOf(cidr(text)),
        cidrV6: cidrV6 === undefined ? null : cidr(cidrV6),
        gatewayV6: cidrV6 === undefined ? null : gatewayOf(cidr(cidrV6)),
        tableId: uuid(`table ${vpc} ${table}`),
        acl: null,
      })),
      ports: Object.entries(subnets).flatMap(([subnet, { instances = {} }]) =>
        Object.entries(instances).map(([name, addresses]) => ({
          id: uuid(`port ${name}`),
          instanceId: instance(name),
          subnetId: uuid(`subnet ${vpc} ${subnet}`),
          mac: `fa:16:3e:${uuid(`port ${name}`).slice(0, 6).match(/../g)!.join(':')}`,
          addresses: addresses.map(address),
          groupIds: null,
        })),
      ),
      peerings: peerings.flatMap(([name, requester, accepter]): RouterPeering[] => {
        const side: PeeringSide | null = requester === vpc ? 'requester' : accepter === vpc ? 'accepter' : null;
        if (side === null) return [];
        return [{ id: uuid(`peering ${name}`), side, peerVpcId: uuid(`vpc ${side === 'requester' ? accepter : requester}`) }];
      }),
      tables: [...tables].map((table) => ({
        id: uuid(`table ${vpc} ${table}`),
        routes: routes
          .filter(([of, , , into = 'main']) => of === vpc && into === table)
          .map(([, destination, peering]): RouterRoute => ({ destination: cidr(destination), peeringId: uuid(`peering ${peering}`) })),
      })),
      groups: [],
    };
  });
}

export const instance = (name: string): InstanceId => uuid(`instance ${name}`);
export const instanceAt = (installation: Installation, name: string): string => instanceNetns(installation, instance(name));
export const routerAt = (installation: Installation, vpc: string): string => routerNetns(installation, uuid(`vpc ${vpc}`));

/** Numbers as in linux/netfilter/nfnetlink_conntrack.h: a delete that names no flow is of all. */
const deleteFlows = (1 << 8) | 2;

/** Every flow that the routers of an installation know. */
export function forgetFlows(installation: Installation): void {
  for (const netns of listNetns()) {
    const owner = ownerOf(netns);
    if (owner?.installation !== installation || owner.kind !== 'vpc') continue;
    inside(netns, () => {
      const netfilter = new Connection(netlinkFamily.netfilter);
      const refused = netfilter.run([{ type: deleteFlows, flags: 0, body: Buffer.alloc(4) }]);
      netfilter.close();
      if (refused.length > 0) throw new Error(`flows in ${netns}: error ${refused[0]!.errno}`);
    });
  }
}

/** Runs a program inside a namespace; its words are never a shell's. */
export function within(
  netns: string,
  ...words: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync('nsenter', [`--net=/run/netns/${netns}`, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The same, and it has to succeed. */
export function must0(netns: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = within(netns, ...words);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return stdout;
}

/**
 * Seconds that a ping waits. It ends with its answer, or with what a router says instead: where one is expected it may
 * be kept waiting by others on a busy machine.
 */
const patience = { forAnswer: '10', forSilence: '0.4' } as const;
const ping = (netns: string, words: readonly string[], seconds: string) => within(netns, 'ping', '-n', '-c', '1', '-W', seconds, ...words);

/** Whether a reply comes back, as it should. */
export const answers = (netns: string, to: string): boolean => ping(netns, [to], patience.forAnswer).status === 0;

/** Whether none does, as it should be; `source` is an address to send from. */
export const isSilent = (netns: string, to: string, source?: string): boolean =>
  ping(netns, source === undefined ? [to] : ['-I', source, to], patience.forSilence).status !== 0;

/** What is said instead of a reply, as ping prints it. */
export const refusal = (netns: string, to: string): string => ping(netns, [to], patience.forAnswer).stdout;

/** How many echo requests have arrived at an instance, answered or not, in IPv4 and IPv6. */
export function receivedBy(netns: string): number {
  const counters = must0(netns, 'cat', '/proc/net/snmp', '/proc/net/snmp6');
  const [names, values] = counters
    .split('\n')
    .filter((line) => line.startsWith('Icmp: '))
    .map((line) => line.split(' '));
  return Number(values![names!.indexOf('InEchos')]) + Number(/Icmp6InEchos\s+(\d+)/.exec(counters)![1]);
}

const talkFile = fileURLToPath(new URL('talk.ts', import.meta.url));

/** A process at one end of a kept connection: `say` writes a line, and `hears` waits for one. */
export function talker(netns: string, role: 'listen' | 'connect', at: string, port: number) {
  const child = spawn('nsenter', [`--net=/run/netns/${netns}`, process.execPath, talkFile, role, at, `${port}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const heard = new Set<string>();
  let woken = (): void => {};
  child.stdin.on('error', () => {});
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) heard.add(line);
    woken();
  });
  return {
    say: (line: string): void => void child.stdin.write(`${line}\n`),
    hears: (line: string, patienceMs: number): Promise<boolean> =>
      new Promise((resolve) => {
        const settle = (result: boolean): void => {
          clearTimeout(timer);
          woken = () => {};
          resolve(result);
        };
        const timer = setTimeout(() => settle(heard.has(line)), patienceMs);
        woken = () => void (heard.has(line) && settle(true));
        woken();
      }),
    end: (): void => void child.kill('SIGKILL'),
  };
}
