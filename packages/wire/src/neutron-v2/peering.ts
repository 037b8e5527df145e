import { idOf, isHexId, isUuid, ok, peeringStatuses, type Input, type Peering, type PeeringEnd } from '@isthmus/core';
import { Type } from 'typebox';
import { operationEndpoint } from '../row.ts';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, oneOf, printableText } from '../fields.ts';
import { neutronPage } from '../page.ts';
import { bareTime } from '../times.ts';
import { neutronList } from './list.ts';

const path = '/v2.0/vpc/peerings';
const dialect = 'neutron-v2';
const resource = 'peering';

const End = Type.Object({ vpc_id: anyText, tenant_id: anyText });
const Shown = named(
  'Peering',
  Type.Object({
    id: anyText,
    name: anyText,
    status: oneOf(peeringStatuses),
    description: anyText,
    request_vpc_info: End,
    accept_vpc_info: End,
    created_at: anyText,
    updated_at: anyText,
  }),
);
const Wrapped = Type.Object({ peering: Shown });

const endOf = ({ vpcId, projectId }: PeeringEnd) => ({ vpc_id: vpcId, tenant_id: projectId });

/** Both ends are always complete, for both sides. */
const render = (peering: Peering) => ({
  id: peering.id,
  name: peering.name,
  status: peering.status,
  description: peering.description,
  request_vpc_info: endOf(peering.requester),
  accept_vpc_info: endOf(peering.accepter),
  created_at: bareTime(peering.createdAt),
  updated_at: bareTime(peering.updatedAt),
});
const wrap = (peering: Peering) => ({ peering: render(peering) });

const name = printableText(1, 64);
const GivenEnd = Type.Object({ vpc_id: idText, tenant_id: Type.Optional(idText) });
const Create = Type.Object({
  peering: Type.Object({
    name,
    description: Type.Optional(descriptionText),
    request_vpc_info: GivenEnd,
    accept_vpc_info: GivenEnd,
  }),
});
/** Closed: an attribute that cannot be changed is refused and not ignored. */
const Update = Type.Object({
  peering: Type.Object(
    { name: Type.Optional(name), description: Type.Optional(descriptionText) },
    { additionalProperties: false, minProperties: 1, description: 'at least one of name and description' },
  ),
});

const Filters = Type.Object({
  id: Type.Optional(filterText),
  name: Type.Optional(filterText),
  status: Type.Optional(filterText),
  tenant_id: Type.Optional(filterText),
  vpc_id: Type.Optional(filterText),
  ...neutronPage,
});
type Given = { readonly vpc_id: string; readonly tenant_id?: string };
const givenEnd = ({ vpc_id, tenant_id }: Given) => ({
  vpcId: idOf<PeeringEnd['vpcId']>(vpc_id),
  ...(tenant_id === undefined ? {} : { projectId: idOf<PeeringEnd['projectId']>(tenant_id) }),
});

type Filter = Omit<Input<'list-peerings'>, 'page'>;
type Asked = {
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly tenant_id?: string;
  readonly vpc_id?: string;
};

/** Null where nothing can match: a filter that is no id, or no status, is an empty list and no mistake. */
function filterOf({ id, name: called, status, tenant_id, vpc_id }: Asked): Filter | null {
  const known = peeringStatuses.find((word) => word === status);
  if (id !== undefined && !isUuid(id)) return null;
  if (vpc_id !== undefined && !isUuid(vpc_id)) return null;
  if (tenant_id !== undefined && !isHexId(tenant_id) && !isUuid(tenant_id)) return null;
  if (status !== undefined && known === undefined) return null;
  return {
    ...(id === undefined ? {} : { id: idOf(id) }),
    ...(called === undefined ? {} : { name: called }),
    ...(known === undefined ? {} : { status: known }),
    ...(tenant_id === undefined ? {} : { projectId: idOf(tenant_id) }),
    ...(vpc_id === undefined ? {} : { vpcId: idOf(vpc_id) }),
  };
}

const peeringId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Peering['id']>(params['peering_id'] ?? '') });

export const peerings: readonly Endpoint[] = [
  neutronList({
    path,
    summary: 'List the peerings that the project is an end of',
    resource,
    list: 'list-peerings',
    show: 'show-peering',
    query: Filters,
    plural: 'peerings',
    shown: Shown,
    filter: ({ query }) => filterOf(query),
    idOf: ({ id }) => id,
    render,
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Ask for a peering between a VPC of the project and another VPC',
    resource,
    operation: 'create-peering',
    body: Create,
    success: [201, Wrapped],
    decode: ({ body: { peering } }) =>
      ok({
        name: peering.name,
        description: peering.description ?? '',
        requester: givenEnd(peering.request_vpc_info),
        accepter: givenEnd(peering.accept_vpc_info),
      }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:peering_id`,
    summary: 'Show a peering',
    operation: 'show-peering',
    success: [200, Wrapped],
    decode: ({ params }) => ok(peeringId(params)),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:peering_id`,
    summary: 'Rename or describe a peering; either owner may',
    resource,
    operation: 'update-peering',
    body: Update,
    success: [200, Wrapped],
    decode: ({ params, body: { peering } }) => ok({ ...peeringId(params), ...peering }),
    encode: wrap,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:peering_id/accept`,
    summary: "Accept a pending request; the accepter's owner alone may. The answer is the bare peering",
    operation: 'accept-peering',
    success: [200, Shown],
    decode: ({ params }) => ok(peeringId(params)),
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:peering_id/reject`,
    summary: "Reject a pending request; the accepter's owner alone may. The answer is the bare peering",
    operation: 'reject-peering',
    success: [200, Shown],
    decode: ({ params }) => ok(peeringId(params)),
    encode: render,
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:peering_id`,
    summary: 'Delete a peering and its routes on both sides; either owner may, at any time',
    operation: 'delete-peering',
    success: [204, null],
    decode: ({ params }) => ok(peeringId(params)),
  }),
];
