import { isUuid } from '@isthmus/core';
import type { Client } from '../client.ts';
import { onOff, required, value, type Call, type Command, type Shown } from '../command.ts';
import { refused, usage } from '../failure.ts';
import { collections, find, inForce, projectClient } from '../resource.ts';
import { fieldsOf, tableOf } from '../table.ts';

const base = (client: Client): string => `/isthmus/v1/projects/${client.projectId}`;

interface Leg {
  readonly hops: readonly { readonly side: string; readonly at: { readonly noun: string; readonly id: string } }[];
  readonly blockers: readonly { readonly kind: string; readonly side: string; readonly summary: string; readonly fix?: unknown }[];
}
interface Reachability {
  readonly reachable: boolean;
  readonly forward: Leg;
  readonly return: Leg;
  readonly probe?: { readonly skipped?: string; readonly arrived?: boolean };
  readonly agreed?: boolean;
}

/** An end as typed: an instance by name or id, or an address. */
async function endOf(client: Client, typed: string, vpc: string | undefined): Promise<object> {
  const isAddress = /^[0-9.]+$/.test(typed) || typed.includes(':');
  if (!isAddress) return { instance_id: (await find(client, collections.instance, typed)).id };
  if (vpc === undefined) return { ip: typed };
  return { ip: typed, vpc_id: isUuid(vpc) ? vpc : (await find(client, collections.vpc, vpc)).id };
}

const lines = (way: string, { hops, blockers }: Leg): readonly string[] => [
  `${way}: ${hops.map(({ side, at }) => `${at.noun} ${at.id}${side === 'theirs' ? ' (theirs)' : ''}`).join(' -> ') || '-'}`,
  ...blockers.map(
    ({ kind, side, summary, fix }) => `  ${kind} (${side}): ${summary}${fix === undefined ? '' : ` Fix: ${JSON.stringify(fix)}`}`,
  ),
];

function said(answer: Reachability): string {
  const packet =
    answer.probe === undefined
      ? []
      : answer.probe.skipped === undefined
        ? [`packet: ${answer.probe.arrived === true ? 'answered' : 'no answer'}, ${answer.agreed === true ? 'as proved' : 'NOT as proved'}`]
        : [`packet: not sent, ${answer.probe.skipped}`];
  return [
    answer.reachable ? 'reachable' : 'not reachable',
    ...lines('there', answer.forward),
    ...lines('back', answer.return),
    ...packet,
  ].join('\n');
}

async function onPeering(call: Call, method: 'GET' | 'POST', part: string): Promise<unknown> {
  const client = await projectClient(call);
  const item = await find(client, collections.peering, call.words[0] ?? '');
  const { body, generation } = await client.call(method, `${base(client)}/peerings/${item.id}/${part}`);
  await inForce(client, generation);
  return body;
}

interface FlowShown {
  readonly source: { readonly ranges: readonly string[] };
  readonly destination: { readonly ranges: readonly string[] };
  readonly protocol: string;
  readonly ports: readonly string[] | null;
}
const flow =
  (sign: string) =>
  ({ source, destination, protocol, ports }: FlowShown): string =>
    `${sign} ${source.ranges.join(', ')} -> ${destination.ranges.join(', ')} ${protocol}${ports === null ? '' : ` ${ports.join(', ')}`}`;

function changesOf(text: string): unknown {
  try {
    const parsed = JSON.parse(text) as unknown;
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    throw usage('CHANGES is no JSON: a change such as {"type":"accept-peering","peering_id":"…"}, or a list of them');
  }
}

interface GuardrailShown {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
  readonly source: object;
  readonly destination: object;
}

const end = (call: Call, side: 'from' | 'to'): object => ({ vpc_id: call.flags[`${side}-vpc`] ?? null, cidr: call.flags[side] ?? null });

export const reachabilityCommands: readonly Command[] = [
  {
    noun: 'reachability',
    verb: 'check',
    summary: 'whether two can talk, every reason why not, and the fix; exit code 1 where they cannot',
    words: ['SOURCE', 'DESTINATION'],
    flags: [
      value('protocol', 'icmp, tcp or udp; by default icmp'),
      value('port', '1 to 65535, for tcp and udp'),
      value('source-vpc', 'name or id of the VPC of a source address'),
      value('destination-vpc', 'name or id of the VPC of a destination address'),
      onOff('probe', 'send a real packet too, and compare'),
    ],
    async run(call) {
      const client = await projectClient(call);
      const [source = '', destination = ''] = call.words;
      const { body } = await client.call('POST', `${base(client)}/reachability`, {
        source: await endOf(client, source, call.flags['source-vpc']),
        destination: await endOf(client, destination, call.flags['destination-vpc']),
        protocol: call.flags['protocol'] ?? 'icmp',
        ...(call.flags['port'] === undefined ? {} : { port: Number(call.flags['port']) }),
        probe: call.flags['probe'] !== undefined,
      });
      const answer = body as Reachability;
      return { data: body, text: said(answer), code: answer.reachable ? 0 : 1 };
    },
  },
  {
    noun: 'peering',
    verb: 'preview',
    summary: 'what accepting makes reachable, what overlaps, and the routes to add on your side',
    words: ['NAME|ID'],
    flags: [],
    async run(call) {
      const body = (await onPeering(call, 'GET', 'preview')) as Readonly<Record<string, unknown>>;
      const text = Object.fromEntries(Object.entries(body).map(([name, content]) => [name, JSON.stringify(content)]));
      return { data: body, text: fieldsOf(text) };
    },
  },
  {
    noun: 'peering',
    verb: 'add-routes',
    summary: 'add the suggested routes of your side',
    words: ['NAME|ID'],
    flags: [],
    async run(call): Promise<Shown> {
      const body = await onPeering(call, 'POST', 'suggested-routes');
      const { routes } = body as { readonly routes: readonly { readonly destination: string; readonly route_table_id: string }[] };
      const text = routes.map(({ destination, route_table_id }) => `added ${destination} to ${route_table_id}`).join('\n');
      return { data: body, text: text || 'nothing to add' };
    },
  },
  {
    noun: 'what-if',
    verb: '',
    summary: 'what a change, or a list of them, would let through (+) and cut (-), without making it',
    words: ['CHANGES'],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      const { body } = await client.call('POST', `${base(client)}/what-if`, { changes: changesOf(call.words[0] ?? '') });
      const { opened, cut } = body as { readonly opened: readonly FlowShown[]; readonly cut: readonly FlowShown[] };
      return { data: body, text: [...opened.map(flow('+')), ...cut.map(flow('-'))].join('\n') || 'no packet would notice' };
    },
  },
  {
    noun: 'guardrail',
    verb: 'create',
    summary: 'state what never may or always must get through; a change of this project that breaks it is refused',
    words: ['NAME'],
    flags: [
      required('rule', 'never or always'),
      value('from', 'a block of source addresses'),
      value('from-vpc', 'id of the source VPC'),
      value('to', 'a block of destination addresses'),
      value('to-vpc', 'id of the destination VPC'),
      value('protocol', 'icmp, tcp or udp; by default all'),
      value('port', 'for tcp and udp; by default all'),
    ],
    async run(call) {
      const client = await projectClient(call);
      const port = call.flags['port'] === undefined ? null : Number(call.flags['port']);
      const { body } = await client.call('POST', `${base(client)}/guardrails`, {
        name: call.words[0],
        rule: call.flags['rule'],
        source: end(call, 'from'),
        destination: end(call, 'to'),
        protocol: call.flags['protocol'] ?? null,
        port_min: port,
        port_max: port,
      });
      const { id, name } = body as GuardrailShown;
      return { data: body, text: `guardrail ${name} ${id}` };
    },
  },
  {
    noun: 'guardrail',
    verb: 'list',
    summary: 'guardrails of the project',
    words: [],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      const { body } = await client.call('GET', `${base(client)}/guardrails?limit=1000`);
      const { guardrails } = body as { readonly guardrails: readonly GuardrailShown[] };
      const columns = (['id', 'name', 'rule', 'source', 'destination'] as const).map((name) => ({
        heading: name.toUpperCase(),
        of: (row: GuardrailShown) => (typeof row[name] === 'string' ? row[name] : JSON.stringify(row[name])),
      }));
      return { data: body, text: tableOf(guardrails, columns) };
    },
  },
  {
    noun: 'guardrail',
    verb: 'delete',
    summary: 'delete one guardrail',
    words: ['ID'],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      const id = call.words[0] ?? '';
      if (!isUuid(id)) throw refused(`"${id}" is no id; see isthmus guardrail list`);
      await client.call('DELETE', `${base(client)}/guardrails/${id}`);
      return { data: { id, deleted: true }, text: `deleted guardrail ${id}` };
    },
  },
];
