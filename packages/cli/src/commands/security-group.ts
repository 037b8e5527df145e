import { required, value, type Call, type Command } from '../command.ts';
import { usage } from '../failure.ts';
import { collections, find } from '../resource.ts';
import { created, nameAndDescription, usualVerbs, withoutUndefined } from '../usual-verbs.ts';

const { securityGroup, securityGroupRule } = collections;

/** `443`, or `8000-8100`. */
function portsOf(call: Call): { readonly first?: number; readonly last?: number } {
  const typed = call.flags['ports'];
  if (typed === undefined) return {};
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(typed) ?? [];
  if (first === undefined) throw usage(`--ports ${typed} is neither a port, such as 443, nor a range, such as 8000-8100`);
  return { first: Number(first), last: Number(last) };
}

export const securityGroupCommands: readonly Command[] = [
  {
    noun: 'security-group',
    verb: 'create',
    summary: 'create a security group, which lets out everything and in nothing',
    words: ['NAME'],
    flags: [value('description', 'up to 255 characters')],
    run: (call) => created(call, securityGroup, () => withoutUndefined({ name: call.words[0], description: call.flags['description'] })),
  },
  ...usualVerbs({ noun: 'security-group', collection: securityGroup, mutable: nameAndDescription }),
  {
    noun: 'security-group-rule',
    verb: 'create',
    summary: 'allow more to or from the members of a security group',
    words: [],
    flags: [
      required('group', 'name or id of the security group'),
      value('direction', 'ingress (the default) or egress'),
      value('protocol', 'tcp, udp, icmp or a number; by default all'),
      value('ports', 'one port, or a range such as 8000-8100, for tcp and udp; by default all'),
      value('remote', 'a block of addresses; by default anywhere'),
      value('remote-group', 'name or id of a security group, in place of a block'),
      value('ethertype', 'IPv4 (the default) or IPv6'),
    ],
    run: (call) =>
      created(call, securityGroupRule, async (client) => {
        const { first, last } = portsOf(call);
        const remoteGroup = call.flags['remote-group'];
        return withoutUndefined({
          security_group_id: (await find(client, securityGroup, call.flags['group'] ?? '')).id,
          direction: call.flags['direction'] ?? 'ingress',
          ethertype: call.flags['ethertype'] ?? (call.flags['remote']?.includes(':') === true ? 'IPv6' : 'IPv4'),
          protocol: call.flags['protocol'],
          port_range_min: first,
          port_range_max: last,
          remote_ip_prefix: call.flags['remote'],
          remote_group_id: remoteGroup === undefined ? undefined : (await find(client, securityGroup, remoteGroup)).id,
        });
      }),
  },
  ...usualVerbs({
    noun: 'security-group-rule',
    collection: securityGroupRule,
    filters: { group: { parameter: 'security_group_id', among: securityGroup } },
  }),
];
