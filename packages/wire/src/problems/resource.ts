import type { ProblemOf } from '@isthmus/core';
import { cell, conflicting, iam, keystone, type Rows } from '../problem-row.ts';
import { neutronNoun, nounOf, quotaMessage, v1InUse, v1Missing, v1Quota, v1Taken, v3Missing } from '../words.ts';

const couldNotFind = ({ resource, id }: ProblemOf<'not-found'>): string =>
  `Could not find ${nounOf(resource)}${id === '' ? '' : `: ${id}`}.`;

/** What any thing can be: not there, there already, too many, in use. */
export const resourceProblems = {
  'not-found': {
    message: ({ resource, id }) => `There is no ${nounOf(resource)}${id === '' ? '' : ` ${id}`}.`,
    'neutron-v2': ({ resource, id }) => cell(404, `${neutronNoun(resource)}NotFound`, `${neutronNoun(resource)} ${id} could not be found.`),
    'otc-v1': ({ resource, id }) =>
      cell(404, v1Missing(resource), `The ${nounOf(resource)} ${id} does not exist, or you have no permission for it.`),
    'otc-v3': ({ resource, id }) =>
      cell(404, v3Missing(resource), `The ${nounOf(resource)} ${id} does not exist, or you have no permission for it.`),
    'keystone-v3': (problem) => keystone(404, couldNotFind(problem)),
    'iam-v3': (problem) => iam(404, couldNotFind(problem)),
    native: cell(404, 'Not found'),
  },
  'already-exists': {
    message: ({ resource, field, value }) => `There is a ${nounOf(resource)} with ${field} ${value} already.`,
    fix: ({ field }) => `use another ${field}`,
    'neutron-v2'({ resource, value }) {
      if (resource === 'security_group_rule')
        return cell(409, 'SecurityGroupRuleExists', `Security group rule already exists. Rule id is ${value}.`);
      return cell(409, resource === 'security_group' ? 'SecurityGroupDefaultAlreadyExists' : 'Conflict');
    },
    'otc-v1': ({ resource }) => cell(400, v1Taken(resource)),
    'otc-v3': ({ resource }) => cell(400, v1Taken(resource)),
    'keystone-v3': keystone(409),
    // Published: a name that a user has is 400.
    'iam-v3': ({ resource }) => (resource === 'user' ? cell(400, '1109', 'The username already exists.') : iam(409)),
    native: cell(409, 'Exists already'),
  },
  'over-quota': {
    message: ({ quota, limit, used }) => `The quota ${quota} is used up: ${used} of ${limit}.`,
    fix: ({ quota }) => `delete what is not needed, or ask the administrator for a larger quota ${quota}`,
    'neutron-v2': ({ quota }) => cell(409, 'OverQuota', quotaMessage(quota)),
    'otc-v1': ({ quota }) => cell(409, v1Quota(quota), quotaMessage(quota)),
    'otc-v3': ({ quota }) => cell(409, v1Quota(quota), quotaMessage(quota)),
    'keystone-v3': keystone(403),
    'iam-v3': iam(403),
    native: cell(409, 'Over quota'),
  },
  'in-use': {
    message: ({ resource, id, by, byIds }) => `The ${nounOf(resource)} ${id} is in use by ${nounOf(by)} ${byIds.slice(0, 5).join(', ')}.`,
    fix: ({ by, byIds }) => `first delete ${nounOf(by)} ${byIds.slice(0, 5).join(', ')}`,
    'neutron-v2': ({ resource }) => cell(409, `${neutronNoun(resource)}InUse`),
    'otc-v1': v1InUse,
    'otc-v3': v1InUse,
    'keystone-v3': keystone(409),
    'iam-v3': iam(409),
    native: cell(409, 'In use'),
  },
  immutable: {
    ...conflicting(
      'Cannot be changed',
      'VPC.0110',
      ({ resource, id, reason }) => `The ${nounOf(resource)} ${id} cannot be changed: ${reason}.`,
    ),
    'keystone-v3': keystone(403),
    'iam-v3': iam(403),
  },
  'not-ready': {
    ...conflicting('Not ready', 'VPC.0110', ({ resource, id, reason }) => `The ${nounOf(resource)} ${id} is not ready: ${reason}.`),
  },
} satisfies Rows;
