import type { FilterOf, RowOf } from '@isthmus/control';
import type { PeeringEnd, ProjectId, VpcId } from '@isthmus/core';
import { decodeText, encodeText, instant, nullable, text, type Codec } from '../codec.ts';
import { noun, searchByName, type Condition } from '../noun.ts';

const end: Codec<PeeringEnd> = {
  suffixes: ['_vpc_id', '_project_id'],
  encode: ({ vpcId, projectId }) => [encodeText(vpcId), encodeText(projectId)],
  decode: ([vpcId, projectId]) => ({ vpcId: decodeText(String(vpcId)) as VpcId, projectId: decodeText(String(projectId)) as ProjectId }),
};

type Filters = FilterOf<'peerings'>;

/** The pair is unique in either order: an index on its lesser and its greater VPC. */
export const peerings = noun<RowOf<'peerings'>, Filters>({
  table: 'peerings',
  key: 'id',
  fields: {
    id: text(),
    name: text(),
    description: text(),
    status: text(),
    requester: end,
    accepter: end,
    expiresAt: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  constraints: [{ name: 'peerings_pair', conflict: 'pair' }],
  filters: {
    requesterProjectId: (ids) => ({ column: 'requester_project_id', among: cellsOf(ids) }),
    accepterProjectId: (ids) => ({ column: 'accepter_project_id', among: cellsOf(ids) }),
    search: searchByName,
    expiresBy: (at) => ({ column: 'expires_at', atMost: at }),
  },
  branches: ({ projectId, otherProjectId, vpcId, ...rest }, equal) => {
    const common = equal(rest);
    const pending: Condition[] = rest.expiresBy === undefined ? [] : [{ column: 'status', among: ['PENDING_ACCEPTANCE'] }];
    return projectBranches(projectId, otherProjectId).flatMap((byProject) =>
      // A VPC has far fewer peerings than its project may have.
      eitherEnd('vpc_id', vpcId).map((byVpc) => [
        ...byVpc,
        ...(vpcId === undefined ? byProject : byProject.map(residual)),
        ...common,
        ...pending,
      ]),
    );
  },
});

const cellsOf = (ids: string | readonly string[]): readonly string[] => (typeof ids === 'string' ? [ids] : ids).map(encodeText);

const residual = (condition: Condition): Condition => ('among' in condition ? { ...condition, residual: true } : condition);

/** Rows where the requester's column matches, and those where only the accepter's does. */
function eitherEnd(column: 'vpc_id' | 'project_id', ids: string | readonly string[] | undefined): readonly (readonly Condition[])[] {
  if (ids === undefined) return [[]];
  const cells = cellsOf(ids);
  return [
    [{ column: `requester_${column}`, among: cells }],
    [
      { column: `accepter_${column}`, among: cells },
      { column: `requester_${column}`, notAmong: cells },
    ],
  ];
}

/** Two projects are one at each end, in either order; one project named twice is both ends. */
function projectBranches(one: ProjectId | undefined, other: ProjectId | undefined): readonly (readonly Condition[])[] {
  if (one === undefined || other === undefined) return eitherEnd('project_id', one ?? other);
  const facing = (requester: ProjectId, accepter: ProjectId): Condition[] => [
    { column: 'requester_project_id', among: cellsOf(requester) },
    { column: 'accepter_project_id', among: cellsOf(accepter) },
  ];
  return one === other ? [facing(one, one)] : [facing(one, other), facing(other, one)];
}
