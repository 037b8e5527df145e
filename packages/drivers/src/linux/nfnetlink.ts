import type { Connection } from './connection.ts';
import type { NftFamily } from './objects.ts';
import { attributesOf, textOf } from './netlink.ts';

/** The little of nf_tables that is read without starting `nft`. Numbers as in linux/netfilter/nf_tables.h. */
export interface Nftables {
  /** Counts every change of this namespace's ruleset, by whoever. */
  readonly generation: number;
  /** The comment of our first table, or null where there is none. */
  readonly mark: string | null;
  /** Families that have a table of ours. */
  readonly families: readonly NftFamily[];
}

export const subsystem = 10 << 8;
const message = { getTable: 1, getGeneration: 16 } as const;
const attribute = { tableName: 1, tableUserdata: 6, generation: 1 } as const;
export const familyNumbers: Readonly<Record<NftFamily, number>> = { inet: 1, ip6: 10 };
const families = new Map(Object.entries(familyNumbers).map(([family, number]) => [number, family as NftFamily]));
export const commentType = 0;

export function readNftables(netfilter: Connection): Nftables {
  const answer = netfilter.get(subsystem | message.getGeneration, Buffer.alloc(4));
  const generation = answer === null ? 0 : (attributesOf(answer.body, 4).get(attribute.generation)?.readUInt32BE() ?? 0);
  const ours = netfilter.dump(subsystem | message.getTable, Buffer.alloc(4)).flatMap(({ body }) => {
    const attributes = attributesOf(body, 4);
    const family = families.get(body[0]!);
    const name = textOf(attributes.get(attribute.tableName) ?? Buffer.alloc(0));
    return family === undefined || name !== 'isthmus'
      ? []
      : [{ family, comment: commentOf(attributes.get(attribute.tableUserdata)) ?? '' }];
  });
  return {
    generation,
    mark: ours.find(({ family }) => family === 'inet')?.comment ?? null,
    families: ours.map(({ family }) => family),
  };
}

/** User data is type, length, value; a comment is type 0. */
function commentOf(userdata: Buffer | undefined): string | null {
  if (userdata === undefined) return null;
  for (let at = 0; at + 2 <= userdata.length; at += 2 + userdata[at + 1]!)
    if (userdata[at] === commentType) return textOf(userdata.subarray(at + 2, at + 2 + userdata[at + 1]!));
  return null;
}
