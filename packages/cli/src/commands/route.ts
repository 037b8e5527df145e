import { required, type Command } from '../command.ts';
import { collections, find } from '../resource.ts';
import { byVpc, created, usualVerbs } from '../usual-verbs.ts';

const { peering, route, vpc } = collections;

export const routeCommands: readonly Command[] = [
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
      created(call, route, async (client) => ({
        type: 'peering',
        vpc_id: (await find(client, vpc, call.flags['vpc'] ?? '')).id,
        destination: call.flags['destination'],
        nexthop: (await find(client, peering, call.flags['peering'] ?? '')).id,
      })),
  },
  ...usualVerbs({ noun: 'route', collection: route, filters: byVpc }),
];
