import { required, value, type Command } from '../command.ts';
import { collections, find, inForce, projectClient, shownItem, unwrap } from '../resource.ts';
import { fieldsOf } from '../table.ts';
import { byVpc, created, nameAndDescription, usualVerbs, withoutUndefined } from '../usual-verbs.ts';

const { peering, vpc } = collections;

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

export const peeringCommands: readonly Command[] = [
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
      created(call, peering, async (client) =>
        withoutUndefined({
          name: call.words[0],
          description: call.flags['description'],
          request_vpc_info: { vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id },
          accept_vpc_info: withoutUndefined({ vpc_id: call.flags['peer-vpc'], tenant_id: call.flags['peer-project'] }),
        }),
      ),
  },
  ...usualVerbs({
    noun: 'peering',
    collection: peering,
    filters: { ...byVpc, status: { parameter: 'status', among: null } },
    mutable: nameAndDescription,
    deletes: 'delete a peering, with its routes on both sides',
  }),
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
];
