import type { Request } from './connection.ts';
import { errno } from './kernel.ts';
import { makeNetns } from './namespaces.ts';
import type { Netns } from './names.ts';
import type { Step, StepKind, StepOf } from './plan.ts';
import * as rt from './rtnetlink.ts';
import { Visit } from './visit.ts';

/** The namespaces that one piece of work has open, closed together. */
export class Visits {
  readonly #open = new Map<Netns, Visit>();

  /** Null where there is no such namespace. */
  find(netns: Netns): Visit | null {
    const visit = this.#open.get(netns) ?? Visit.open(netns);
    if (visit !== null) this.#open.set(netns, visit);
    return visit;
  }

  at(netns: Netns): Visit {
    const visit = this.find(netns);
    if (visit === null) throw new Error(`there is no network namespace ${netns}`);
    return visit;
  }

  close(): void {
    for (const visit of this.#open.values()) visit.close();
    this.#open.clear();
  }
}

type LinkStep = Exclude<StepKind, 'make-netns' | 'set-sysctl' | 'load-filters'>;
type Encoders = { readonly [Kind in LinkStep]: (step: StepOf<Kind>, visits: Visits) => Request };

const indexes = ({ netns }: Step, visits: Visits): rt.IndexOf => visits.at(netns).indexOf;

const encoders: Encoders = {
  'add-veth': ({ wire: { ends } }, visits) => rt.addVeth(ends[0].link, ends[1].link, visits.at(ends[1].netns).fd),
  'set-link': (step, visits) => rt.setLink(step.link, indexes(step, visits)),
  'down-link': (step, visits) => rt.downLink(step.dev, indexes(step, visits)),
  'delete-link': (step, visits) => rt.deleteLink(step.dev, indexes(step, visits)),
  'add-address': (step, visits) => rt.addAddress(step.address, indexes(step, visits)),
  'delete-address': (step, visits) => rt.deleteAddress(step.address, indexes(step, visits)),
  'set-neighbour': (step, visits) => rt.setNeighbour(step.neighbour, indexes(step, visits)),
  'delete-neighbour': (step, visits) => rt.deleteNeighbour(step.neighbour, indexes(step, visits)),
  'set-route': (step, visits) => rt.setRoute(step.route, indexes(step, visits)),
  'delete-route': (step, visits) => rt.deleteRoute(step.route, indexes(step, visits)),
  'add-rule': ({ rule }) => rt.addRule(rule),
  'delete-rule': ({ rule }) => rt.deleteRule(rule),
};

/** What a delete may be told when its object went with another one, such as a route with its link. */
export const gone: readonly number[] = [errno.ESRCH!, errno.ENOENT!, errno.ENODEV!, errno.EADDRNOTAVAIL!];
const toleratedOf = (kind: StepKind): readonly number[] =>
  kind.startsWith('delete-') || kind === 'down-link' ? gone : kind === 'add-rule' ? [errno.EEXIST!] : [];

/** After these the kernel's numbers of devices have to be known before the next request can be written. */
const alone: ReadonlySet<StepKind> = new Set(['delete-link', 'add-veth']);

/**
 * Runs the steps of one VPC in their order, all that go to one namespace in one system call. It blocks and never
 * waits, so nothing else happens in between. Filters are not among them: they are loaded before, by `nft`.
 */
export function runSteps(steps: readonly Step[], visits: Visits): void {
  for (const step of steps) if (step.kind === 'make-netns') makeNetns(step.netns);
  for (const [netns, settings] of grouped(steps.filter((step) => step.kind === 'set-sysctl')))
    visits.at(netns).writeSysctls(Object.fromEntries(settings.map(({ key, value }) => [key, value])));
  const rest = steps.filter((step): step is StepOf<LinkStep> => step.kind in encoders);
  for (const kind of alone)
    runGroups(
      rest.filter((step) => step.kind === kind),
      visits,
    );
  runGroups(
    rest.filter((step) => !alone.has(step.kind)),
    visits,
  );
  for (const step of steps) if (step.kind === 'set-link' && step.link.dev !== 'lo') visits.at(step.netns).settle(step.link.dev);
}

function runGroups(steps: readonly StepOf<LinkStep>[], visits: Visits): void {
  for (const [netns, group] of grouped(steps)) {
    const visit = visits.at(netns);
    visit.run(
      group.map((step) => ({
        ...(encoders[step.kind] as (step: Step, visits: Visits) => Request)(step, visits),
        name: step.kind,
        tolerated: toleratedOf(step.kind),
      })),
    );
    for (const step of group) if (step.kind === 'delete-link') visit.forget(step.dev);
  }
}

const grouped = <T extends Step>(steps: readonly T[]): Map<Netns, T[]> => Map.groupBy(steps, ({ netns }) => netns);
