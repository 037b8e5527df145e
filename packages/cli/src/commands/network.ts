import { formatAddress, parseCidr, type Cidr } from '@isthmus/core';
import { required, value, list, type Call, type Command } from '../command.ts';
import { usage } from '../failure.ts';
import { fieldsOf } from '../table.ts';
import { collections, find, inForce, listAll, projectClient, shownItem, shownList, unwrap, type Collection } from '../resource.ts';

const { vpc, subnet, instance, peering, route } = collections;

/** `list`, `show` and `delete` are alike for every noun. */
function usualVerbs(noun: string, collection: Collection, filters: readonly string[] = []): readonly Command[] {
  const word = noun === 'route' ? 'ID' : 'NAME|ID';
  return [
    {
      noun,
      verb: 'list',
      summary: `${noun}s of the project`,
      words: [],
      flags: filters.map((name) => value(name, `only those of this ${name}`)),
      async run(call) {
        const client = await projectClient(call);
        const vpcId = call.flags['vpc'] === undefined ? undefined : (await find(client, vpc, call.flags['vpc'])).id;
        return shownList(collection, await listAll(client, collection, { vpc_id: vpcId, status: call.flags['status'] }));
      },
    },
    {
      noun,
      verb: 'show',
      summary: `one ${noun}`,
      words: [word],
      flags: [],
      run: async (call) => shownItem(await find(await projectClient(call), collection, call.words[0] ?? '')),
    },
    {
      noun,
      verb: 'delete',
      summary: noun === 'peering' ? 'delete a peering, with its routes on both sides' : `delete one ${noun}`,
      words: [word],
      flags: [],
      async run(call) {
        const client = await projectClient(call);
        const item = await find(client, collection, call.words[0] ?? '');
        const base = noun === 'subnet' ? `${vpc.path(client)}/${item['vpc_id']}/subnets` : collection.path(client);
        const { generation } = await client.call('DELETE', `${base}/${item.id}`);
        await inForce(client, generation);
        return { data: { id: item.id, deleted: true }, text: `deleted ${noun} ${item.name ?? item.id}` };
      },
    },
  ];
}

interface Creation {
  readonly collection: Collection;
  body(): Promise<object> | object;
}

async function created(call: Call, plan: (client: Awaited<ReturnType<typeof projectClient>>) => Creation): ReturnType<Command['run']> {
  const client = await projectClient(call);
  const { collection, body } = plan(client);
  const content = await body();
  const { body: answer, generation } = await client.call(
    'POST',
    collection.path(client),
    collection.singular === null ? content : { [collection.singular]: content },
  );
  await inForce(client, generation);
  return shownItem(unwrap(collection, answer));
}

/** The first host address: what the published console fills in. */
function firstHost(text: string): string {
  const cidr = parseCidr(text);
  if (!cidr.ok) throw usage(`--cidr ${text} ${cidr.problem.reason}; ${cidr.problem.fix}`);
  const { family, first }: Cidr = cidr.value;
  return formatAddress({ family, value: first + 1n });
}

const withoutUndefined = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, content]) => content !== undefined));

/** `accept` and `reject`: by the accepter alone. */
const decision = (verb: 'accept' | 'reject', summary: string): Command => ({
  noun: 'peering',
  verb,
  summary,
  words: ['NAME|ID'],
  flags: [],
  async run(call) {
    const client = await projectClient(call);
    const item = await find(client, peering, call.words[0] ?? '');
    const { body, generation } = await client.call('PUT', `${peering.path()}/${item.id}/${verb}`);
    await inForce(client, generation);
    return shownItem(unwrap(peering, body));
  },
});

interface Ping {
  readonly transmitted: number;
  readonly received: number;
  readonly rtt_ms: { readonly min: number; readonly avg: number; readonly max: number } | null;
}

export const networkCommands: readonly Command[] = [
  {
    noun: 'vpc',
    verb: 'create',
    summary: 'create a VPC',
    words: ['NAME'],
    flags: [value('cidr', 'its block, such as 192.168.0.0/16'), value('description', 'up to 255 characters')],
    run: (call) =>
      created(call, () => ({
        collection: vpc,
        body: () => withoutUndefined({ name: call.words[0], cidr: call.flags['cidr'], description: call.flags['description'] }),
      })),
  },
  ...usualVerbs('vpc', vpc),
  {
    noun: 'subnet',
    verb: 'create',
    summary: 'create a subnet in a VPC',
    words: ['NAME'],
    flags: [
      required('vpc', 'name or id of its VPC'),
      required('cidr', 'its block, inside the VPC'),
      value('gateway', 'by default the first host address'),
    ],
    run: (call) =>
      created(call, (client) => ({
        collection: subnet,
        body: async () => ({
          name: call.words[0],
          vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id,
          cidr: call.flags['cidr'],
          gateway_ip: call.flags['gateway'] ?? firstHost(call.flags['cidr'] ?? ''),
        }),
      })),
  },
  ...usualVerbs('subnet', subnet, ['vpc']),
  {
    noun: 'instance',
    verb: 'create',
    summary: 'create a small network host on a subnet',
    words: ['NAME'],
    flags: [
      required('subnet', 'name or id of its subnet'),
      value('ip', 'its address, by default the lowest free one'),
      list('security-group', 'id of a security group; may be repeated'),
    ],
    run: (call) =>
      created(call, (client) => ({
        collection: instance,
        body: async () =>
          withoutUndefined({
            name: call.words[0],
            subnet_id: (await find(client, subnet, call.flags['subnet'] ?? '')).id,
            ip_address: call.flags['ip'],
            security_group_ids: call.flags['security-group']?.split(','),
          }),
      })),
  },
  ...usualVerbs('instance', instance),
  {
    noun: 'instance',
    verb: 'ping',
    summary: 'send real packets from inside an instance; exit code 1 where nothing came back',
    words: ['NAME|ID', 'ADDRESS'],
    flags: [value('count', '1 to 20, by default 3'), value('timeout-ms', 'how long to wait for each answer')],
    async run(call) {
      const client = await projectClient(call);
      const [name = '', destination = ''] = call.words;
      const item = await find(client, instance, name);
      const count = call.flags['count'] === undefined ? undefined : Number(call.flags['count']);
      const timeout = call.flags['timeout-ms'] === undefined ? undefined : Number(call.flags['timeout-ms']);
      const probe = withoutUndefined({ type: 'ping', destination, count, timeout_ms: timeout });
      const { body } = await client.call('POST', `${instance.path(client)}/${item.id}/probes`, probe);
      const { transmitted, received, rtt_ms: rtt } = body as Ping;
      const times = rtt === null ? '' : `, round trip ${[rtt.min, rtt.avg, rtt.max].map((ms) => ms.toFixed(2)).join('/')} ms`;
      const text = `${transmitted} sent, ${received} answered${times}`;
      return { data: body, text, code: received > 0 ? 0 : 1 };
    },
  },
  {
    noun: 'peering',
    verb: 'create',
    summary: "ask for a peering with another VPC; the other owner must accept, unless it is this project's own",
    words: ['NAME'],
    flags: [
      required('vpc', 'name or id of your VPC'),
      required('peer-vpc', 'id of the other VPC'),
      value('peer-project', 'id of the project that owns it; by default your own'),
      value('description', 'up to 255 characters'),
    ],
    run: (call) =>
      created(call, (client) => ({
        collection: peering,
        body: async () =>
          withoutUndefined({
            name: call.words[0],
            description: call.flags['description'],
            request_vpc_info: { vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id },
            accept_vpc_info: withoutUndefined({ vpc_id: call.flags['peer-vpc'], tenant_id: call.flags['peer-project'] }),
          }),
      })),
  },
  ...usualVerbs('peering', peering, ['vpc', 'status']),
  decision('accept', 'accept a request; as the owner of the requested VPC'),
  decision('reject', 'reject a request; as the owner of the requested VPC'),
  {
    noun: 'peering',
    verb: 'health',
    summary: 'what a peering is worth at this moment, from your side',
    words: ['NAME|ID'],
    flags: [],
    async run(call) {
      const client = await projectClient(call);
      const item = await find(client, peering, call.words[0] ?? '');
      const { body } = await client.call('GET', `/isthmus/v1/projects/${client.projectId}/peerings/${item.id}/health`);
      return { data: body, text: fieldsOf(body as Record<string, unknown>) };
    },
  },
  {
    noun: 'route',
    verb: 'create',
    summary: "add a route to a VPC's default route table, over a peering",
    words: [],
    flags: [
      required('vpc', 'name or id of your VPC'),
      required('destination', "the other side's block"),
      required('peering', 'name or id of the peering'),
    ],
    run: (call) =>
      created(call, (client) => ({
        collection: route,
        body: async () => ({
          type: 'peering',
          vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id,
          destination: call.flags['destination'],
          nexthop: (await find(client, peering, call.flags['peering'] ?? '')).id,
        }),
      })),
  },
  ...usualVerbs('route', route, ['vpc']),
];
