import { parseCidr } from '../address/cidr.ts';
import { idOf, type IdSource, type Instant, type ProjectId, type SecurityGroupId, type SecurityGroupRuleId } from '../id.ts';
import { must } from '../result.ts';
import type { SecurityGroup, SecurityGroupRule } from './group.ts';

type RuleShape = Pick<SecurityGroupRule, 'direction' | 'etherType' | 'protocol' | 'portMin' | 'portMax'> & {
  readonly remote: 'everyone' | 'this group';
};

const ingress = (protocol: string, port: number | null): RuleShape => ({
  direction: 'ingress',
  etherType: 'IPv4',
  protocol,
  portMin: port,
  portMax: port,
  remote: 'everyone',
});
const all = (direction: RuleShape['direction'], etherType: RuleShape['etherType'], remote: RuleShape['remote']): RuleShape => ({
  direction,
  etherType,
  protocol: null,
  portMin: null,
  portMax: null,
  remote,
});

/** The published rules of a project's default group. */
export const defaultGroupRules: readonly RuleShape[] = [
  ingress('tcp', 22),
  ingress('tcp', 3389),
  ingress('tcp', 80),
  ingress('tcp', 443),
  ingress('icmp', null),
  all('ingress', 'IPv4', 'this group'),
  all('ingress', 'IPv6', 'this group'),
  all('egress', 'IPv4', 'everyone'),
  all('egress', 'IPv6', 'everyone'),
];

/** What a group is made with: `egress` by v2.0 clients, `egress-and-own` by those of v1 and v3 (published: 2 and 4 rules). */
export type BirthRules = 'egress' | 'egress-and-own';
const birthRules: Readonly<Record<BirthRules, readonly RuleShape[]>> = {
  egress: [all('egress', 'IPv4', 'everyone'), all('egress', 'IPv6', 'everyone')],
  'egress-and-own': [
    all('egress', 'IPv4', 'everyone'),
    all('egress', 'IPv6', 'everyone'),
    all('ingress', 'IPv4', 'this group'),
    all('ingress', 'IPv6', 'this group'),
  ],
};

const anywhere = must(parseCidr('0.0.0.0/0'));

/** The name of a project's default group and of no other: clients find it by that. */
export const defaultGroupName = 'default';

/** The group that a project's first port is in, with its rules. */
export function defaultGroup(
  projectId: ProjectId,
  now: Instant,
  ids: IdSource,
): { readonly group: SecurityGroup; readonly rules: readonly SecurityGroupRule[] } {
  const group: SecurityGroup = {
    id: idOf<SecurityGroupId>(ids.uuid()),
    projectId,
    name: defaultGroupName,
    description: 'Default security group',
    vpcId: null,
    enterpriseProjectId: '0',
    isDefault: true,
    createdAt: now,
    updatedAt: now,
  };
  return { group, rules: rulesFrom(defaultGroupRules, group, ids) };
}

/** The rules that a new group is made with. */
export const rulesAtBirth = (group: SecurityGroup, born: BirthRules, ids: IdSource): readonly SecurityGroupRule[] =>
  rulesFrom(birthRules[born], group, ids);

const rulesFrom = (shapes: readonly RuleShape[], group: SecurityGroup, ids: IdSource): readonly SecurityGroupRule[] =>
  shapes.map(({ remote, ...shape }): SecurityGroupRule => ({
    ...shape,
    id: idOf<SecurityGroupRuleId>(ids.uuid()),
    securityGroupId: group.id,
    projectId: group.projectId,
    remotePrefix: shape.direction === 'ingress' && remote === 'everyone' ? anywhere : null,
    remoteGroupId: remote === 'this group' ? group.id : null,
    description: '',
    createdAt: group.createdAt,
  }));
