import { formatAddress, parseCidr, type Cidr } from '@isthmus/core';
import { required, value, type Command } from '../command.ts';
import { usage } from '../failure.ts';
import { collections, find } from '../resource.ts';
import { byVpc, created, nameAndDescription, usualVerbs } from '../usual-verbs.ts';

/** The first host address: what the published console fills in. */
function firstHost(text: string): string {
  const cidr = parseCidr(text);
  if (!cidr.ok) throw usage(`--cidr ${text} ${cidr.problem.reason}; ${cidr.problem.fix}`);
  const { family, first }: Cidr = cidr.value;
  return formatAddress({ family, value: first + 1n });
}

export const subnetCommands: readonly Command[] = [
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
      created(call, collections.subnet, async (client) => ({
        name: call.words[0],
        vpc_id: (await find(client, collections.vpc, call.flags['vpc'] ?? '')).id,
        cidr: call.flags['cidr'],
        gateway_ip: call.flags['gateway'] ?? firstHost(call.flags['cidr'] ?? ''),
      })),
  },
  ...usualVerbs({ noun: 'subnet', collection: collections.subnet, filters: byVpc, mutable: nameAndDescription, repeated: ['name'] }),
];
