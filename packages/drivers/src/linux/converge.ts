import type { Convergence } from '@isthmus/control';
import type { Router, VpcId } from '@isthmus/core';
import { desiredOf, type DesiredVpc, type WireEnd } from './desired.ts';
import { differenceOf, instanceBehind, waitingFor, type ObservedWorld } from './difference.ts';
import { filtersOf, isSilenceAlone } from './filters.ts';
import { hasNetns, listNetns, makeNetns } from './namespaces.ts';
import { instanceNetns, ownerOf, routerNetns, type Installation, type Netns } from './names.ts';
import type { Nftables } from './nfnetlink.ts';
import { loadFilters } from './nft.ts';
import type { Filters } from './objects.ts';
import { filtersHold, type ObservedNetns } from './observe.ts';
import type { Leftover, Plan, Step } from './plan.ts';
import { printPlan } from './print.ts';
import { Reclaimer } from './reclaim.ts';
import { runSteps, Visits } from './run.ts';
import { untilLocal, type NewAddress } from './settled.ts';

/** Rulesets that are being loaded at the same time: each is a process. */
const atOnce = 3;
/** A ruleset that someone changes as fast as it is loaded is not chased for ever. */
const filterAttempts = 5;
/** A VPC is looked at anew where a change was refused: a device may have gone between the look and the change. */
const looks = 3;

/** Commands so far and what went wrong: what becomes of one request. */
class Tally {
  commands = 0;
  readonly failures: { vpcId: VpcId; reason: string }[] = [];

  fail(vpcId: VpcId, error: unknown): void {
    this.failures.push({ vpcId, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** What one request has done so far that is still to be followed up before it ends. */
class Round {
  readonly #done = new Set<Netns>();
  /**
   * Routers that were done when another's turn made a new link to them: their old one was just going (the kernel takes
   * a deleted namespace apart in its own time), and their routes with it. They get a second turn.
   */
  readonly again = new Set<Netns>();
  readonly added: NewAddress[] = [];

  /** Of steps that are about to run: what they did is to be followed up even where one of them is refused. */
  note(vpcId: VpcId, steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind === 'add-veth') for (const { netns } of step.wire.ends) if (this.#done.has(netns)) this.again.add(netns);
      if (step.kind === 'add-address' && step.address.family === 6)
        this.added.push({ vpcId, netns: step.netns, address: step.address.address });
    }
  }

  done(netns: Netns): void {
    this.#done.add(netns);
  }
}

/**
 * Brings the kernel to what is desired. Several requests may be under way; each VPC belongs to the latest one that
 * names it, so an old full run never undoes what a newer small one did, and a small one never waits for a full one.
 * One VPC is looked at and changed without a pause; between two, others get their turn.
 */
export class Converger {
  readonly #installation: Installation;
  readonly #reclaimer = new Reclaimer();
  readonly #claims = new Map<VpcId, number>();
  /** The latest request that wants a namespace. */
  readonly #wanted = new Map<Netns, number>();
  #request = 0;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  async converge(routers: readonly Router[], gone: readonly VpcId[]): Promise<Convergence> {
    const request = this.#claim([...routers.map(({ vpcId }) => vpcId), ...gone]);
    const tally = new Tally();
    await this.#bring(routers, request, tally);
    for (const vpcId of gone) this.#remove(routerNetns(this.#installation, vpcId), vpcId, tally);
    return tally;
  }

  async convergeAll(routers: readonly Router[]): Promise<Convergence> {
    const ours = this.#ours();
    const wanted = new Set(routers.flatMap((router) => this.#namesOf(router)));
    const request = this.#claim([
      ...routers.map(({ vpcId }) => vpcId),
      ...ours.flatMap(({ owner }) => (owner.kind === 'vpc' ? [owner.id] : [])),
    ]);
    const tally = new Tally();
    const stray = ours.filter(({ netns }) => !wanted.has(netns));
    for (const { netns, owner } of stray)
      if (owner.kind === 'vpc' && this.#claims.get(owner.id) === request) this.#remove(netns, owner.id, tally);
    await this.#bring(routers, request, tally);
    this.#reclaimer.add(
      stray
        .filter(({ netns, owner }) => owner.kind === 'ins' && (this.#wanted.get(netns) ?? 0) < request)
        .map(({ netns }) => ({ netns, dev: null })),
    );
    return tally;
  }

  /** The same as `convergeAll`, but printed and not done. */
  plan(routers: readonly Router[]): readonly string[] {
    const wanted = new Set(routers.flatMap((router) => this.#namesOf(router)));
    const existing = new Set([...listNetns(), ...wanted]);
    const lines = new Set<string>();
    const stray = this.#ours().filter(({ netns }) => !wanted.has(netns) && !this.#reclaimer.has(netns));
    const steps: Step[] = [];
    for (const router of routers) {
      const visits = new Visits();
      try {
        const desired = desiredOf(this.#installation, router);
        steps.push(...differenceOf(desired, observe(desired, visits), (netns) => existing.has(netns)).steps);
      } finally {
        visits.close();
      }
    }
    for (const step of steps.filter(({ kind }) => kind === 'make-netns')) for (const line of printPlan([step])) lines.add(line);
    const printed = new Set<string>();
    const rest = steps
      .filter(({ kind }) => kind !== 'make-netns')
      .map((step) => printPlan([step]))
      .filter((text) => !printed.has(text.join('\n')) && printed.add(text.join('\n')));
    return [...lines, ...rest.flat(), ...stray.map(({ netns }) => `ip netns del ${netns}`)];
  }

  /** Whether a namespace is there and is to stay. */
  isPresent(netns: Netns): boolean {
    return !this.#reclaimer.has(netns) && visiting((visits) => visits.find(netns) !== null);
  }

  /** Removes every namespace of the installation; with it go its devices, routes, rules and filters. */
  async tearDown(): Promise<Convergence> {
    this.#claim([...this.#claims.keys()]);
    const leftovers = this.#ours().map(({ netns }): Leftover => ({ netns, dev: null }));
    this.#wanted.clear();
    this.#reclaimer.add(leftovers);
    await this.#reclaimer.drained();
    return { commands: leftovers.length, failures: [] };
  }

  #claim(vpcIds: readonly VpcId[]): number {
    const request = ++this.#request;
    for (const vpcId of vpcIds) this.#claims.set(vpcId, request);
    return request;
  }

  #ours(): { netns: Netns; owner: NonNullable<ReturnType<typeof ownerOf>> }[] {
    return listNetns().flatMap((name) => {
      const owner = ownerOf(name);
      return owner?.installation === this.#installation ? [{ netns: name as Netns, owner }] : [];
    });
  }

  #namesOf(router: Router): Netns[] {
    return [
      routerNetns(this.#installation, router.vpcId),
      ...router.ports.map(({ instanceId }) => instanceNetns(this.#installation, instanceId)),
    ];
  }

  /** Namespaces first, all of them, so that a peering finds both its routers whatever the order. */
  async #bring(routers: readonly Router[], request: number, tally: Tally): Promise<void> {
    const failed = new Set<VpcId>();
    for (const router of routers) {
      if (this.#claims.get(router.vpcId) !== request) continue;
      try {
        if (this.#makeMissing(this.#namesOf(router), request, tally)) await turn();
      } catch (error) {
        failed.add(router.vpcId);
        tally.fail(router.vpcId, error);
      }
    }
    const waiting = routers.filter(({ vpcId }) => !failed.has(vpcId)).values();
    const round = new Round();
    const worker = async (): Promise<void> => {
      for (const router of waiting) {
        await this.#bringOne(router, request, tally, round).catch((error: unknown) => tally.fail(router.vpcId, error));
        await turn();
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, routers.length) }, worker));
    for (const router of routers.filter(({ vpcId }) => round.again.has(routerNetns(this.#installation, vpcId))))
      await this.#bringOne(router, request, tally, round).catch((error: unknown) => tally.fail(router.vpcId, error));
    const refused = new Set(tally.failures.map(({ vpcId }) => vpcId));
    const late = await untilLocal(round.added, ({ vpcId }) => this.#claims.get(vpcId) === request && !refused.has(vpcId));
    for (const { vpcId, netns, address } of late) tally.fail(vpcId, `the kernel has not made ${address} local in ${netns}`);
  }

  #makeMissing(names: readonly Netns[], request: number, tally: Tally): boolean {
    let made = false;
    for (const netns of names) {
      this.#reclaimer.keep(netns);
      this.#wanted.set(netns, request);
      if (hasNetns(netns)) continue;
      makeNetns(netns);
      tally.commands++;
      made = true;
    }
    return made;
  }

  async #bringOne(router: Router, request: number, tally: Tally, round: Round): Promise<void> {
    const netns = routerNetns(this.#installation, router.vpcId);
    const filters = filtersOf(router);
    for (let attempt = 0; attempt < filterAttempts; attempt++) {
      if (this.#claims.get(router.vpcId) !== request) return;
      const loaded = this.#lookAndChange(router, filters, tally, round);
      if (loaded === null) return;
      tally.commands++;
      await loadFilters(netns, filters, loaded);
    }
    throw new Error(`the filters of ${netns} change as fast as they are loaded`);
  }

  /** The kernel takes a deleted namespace apart in its own time, and with it the far ends of its devices. */
  #lookAndChange(router: Router, filters: Filters | null, tally: Tally, round: Round): Nftables | null {
    for (let look = 1; look < looks; look++)
      try {
        return this.#change(router, filters, tally, round);
      } catch {
        // What stays refused is thrown by the last look.
      }
    return this.#change(router, filters, tally, round);
  }

  /** Null when done. Where the filters are not the desired ones nothing is changed, and what is loaded comes back. */
  #change(router: Router, filters: Filters | null, tally: Tally, round: Round): Nftables | null {
    return visiting((visits) => {
      const desired = desiredOf(this.#installation, router);
      const existing = (netns: Netns): boolean => visits.find(netns) !== null;
      for (const { netns } of [desired.router, ...desired.instances]) if (!existing(netns)) makeNetns(netns);
      const observed = observe(desired, visits);
      const nftables = observed.get(desired.router.netns)?.nftables ?? null;
      if (nftables !== null && !filtersHold(filters, nftables)) {
        const alone = filters !== null && isSilenceAlone(filters);
        if (!alone || !visits.at(desired.router.netns).silence(filters, nftables)) return nftables;
        tally.commands++;
      }
      const plan: Plan = differenceOf(desired, observed, existing);
      const steps = plan.steps.filter(({ kind }) => kind !== 'load-filters');
      tally.commands += steps.length;
      round.note(router.vpcId, steps);
      runSteps(steps, visits);
      round.done(desired.router.netns);
      this.#reclaimer.add(plan.leftovers);
      for (const reason of waitingFor(desired, existing)) tally.fail(router.vpcId, reason);
      return null;
    });
  }

  /** A VPC that is no more: its devices down at once, its namespaces and its instances' in their time. */
  #remove(router: Netns, vpcId: VpcId, tally: Tally): void {
    this.#wanted.delete(router);
    if (this.#reclaimer.has(router)) return;
    try {
      visiting((visits) => {
        const links = [...(visits.find(router)?.observeDevices().links.values() ?? [])].filter(({ alias }) =>
          alias?.startsWith('isthmus '),
        );
        const steps = links.filter(({ up }) => up).map(({ dev }): Step => ({ kind: 'down-link', netns: router, dev }));
        runSteps(steps, visits);
        tally.commands += steps.length;
        const instances = links.flatMap(({ alias }) => instanceBehind(router, alias) ?? []);
        for (const instance of instances) this.#wanted.delete(instance);
        this.#reclaimer.add([router, ...instances].map((netns) => ({ netns, dev: null })));
      });
    } catch (error) {
      tally.fail(vpcId, error);
    }
  }
}

/** The far ends of peerings that have no near end: something of an earlier one may still be there. */
const unmadeEnds = (desired: DesiredVpc, world: ObservedWorld): readonly WireEnd[] =>
  desired.wires
    .filter(({ ends }) => ends.some(({ netns, link }) => netns === desired.router.netns && world.get(netns)?.links.has(link.dev) === false))
    .flatMap(({ ends }) => ends.filter(({ netns }) => !world.has(netns)));

function observe(desired: DesiredVpc, visits: Visits): ObservedWorld {
  const world = new Map<Netns, ObservedNetns>();
  for (const { netns } of [desired.router, ...desired.instances]) {
    const visit = visits.find(netns);
    if (visit !== null) world.set(netns, visit.observe());
  }
  for (const { netns } of unmadeEnds(desired, world)) {
    const visit = visits.find(netns);
    if (visit !== null) world.set(netns, visit.observeDevices());
  }
  return world;
}

function visiting<T>(body: (visits: Visits) => T): T {
  const visits = new Visits();
  try {
    return body(visits);
  } finally {
    visits.close();
  }
}

/** Lets requests that came in meanwhile have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
