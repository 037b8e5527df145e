import { list, required, value, type Call, type Command } from '../command.ts';
import { collections, find, projectClient } from '../resource.ts';
import { tableOf } from '../table.ts';
import { created, numberOf, usualVerbs, withoutUndefined } from '../usual-verbs.ts';

const { instance, subnet, securityGroup } = collections;

interface Probed {
  readonly transmitted: number;
  readonly received: number;
  readonly rtt_ms: { readonly min: number; readonly avg: number; readonly max: number } | null;
  readonly hops?: readonly { readonly ttl: number; readonly address: string | null; readonly rtt_ms: number | null }[];
  readonly connected?: boolean;
  readonly notice?: string;
}

/** A real packet from inside the instance that the first word names, to the address of the second. */
async function probed(call: Call, probe: Readonly<Record<string, unknown>>): Promise<Probed> {
  const client = await projectClient(call);
  const [name = '', destination = ''] = call.words;
  const item = await find(client, instance, name);
  const sent = withoutUndefined({ ...probe, destination, timeout_ms: numberOf(call, 'timeout-ms') });
  return (await client.call('POST', `${instance.path(client)}/${item.id}/probes`, sent)).body as Probed;
}

const words = ['NAME|ID', 'ADDRESS'];
const patience = value('timeout-ms', 'how long to wait for each answer');
const noticed = (text: string, { notice }: Probed): string => (notice === undefined ? text : `${text}\n${notice}`);

export const instanceCommands: readonly Command[] = [
  {
    noun: 'instance',
    verb: 'create',
    summary: 'create a small network host on a subnet',
    words: ['NAME'],
    flags: [
      required('subnet', 'name or id of its subnet'),
      value('ip', 'its address, by default the lowest free one'),
      list('security-group', 'name or id of a security group; may be repeated'),
    ],
    run: (call) =>
      created(call, instance, async (client) => {
        const groups: string[] = [];
        for (const typed of call.flags['security-group']?.split(',') ?? []) groups.push((await find(client, securityGroup, typed)).id);
        return withoutUndefined({
          name: call.words[0],
          subnet_id: (await find(client, subnet, call.flags['subnet'] ?? '')).id,
          ip_address: call.flags['ip'],
          security_group_ids: groups.length === 0 ? undefined : groups,
        });
      }),
  },
  ...usualVerbs({ noun: 'instance', collection: instance }),
  {
    noun: 'instance',
    verb: 'ping',
    summary: 'send real packets from inside an instance; exit code 1 where nothing came back',
    words,
    flags: [value('count', '1 to 20, by default 3'), patience],
    async run(call) {
      const answer = await probed(call, { type: 'ping', count: numberOf(call, 'count') });
      const { transmitted, received, rtt_ms: rtt } = answer;
      const times = rtt === null ? '' : `, round trip ${[rtt.min, rtt.avg, rtt.max].map((ms) => ms.toFixed(2)).join('/')} ms`;
      const text = `${transmitted} sent, ${received} answered${times}`;
      return { data: answer, text: noticed(text, answer), code: received > 0 ? 0 : 1 };
    },
  },
  {
    noun: 'instance',
    verb: 'connect',
    summary: 'open a TCP connection from inside an instance; exit code 1 where it does not come about',
    words,
    flags: [required('port', '1 to 65535'), patience],
    async run(call) {
      const answer = await probed(call, { type: 'tcp', port: numberOf(call, 'port') });
      const text = answer.connected === true ? 'connected' : 'not connected';
      return { data: answer, text: noticed(text, answer), code: answer.connected === true ? 0 : 1 };
    },
  },
  {
    noun: 'instance',
    verb: 'traceroute',
    summary: 'the routers on the way from inside an instance; exit code 1 where the address itself does not answer',
    words,
    flags: [patience],
    async run(call) {
      const answer = await probed(call, { type: 'traceroute' });
      const rows = (answer.hops ?? []).map(({ ttl, address, rtt_ms }) => ({ ttl, address: address ?? '*', ms: rtt_ms?.toFixed(2) }));
      const text = tableOf(rows, [
        { heading: 'HOP', of: ({ ttl }) => ttl },
        { heading: 'ADDRESS', of: ({ address }) => address },
        { heading: 'MS', of: ({ ms }) => ms },
      ]);
      return { data: answer, text: noticed(text, answer), code: answer.received > 0 ? 0 : 1 };
    },
  },
];
