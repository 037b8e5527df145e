import { each, nothing, own, type Asked, type Row } from '../row.ts';
import type { World } from '../world.ts';

const env = { key: 'env', value: 'test' };
const read = { expected: each(200, 400, 200, 400, 400, 403, 401, 401), inOwnProject: own(404, 404, 404) };
const write = { expected: each(204, 400, 403, 400, 400, 403, 401, 401), inOwnProject: own(404, 404, 404) };
/** Of all that a project has, and so of nothing in another's. */
const search = { expected: each(200, 400, 200, 400, 400, 403, 401, 401), inOwnProject: own(200, 200, 200) };

interface Kind {
  /** Without the project's things' own path: `/v2.0/:project_id/vpcs`. */
  readonly path: string;
  readonly param: string;
  readonly tagged: (world: World) => Promise<string> | string;
}

const asked =
  ({ param, tagged }: Kind, body?: object) =>
  async (world: World): Promise<Asked> => ({
    params: { [param]: await tagged(world) },
    ...(body === undefined ? {} : { body }),
  });

/** What every kind of thing has alike. */
const common = (kind: Kind): Readonly<Record<string, Row>> => {
  const { path, param } = kind;
  const tags = `${path}/:${param}/tags`;
  return {
    [`GET ${tags}`]: { ...read, ask: asked(kind) },
    [`POST ${tags}`]: { ...write, ask: asked(kind, { tag: env }) },
    [`DELETE ${tags}/:tag_key`]: {
      ...write,
      ask: async (world) => {
        const id = await kind.tagged(world);
        return { params: { [param]: id, tag_key: await world.make.tag(path, id) } };
      },
    },
    [`GET ${path}/tags`]: { ...search, ask: nothing },
  };
};

const v1Kind = (kind: Kind): Readonly<Record<string, Row>> => ({
  ...common(kind),
  [`POST ${kind.path}/:${kind.param}/tags/action`]: { ...write, ask: asked(kind, { action: 'create', tags: [env] }) },
  [`POST ${kind.path}/resource_instances/action`]: { ...search, ask: () => ({ body: { action: 'filter' } }) },
});

const firewall: Kind = { path: '/v3/:project_id/firewalls', param: 'firewall_id', tagged: ({ make }) => make.acl() };

export const tagRows: Readonly<Record<string, Row>> = {
  ...v1Kind({ path: '/v2.0/:project_id/vpcs', param: 'vpc_id', tagged: ({ a }) => a.vpcId }),
  ...v1Kind({ path: '/v2.0/:project_id/subnets', param: 'subnet_id', tagged: ({ a }) => a.subnetId }),
  ...common(firewall),
  [`POST ${firewall.path}/:firewall_id/tags/create`]: { ...write, ask: asked(firewall, { tags: [env] }) },
  [`POST ${firewall.path}/:firewall_id/tags/delete`]: { ...write, ask: asked(firewall, { tags: [env] }) },
  [`POST ${firewall.path}/resource-instances/filter`]: { ...search, ask: () => ({ body: {} }) },
  [`POST ${firewall.path}/resource-instances/count`]: { ...search, ask: () => ({ body: {} }) },
};
