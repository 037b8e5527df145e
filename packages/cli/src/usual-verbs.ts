import type { Client } from './client.ts';
import { value, type Call, type Command, type Flag, type Shown } from './command.ts';
import { usage } from './failure.ts';
import {
  collections,
  find,
  inForce,
  itemPath,
  listAll,
  projectClient,
  shownItem,
  shownList,
  unwrap,
  wrap,
  type Collection,
} from './resource.ts';

/** A noun of the command line, and what its verbs may be given. */
export interface Noun {
  readonly noun: string;
  readonly collection: Collection;
  /** Flags of `list`: a name or id of another thing, sent as the query parameter beside it, or a word sent as it is. */
  readonly filters?: Readonly<Record<string, { readonly parameter: string; readonly among: Collection | null }>>;
  /** Fields that `update` may change, by flag, with what they are; without any there is no `update`. */
  readonly mutable?: Readonly<Record<string, string>>;
  /** Fields that the wire wants again with every change. */
  readonly repeated?: readonly string[];
  /** What a `delete` takes along, for its help. */
  readonly deletes?: string;
}

/** What `list` of things inside a VPC is filtered by. */
export const byVpc = { vpc: { parameter: 'vpc_id', among: collections.vpc } } as const;

/** `list`, `show`, `update` and `delete` are alike for every noun. */
export function usualVerbs({ noun, collection, filters = {}, mutable = {}, repeated = [], deletes }: Noun): readonly Command[] {
  const hasName = collection.columns.some(({ heading }) => heading === 'NAME');
  const words = [hasName ? 'NAME|ID' : 'ID'];
  const flags = Object.keys(filters).map((name) => value(name, `only those of this ${name}`));
  const verbs: readonly Command[] = [
    {
      noun,
      verb: 'list',
      summary: `${collection.noun}s of the project`,
      words: [],
      flags,
      async run(call) {
        const client = await projectClient(call);
        const query: Record<string, string> = {};
        for (const [flag, { parameter, among }] of Object.entries(filters)) {
          const typed = call.flags[flag];
          if (typed !== undefined) query[parameter] = among === null ? typed : (await find(client, among, typed)).id;
        }
        return shownList(collection, await listAll(client, collection, query));
      },
    },
    {
      noun,
      verb: 'show',
      summary: `one ${collection.noun}`,
      words,
      flags: [],
      run: async (call) => shownItem(await find(await projectClient(call), collection, call.words[0] ?? '')),
    },
    {
      noun,
      verb: 'delete',
      summary: deletes ?? `delete one ${collection.noun}`,
      words,
      flags: [],
      async run(call) {
        const client = await projectClient(call);
        const item = await find(client, collection, call.words[0] ?? '');
        const { generation } = await client.call('DELETE', itemPath(client, collection, item));
        await inForce(client, generation);
        return { data: { id: item.id, deleted: true }, text: `deleted ${collection.noun} ${item.name ?? item.id}` };
      },
    },
  ];
  const update: Command = {
    noun,
    verb: 'update',
    summary: `change the ${Object.keys(mutable).join(' or ')} of one ${collection.noun}`,
    words,
    flags: Object.entries(mutable).map(([field, meaning]): Flag => value(field, meaning)),
    async run(call) {
      const changes = withoutUndefined(Object.fromEntries(Object.keys(mutable).map((field) => [field, call.flags[field]])));
      if (Object.keys(changes).length === 0)
        throw usage(
          `nothing to change: give ${Object.keys(mutable)
            .map((field) => `--${field}`)
            .join(' or ')}`,
        );
      const client = await projectClient(call);
      const item = await find(client, collection, call.words[0] ?? '');
      const sent = { ...Object.fromEntries(repeated.map((field) => [field, item[field]])), ...changes };
      const { generation } = await client.call('PUT', itemPath(client, collection, item), wrap(collection, sent));
      await inForce(client, generation);
      return shownItem(await find(client, collection, item.id));
    },
  };
  return Object.keys(mutable).length === 0 ? verbs : [...verbs, update];
}

export const nameAndDescription = { name: 'a new name', description: 'up to 255 characters' };

/** Makes one thing of `collection` from what `content` answers, and waits until it is in force. */
export async function created(call: Call, collection: Collection, content: (client: Client) => Promise<object> | object): Promise<Shown> {
  const client = await projectClient(call);
  const sent = wrap(collection, await content(client));
  const { body, generation } = await client.call('POST', collection.path(client), sent);
  await inForce(client, generation);
  return shownItem(unwrap(collection, body));
}

export const withoutUndefined = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, content]) => content !== undefined));

/** A whole number as typed; undefined where the flag is not there. */
export function numberOf(call: Call, flag: string): number | undefined {
  const typed = call.flags[flag];
  if (typed === undefined) return undefined;
  if (!/^\d{1,9}$/.test(typed)) throw usage(`--${flag} ${typed} is no whole number`);
  return Number(typed);
}
