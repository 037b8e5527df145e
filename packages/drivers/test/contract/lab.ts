import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Convergence, DataPlane } from '@isthmus/control';
import {
  formatAddress,
  must,
  parseAddress,
  type Address,
  type Family,
  type InstanceId,
  type Probe,
  type ProbeResult,
  type VpcId,
} from '@isthmus/core';
import { addressOf, instanceId, respondersFor, vpcId, worldOf, type WorldSpec } from './world.ts';

/** A TCP connection that stays open. Each of its ends can speak; true when that is heard, and acknowledged. */
export interface Kept {
  /** The end that opened it speaks, and is answered. */
  asks(patienceMs: number): Promise<boolean>;
  /** The end that was asked speaks of its own accord. */
  tells(patienceMs: number): Promise<boolean>;
  close(): void;
}

/** The same in each family. Null is for what may be heard or not. */
interface KeptInBoth {
  speaks(...table: readonly (readonly ['asks' | 'tells', boolean | null])[]): Promise<void>;
}

export interface Opening {
  readonly from: InstanceId;
  readonly to: InstanceId;
  readonly destination: Address;
  readonly port: number;
}

/** What a driver brings to its contract. */
export interface DriverUnderTest {
  /** A data plane of its own, with nothing in it. */
  create(): Promise<DataPlane>;
  /** Another driver object on what `before` programmed, as after a restart of the daemon. */
  restart(before: DataPlane): Promise<DataPlane>;
  /** Opens a connection between two instances and keeps it. */
  open(plane: DataPlane, opening: Opening): Promise<Kept>;
  /** Lets every router forget the connections that it knows, as it does those that nobody has spoken on for long. */
  forget(plane: DataPlane): Promise<void>;
  /** Hands that break what was programmed, each in one way, at the VPC named. */
  readonly vandals: readonly { readonly deed: string; strike(plane: DataPlane, vpcId: VpcId): Promise<void> }[];
  /** Whether it filters: security groups and network ACLs. */
  readonly filters: 'enforced' | 'not yet';
  /** Why it cannot run here, if it cannot. */
  readonly skip?: string;
}

/** Who reaches whom: sender, destination (an instance, or an address), and whether a ping is answered. */
export type Expected = readonly [from: string, to: string, reaches: boolean];

/**
 * How long a probe waits, in milliseconds, before silence is what it was. An answer comes in far less than one, but the
 * process that asks may be kept waiting by others: where none is expected there is no need to wait for as long.
 */
const patience = { forAnswer: 8_000, forSilence: 400 } as const;
type Waiting = keyof typeof patience;

/** A data plane with a world in it. */
export class Lab {
  plane: DataPlane;
  spec: WorldSpec;
  readonly #driver: DriverUnderTest;
  readonly #kept: Kept[] = [];

  constructor(driver: DriverUnderTest, plane: DataPlane, spec: WorldSpec) {
    this.#driver = driver;
    this.plane = plane;
    this.spec = spec;
  }

  async close(): Promise<void> {
    for (const kept of this.#kept) kept.close();
    await this.plane.tearDown();
    await this.plane.close();
  }

  /** As after a silence that is longer than every timeout. */
  forget(): Promise<void> {
    return this.#driver.forget(this.plane);
  }

  /** A connection that stays open, in each family; `speaks` says which end may speak, in that order, and is heard. */
  async keep(from: string, to: string, port: number): Promise<KeptInBoth> {
    const kept = await Promise.all(
      this.#addressesOf(from, to).map((destination) =>
        this.#driver.open(this.plane, { from: instanceId(from), to: instanceId(to), destination, port }),
      ),
    );
    this.#kept.push(...kept);
    const speaks: KeptInBoth['speaks'] = async (...table) => {
      for (const [end, expected] of table) {
        const waits = expected === true ? patience.forAnswer : patience.forSilence;
        const heard = await Promise.all(kept.map((one) => one[end](waits)));
        if (expected === null) continue;
        assert.deepEqual(
          heard,
          kept.map(() => expected),
          `${from} → ${to}:${port} ${end}`,
        );
      }
    };
    await speaks(['asks', true], ['tells', true]);
    return { speaks };
  }

  /** Brings the VPCs named, or all of the next world's, to it; and removes those that it has no more. */
  async become(next: WorldSpec, only: readonly string[] = Object.keys(next.vpcs)): Promise<Convergence> {
    const named = only.map(vpcId);
    const routers = worldOf(next).routers.filter((router) => named.includes(router.vpcId));
    const gone = Object.keys(this.spec.vpcs).filter((name) => !(name in next.vpcs));
    this.spec = next;
    return sound(await this.plane.converge(routers, gone.map(vpcId)));
  }

  async becomeWhole(next: WorldSpec): Promise<Convergence> {
    this.spec = next;
    return sound(await this.plane.convergeAll(worldOf(next).routers));
  }

  /** Holds a truth table, each line in each family that both have an address of. */
  async expect(...table: readonly Expected[]): Promise<void> {
    const asked = table.flatMap(([from, to, reaches]) =>
      this.#addressesOf(from, to).map((destination) => ({ from, to, destination, reaches })),
    );
    for (const [from, to] of table) assert.notEqual(this.#addressesOf(from, to).length, 0, `${from} and ${to} have no family in common`);
    const seen = await Promise.all(
      asked.map(async ({ from, to, destination, reaches }) => {
        const { received } = await this.ask(from, {
          type: 'ping',
          destination,
          count: 1,
          timeoutMs: reaches ? patience.forAnswer : patience.forSilence,
        });
        const line = (answer: boolean): string => `${from} → ${to} (${formatAddress(destination)}): ${answer ? 'answered' : 'no answer'}`;
        return { expected: line(reaches), seen: line(received > 0) };
      }),
    );
    assert.deepEqual(
      seen.map((line) => line.seen),
      seen.map((line) => line.expected),
    );
  }

  ping(from: string, to: string, count = 1): Promise<ProbeResult> {
    return this.ask(from, { type: 'ping', destination: this.#one(to), count, timeoutMs: patience.forAnswer });
  }

  connect(from: string, to: string, port: number, waiting: Waiting): Promise<ProbeResult> {
    return this.ask(from, { type: 'tcp', destination: this.#one(to), port, timeoutMs: patience[waiting] });
  }

  trace(from: string, to: string): Promise<ProbeResult> {
    return this.ask(from, { type: 'traceroute', destination: this.#one(to), timeoutMs: patience.forAnswer });
  }

  async ask(from: string, probe: Probe): Promise<ProbeResult> {
    const responders = respondersFor(this.spec, from, probe.destination);
    return must(await this.plane.probe({ from: instanceId(from), probe, responders }));
  }

  /** Which of these instances are there and can send. */
  async present(...names: readonly string[]): Promise<readonly string[]> {
    const there = await this.plane.present(names.map(instanceId));
    return names.filter((name) => there.has(instanceId(name)));
  }

  /** The address of an instance (its IPv4 one, or `name/6` for IPv6), or the address that the text is. */
  #one(to: string): Address {
    const parsed = parseAddress(to);
    if (parsed.ok) return parsed.value;
    const [name = '', family] = to.split('/');
    const found = addressOf(this.spec, name, family === '6' ? 6 : 4);
    assert.ok(found, `${to} has no such address`);
    return found;
  }

  #addressesOf(from: string, to: string): readonly Address[] {
    const parsed = parseAddress(to);
    if (parsed.ok) return [parsed.value];
    return ([4, 6] as const satisfies Family[]).flatMap((family) => {
      const destination = addressOf(this.spec, to, family);
      return destination === null || addressOf(this.spec, from, family) === null ? [] : [destination];
    });
  }
}

function sound(convergence: Convergence): Convergence {
  assert.deepEqual(convergence.failures, []);
  return convergence;
}

/** One fact, in a data plane of its own that holds `spec`. */
export function fact(driver: DriverUnderTest, title: string, spec: WorldSpec, hold: (lab: Lab) => Promise<void>): void {
  it(title, { skip: driver.skip ?? false, timeout: 60_000 }, async () => {
    const lab = new Lab(driver, await driver.create(), spec);
    try {
      await lab.becomeWhole(spec);
      await hold(lab);
    } finally {
      await lab.close();
    }
  });
}
