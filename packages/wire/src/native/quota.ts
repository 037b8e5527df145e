import { idOf, ok, quotaTypes, type DomainId, type Listed, type Region, type RegionQuotaUse } from '@isthmus/core';
import { Type, type TSchema } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, idText, named, wholeNumber } from '../fields.ts';
import { operationEndpoint } from '../row.ts';

const dialect = 'native';
const path = '/isthmus/v1/domains/:domain_id/quotas';
const resource = 'quota';

const Shown = named('Quota', Type.Object({ region: anyText, type: anyText, used: Type.Integer(), limit: Type.Integer() }));
const List = Type.Object({ quotas: Type.Array(Shown) });

/** Null is the published default. */
const limit = Type.Union([wholeNumber(-1, 2_147_483_647), Type.Null()], {
  description: 'an integer, of which -1 is unlimited, or null for the published default',
});
const Limits = Type.Object(Object.fromEntries(quotaTypes.map((type): [string, TSchema] => [type, Type.Optional(limit)])), {
  minProperties: 1,
  additionalProperties: false,
});

const regionOf = (region: string | undefined) => (region === undefined ? {} : { region: idOf<Region>(region) });
const domainOf = (params: Readonly<Record<string, string>>) => ({ domainId: idOf<DomainId>(params['domain_id'] ?? '') });
const encode = ({ items }: Listed<RegionQuotaUse>) => ({ quotas: items });

export const quotas: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'GET',
    path,
    summary: "List an account's quotas by region, with what is used; administrator only",
    resource,
    operation: 'list-domain-quotas',
    query: Type.Object({ region: Type.Optional(idText) }),
    success: [200, List],
    decode: ({ params, query }) => ok({ ...domainOf(params), ...regionOf(query.region) }),
    encode,
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path,
    summary: "Set an account's quotas, in one region or all; administrator only",
    resource,
    operation: 'set-quotas',
    body: Type.Object({ region: Type.Optional(idText), quotas: Limits }),
    success: [200, List],
    decode: ({ params, body }) => ok({ ...domainOf(params), ...regionOf(body.region), limits: body.quotas }),
    encode,
  }),
];
