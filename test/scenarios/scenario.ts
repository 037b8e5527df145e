import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A network with known answers, as `README.md` here describes it. */
export interface Scenario {
  readonly name: string;
  /** Account name to the region of its project. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly vpcs: Readonly<Record<string, ScenarioVpc>>;
  readonly steps: readonly Step[];
}

export interface ScenarioVpc {
  readonly account: string;
  readonly cidr: string;
  readonly subnets: Readonly<Record<string, string>>;
  readonly instances: Readonly<Record<string, { readonly subnet: string; readonly ip: string }>>;
}

/** One request to the service. */
export type Move =
  | { readonly request: string; readonly from: string; readonly to: string; readonly status?: string }
  | { readonly accept: string }
  | { readonly reject: string }
  | { readonly delete: string; readonly by: string }
  | { readonly route: string; readonly destination: string; readonly via: string }
  | { readonly unroute: string; readonly destination: string };

export type Step =
  | Move
  | { readonly refused: Move; readonly by: string; readonly status: readonly number[] }
  /** From, to, and whether replies arrive. */
  | { readonly expect: readonly (readonly [string, string, boolean])[] };

/** Our own copies, and those of a shared folder beside the repository where there is one. */
const folders = [import.meta.dirname, join(import.meta.dirname, '..', '..', '..', 'shared', 'scenarios')];

/** Every scenario by its file name; of two with one name, our own. */
export function scenarios(): ReadonlyMap<string, Scenario> {
  const files = folders.filter((folder) => existsSync(folder)).flatMap((folder) => globSync(join(folder, '*.json')).toSorted());
  const found = new Map<string, Scenario>();
  for (const file of files) {
    const name = basename(file, '.json');
    if (!found.has(name)) found.set(name, JSON.parse(readFileSync(file, 'utf8')) as Scenario);
  }
  return found;
}
