import { askLoading, ok, walk, type Address, type Instance, type InstanceId, type Port, type Question } from '@isthmus/core';
import { idOf } from '@isthmus/core';
import type { Evidence } from './evidence.ts';
import type { InForce } from './in-force.ts';
import { respondersOf } from './operations/probe-instance.ts';
import { worldSourceOf } from './world-source.ts';
import type { World } from './world.ts';

/** Tries, gently and for ever, whether a packet gets where the proof says that none may. */
export interface IsolationSweep {
  start(): void;
  stop(): Promise<void>;
  /** One pair at most. `nothing`: no such pair was found, or the network changed meanwhile. */
  step(): Promise<'held' | 'breached' | 'nothing'>;
}

/** Pairs looked at for one that must not talk; most pairs of a large installation are such. */
const mostPairs = 8;
const silenceMs = 500;

type SweepWorld = Pick<World, 'ledger' | 'dataPlane' | 'ids' | 'log'>;

/** `everyMs`: from one packet to the next; null for never. */
export function isolationSweepOf(
  world: SweepWorld,
  inForce: Pick<InForce, 'since'>,
  evidence: Evidence,
  { everyMs }: { readonly everyMs: number | null },
): IsolationSweep {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();

  async function step(): Promise<'held' | 'breached' | 'nothing'> {
    const { read } = world.ledger;
    for (let pair = 0; pair < mostPairs; pair++) {
      const [from, to] = [await anyInstance(world), await anyInstance(world)];
      if (from === null || to === null || from.instance.id === to.instance.id) continue;
      const question = questionOf(from, to);
      if (question === null) continue;
      const before = await read.events.latest();
      if (await mayTalk(world, question)) continue;
      const vpcIds = new Set([from.instance.vpcId, to.instance.vpcId]);
      if (inForce.since(before, vpcIds) === undefined) return 'nothing';
      const { address } = question.destination;
      const responders = await respondersOf(read, from.instance.vpcId, address);
      const probe = { type: 'ping', destination: address, count: 1, timeoutMs: silenceMs } as const;
      const sent = await world.dataPlane.probe({ from: from.instance.id, probe, responders });
      if (!sent.ok) return 'nothing';
      if (sent.value.received === 0) {
        evidence.isolation(true);
        return 'held';
      }
      // A packet that was let through by what came between proof and packet breaches nothing.
      const since = await read.events.list({ after: before, order: 'oldest-first', limit: 1000 });
      if (since.items.some((event) => event.vpcIds.some((id) => vpcIds.has(id)))) return 'nothing';
      evidence.isolation(false);
      await tell(world, from.instance);
      return 'breached';
    }
    return 'nothing';
  }

  const beat = (ms: number): void => {
    timer = setTimeout(() => {
      round = step()
        .catch((cause: unknown) => world.log('warn', 'isolation could not be tried', { cause: String(cause) }))
        .finally(() => {
          if (timer !== undefined) beat(ms);
        });
    }, ms).unref();
  };

  return {
    step,
    start() {
      if (everyMs !== null && timer === undefined) beat(everyMs);
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await round;
    },
  };
}

interface Host {
  readonly instance: Instance;
  readonly port: Port;
}

/** The first ACTIVE instance behind a random id: nobody is counted, and every one has its turn. */
async function anyInstance({ ledger: { read }, ids }: SweepWorld): Promise<Host | null> {
  const status = 'ACTIVE' as const;
  const behind = await read.instances.list({ status }, { limit: 1, marker: idOf<InstanceId>(ids.uuid()) });
  const [instance] = behind.items.length > 0 ? behind.items : (await read.instances.list({ status }, { limit: 1 })).items;
  const port = instance && (await read.ports.get(instance.portId));
  return instance === undefined || port === undefined ? null : { instance, port };
}

function questionOf(from: Host, to: Host): Question | null {
  const pair = to.port.addresses.flatMap((address): readonly (readonly [Address, Address])[] => {
    const source = from.port.addresses.find(({ family }) => family === address.family);
    return source === undefined ? [] : [[source, address]];
  })[0];
  if (pair === undefined) return null;
  const source = { vpcId: from.instance.vpcId, address: pair[0], instanceId: from.instance.id };
  return { source, destination: { address: pair[1] }, protocol: 'icmp', port: null };
}

const mayTalk = async ({ ledger }: SweepWorld, question: Question): Promise<boolean> =>
  (await askLoading(worldSourceOf(ledger.read), (world) => walk(world, question)))?.reachable !== false;

/** For the owner of the sender, without a word on whom it reached. */
async function tell({ ledger, log }: SweepWorld, { id, projectId }: Instance): Promise<void> {
  log('error', 'isolation is breached: a packet got where the proof says that none may', { instanceId: id });
  await ledger.write(null, async (tx) => {
    tx.record({ kind: 'isolation.breached', resourceKind: 'instance', resourceId: id, projectIds: [projectId], vpcIds: [], detail: {} });
    return ok(null);
  });
}
