import { value, type Command } from '../command.ts';
import { collections } from '../resource.ts';
import { created, nameAndDescription, usualVerbs, withoutUndefined } from '../usual-verbs.ts';

export const vpcCommands: readonly Command[] = [
  {
    noun: 'vpc',
    verb: 'create',
    summary: 'create a VPC',
    words: ['NAME'],
    flags: [value('cidr', 'its block, such as 192.168.0.0/16'), value('description', 'up to 255 characters')],
    run: (call) =>
      created(call, collections.vpc, () =>
        withoutUndefined({ name: call.words[0], cidr: call.flags['cidr'], description: call.flags['description'] }),
      ),
  },
  ...usualVerbs({ noun: 'vpc', collection: collections.vpc, mutable: nameAndDescription }),
];
