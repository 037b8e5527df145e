import type { Wire } from './desired.ts';
import type { Netns } from './names.ts';
import type { DeviceAddress, Filters, Link, Neighbour, NftFamily, Route, Rule } from './objects.ts';

/** One change to the kernel, as data. `netns` is where it happens. */
export type Step = { readonly netns: Netns } & (
  | { readonly kind: 'make-netns' }
  | { readonly kind: 'set-sysctl'; readonly key: string; readonly value: string }
  | { readonly kind: 'load-filters'; readonly filters: Filters | null; readonly present: readonly NftFamily[] }
  | { readonly kind: 'add-veth'; readonly wire: Wire }
  | { readonly kind: 'set-link'; readonly link: Link }
  | { readonly kind: 'down-link' | 'delete-link'; readonly dev: string }
  | { readonly kind: 'add-address' | 'delete-address'; readonly address: DeviceAddress }
  | { readonly kind: 'set-neighbour' | 'delete-neighbour'; readonly neighbour: Neighbour }
  | { readonly kind: 'set-route' | 'delete-route'; readonly route: Route }
  | { readonly kind: 'add-rule' | 'delete-rule'; readonly rule: Rule }
);
export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Step & { readonly kind: Kind };

/**
 * The order of a plan. Settings before devices, filters before what they guard, what replaces before what is
 * replaced (a device without a last address loses its routes), routes after their link when making and before it
 * when taking away.
 */
export const stepOrder: Readonly<Record<StepKind, number>> = {
  'make-netns': 0,
  'set-sysctl': 1,
  'load-filters': 2,
  'delete-link': 3,
  'add-veth': 4,
  'set-link': 5,
  'add-address': 6,
  'delete-address': 7,
  'delete-neighbour': 8,
  'set-neighbour': 9,
  'set-route': 10,
  'add-rule': 11,
  'delete-rule': 12,
  'delete-route': 13,
  'down-link': 14,
};

/** What is taken away slowly, behind everything else: one link costs 20 ms, and a thousand namespaces at once block the next new one for seconds. */
export type Leftover = { readonly netns: Netns; readonly dev: string | null };

export interface Plan {
  readonly steps: readonly Step[];
  readonly leftovers: readonly Leftover[];
}

export const planOf = (steps: readonly Step[], leftovers: readonly Leftover[]): Plan => ({
  steps: steps.toSorted((a, b) => stepOrder[a.kind] - stepOrder[b.kind]),
  leftovers,
});
