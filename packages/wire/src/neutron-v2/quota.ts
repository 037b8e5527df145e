import { ok, quotaDefaults, type QuotaType } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { operationEndpoint } from '../row.ts';

const dialect = 'neutron-v2';
const path = '/v2.0/quotas/:project_id';

/** What v2.0 counts, and the quota that it is counted by: a VPC is a router there, and a subnet brings its network. */
const words = {
  router: 'vpc',
  network: 'subnet',
  subnet: 'subnet',
  security_group: 'securityGroup',
  security_group_rule: 'securityGroupRule',
  floatingip: 'publicIp',
  vpc_peering: 'vpcPeer',
} as const satisfies Readonly<Record<string, QuotaType>>;
type Word = keyof typeof words;

const each = <Made>(make: (word: Word) => Made): Record<Word, Made> =>
  Object.fromEntries((Object.keys(words) as Word[]).map((word) => [word, make(word)])) as Record<Word, Made>;
/** What no published quota counts. */
const unlimited = { port: -1 };
const Limits = Type.Object({ quota: Type.Object({ ...each(() => Type.Integer()), port: Type.Integer() }) });
const Detail = Type.Object({ limit: Type.Integer(), used: Type.Integer(), reserved: Type.Integer() });

export const quotas: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'Show the quotas of the account in this region',
    operation: 'list-quotas',
    success: [200, Limits],
    decode: () => ok({}),
    encode: ({ items }) => ({ quota: { ...each((word) => items.find(({ type }) => type === words[word])?.limit), ...unlimited } }),
  }),
  ...['details', 'details.json'].map((name) =>
    operationEndpoint({
      dialect,
      method: 'GET',
      path: `${path}/${name}`,
      summary: 'Show the quotas of the account in this region, with what is used',
      operation: 'list-quotas',
      success: [200, Type.Object({ quota: Type.Object(each(() => Detail)) })],
      decode: () => ok({}),
      encode: ({ items }) => ({
        quota: each((word) => {
          const use = items.find(({ type }) => type === words[word]);
          return { limit: use?.limit, used: use?.used, reserved: 0 };
        }),
      }),
    }),
  ),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/default`,
    summary: 'Show the quotas of an account for which none were set',
    operation: 'list-quotas',
    success: [200, Limits],
    decode: () => ok({}),
    encode: () => ({ quota: { ...each((word) => quotaDefaults[words[word]]), ...unlimited } }),
  }),
];
