import type { Client } from '../client.ts';
import { required, value, type Call, type Command, type Shown } from '../command.ts';
import { collections, find, inForce, itemPath, projectClient, shownItem, unwrap, wrap, type Item } from '../resource.ts';
import { byVpc, created, nameAndDescription, usualVerbs, withoutUndefined } from '../usual-verbs.ts';

const { peering, routeTable, subnet, vpc } = collections;

/** One change of the table that the first word names; answers the table as it is then. */
async function changed(
  call: Call,
  way: { readonly method: 'POST' | 'PUT'; readonly below: string },
  content: (client: Client, table: Item) => Promise<object>,
): Promise<Shown> {
  const client = await projectClient(call);
  const table = await find(client, routeTable, call.words[0] ?? '');
  const path = `${itemPath(client, routeTable, table)}${way.below}`;
  const { body, generation } = await client.call(way.method, path, wrap(routeTable, await content(client, table)));
  await inForce(client, generation);
  return shownItem(unwrap(routeTable, body));
}

const moved = (verb: 'associate' | 'disassociate', summary: string): Command => ({
  noun: 'route-table',
  verb,
  summary,
  words: ['NAME|ID', 'SUBNET'],
  flags: [],
  run: (call) =>
    changed(call, { method: 'POST', below: '/action' }, async (client) => ({
      subnets: { [verb]: [(await find(client, subnet, call.words[1] ?? '')).id] },
    })),
});

export const routeTableCommands: readonly Command[] = [
  {
    noun: 'route-table',
    verb: 'create',
    summary: 'create a custom route table, for the subnets that are associated with it',
    words: ['NAME'],
    flags: [required('vpc', 'name or id of its VPC'), value('description', 'up to 255 characters')],
    run: (call) =>
      created(call, routeTable, async (client) =>
        withoutUndefined({
          name: call.words[0],
          vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id,
          description: call.flags['description'],
        }),
      ),
  },
  ...usualVerbs({ noun: 'route-table', collection: routeTable, filters: byVpc, mutable: nameAndDescription }),
  {
    noun: 'route-table',
    verb: 'add-route',
    summary: 'add a route over a peering to one route table',
    words: ['NAME|ID'],
    flags: [
      required('destination', "the other side's block"),
      required('peering', 'name or id of the peering'),
      value('description', 'up to 255 characters'),
    ],
    run: (call) =>
      changed(call, { method: 'PUT', below: '' }, async (client) => ({
        routes: {
          add: [
            withoutUndefined({
              type: 'peering',
              destination: call.flags['destination'],
              nexthop: (await find(client, peering, call.flags['peering'] ?? '')).id,
              description: call.flags['description'],
            }),
          ],
        },
      })),
  },
  {
    noun: 'route-table',
    verb: 'remove-route',
    summary: 'remove a route from one route table',
    words: ['NAME|ID'],
    flags: [required('destination', 'of the route')],
    run: (call) =>
      changed(call, { method: 'PUT', below: '' }, async () => ({ routes: { del: [{ destination: call.flags['destination'] }] } })),
  },
  moved('associate', 'let a subnet, by name or id, use this route table'),
  moved('disassociate', 'let a subnet use the default route table of its VPC again'),
];
