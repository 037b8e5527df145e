import {
  checkTags,
  err,
  hasTags,
  ok,
  tagId,
  type AclId,
  type Problem,
  type Result,
  type SubnetId,
  type Tag,
  type Tagged,
  type TaggedId,
  type TaggedKind,
  type TagPair,
  type VpcId,
} from '@isthmus/core';
import { all } from '../all.ts';
import { forProject, read, write, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader, Writer } from '../ledger.ts';
import { ownAcl } from './acl.ts';
import { ownSubnet } from './subnet.ts';
import { ownVpc } from './vpc.ts';

/** Of each kind: the caller's own one, and all of the caller's. */
const owned = {
  vpc: {
    own: (reader: Reader, caller: ProjectCaller, id: TaggedId) => ownVpc(reader, caller, id as VpcId),
    list: (reader: Reader, { project }: ProjectCaller) => all(reader.vpcs, { projectId: project.id }),
  },
  subnet: {
    own: (reader: Reader, caller: ProjectCaller, id: TaggedId) => ownSubnet(reader, caller, id as SubnetId),
    list: (reader: Reader, { project }: ProjectCaller) => all(reader.subnets, { projectId: project.id }),
  },
  firewall: {
    own: (reader: Reader, caller: ProjectCaller, id: TaggedId) => ownAcl(reader, caller, id as AclId),
    list: (reader: Reader, { project }: ProjectCaller) => all(reader.acls, { projectId: project.id }),
  },
} as const satisfies Record<TaggedKind, unknown>;

const pairOf = ({ key, value }: Tag): TagPair => ({ key, value });
const tagsOf = (reader: Reader, resourceId: Tag['resourceId']): Promise<readonly Tag[]> => all(reader.tags, { resourceId });

export const listTags: Handler<'list-tags'> = forProject(async (desk, caller, { resourceKind, resourceId }) => {
  const found = await owned[resourceKind].own(desk.ledger.read, caller, resourceId);
  if (!found.ok) return found;
  return read({ items: (await tagsOf(desk.ledger.read, resourceId)).map(pairOf), more: false });
});

export const listProjectTags: Handler<'list-project-tags'> = forProject(async (desk, caller, { resourceKind }) => {
  const tags = await all(desk.ledger.read.tags, { projectId: caller.project.id, resourceKind });
  const byKey = Map.groupBy(tags, ({ key }) => key);
  const items = [...byKey].map(([key, group]) => ({ key, values: [...new Set(group.map(({ value }) => value))].toSorted() }));
  return read({ items: items.toSorted((a, b) => (a.key < b.key ? -1 : 1)), more: false });
});

export const setTags: Handler<'set-tags'> = forProject((desk, caller, { tags, ...tagged }) =>
  write(desk, caller, async (tx) => {
    const found = await owned[tagged.resourceKind].own(tx, caller, tagged.resourceId);
    if (!found.ok) return found;
    const before = new Map((await tagsOf(tx, tagged.resourceId)).map((tag) => [tag.key, tag]));
    const fits = checkTags([...before.keys()], tags);
    if (!fits.ok) return fits;
    for (const { key, value } of tags) {
      const id = tagId({ resourceId: tagged.resourceId, key });
      const stored = before.has(key)
        ? await tx.tags.update(id, { value })
        : await tx.tags.insert({ ...tagged, id, projectId: caller.project.id, key, value });
      if (!stored.ok) throw new Error(`tag ${id} could not be stored: ${stored.problem.on}`);
    }
    record(tx, caller, tagged, 'tagged', Object.fromEntries(tags.map(({ key, value }) => [key, value])));
    return ok(null);
  }),
);

export const deleteTag: Handler<'delete-tag'> = forProject((desk, caller, { key, ...tagged }) =>
  write(desk, caller, async (tx) => {
    const found = await owned[tagged.resourceKind].own(tx, caller, tagged.resourceId);
    if (!found.ok) return found;
    if (!(await tx.tags.delete(tagId({ resourceId: tagged.resourceId, key })))) return noTag(key);
    record(tx, caller, tagged, 'untagged', { keys: [key] });
    return ok(null);
  }),
);

export const deleteTags: Handler<'delete-tags'> = forProject((desk, caller, { keys, ...tagged }) =>
  write(desk, caller, async (tx) => {
    const found = await owned[tagged.resourceKind].own(tx, caller, tagged.resourceId);
    if (!found.ok) return found;
    const gone: string[] = [];
    for (const key of new Set(keys)) if (await tx.tags.delete(tagId({ resourceId: tagged.resourceId, key }))) gone.push(key);
    if (gone.length > 0) record(tx, caller, tagged, 'untagged', { keys: gone });
    return ok(null);
  }),
);

export const showTaggedResources: Handler<'show-tagged-resources'> = forProject(
  async (desk, caller, { resourceKind, tags: wanted, name, offset, limit }) => {
    const reader = desk.ledger.read;
    const tags = Map.groupBy(await all(reader.tags, { projectId: caller.project.id, resourceKind }), ({ resourceId }) => resourceId);
    const found = (await owned[resourceKind].list(reader, caller))
      .map((one) => ({ id: one.id, name: one.name, tags: (tags.get(one.id) ?? []).map(pairOf) }))
      .filter((one) => (name === undefined || one.name === name) && hasTags(one.tags, wanted));
    return read({ resources: found.slice(offset, offset + limit), total: found.length });
  },
);

const noTag = (key: string): Result<never, Problem> => err({ kind: 'not-found', resource: 'tag', id: key });

/** No packet sees a tag: no VPC is touched. */
const record = (tx: Writer, { project }: ProjectCaller, tagged: Tagged, what: string, detail: Readonly<Record<string, unknown>>): void =>
  tx.record({
    kind: `${tagged.resourceKind}.${what}`,
    resourceKind: tagged.resourceKind,
    resourceId: tagged.resourceId,
    projectIds: [project.id],
    vpcIds: [],
    detail,
  });
