import type { ProblemOf } from '@isthmus/core';
import { cell, conflicting, gateway, iam, keystone, senseless, type Cell, type Rows } from '../problem-row.ts';
import { v1Invalid } from '../words.ts';

const signatureMessage = (detail = 'verify aksk signature fail'): string => `Incorrect IAM authentication information: ${detail}`;
const tokenRefused = ({ reason, detail }: ProblemOf<'unauthenticated'>): Cell =>
  gateway(401, 'APIGW.0301', signatureMessage(reason === 'signature' ? detail : 'decrypt token fail'));
const refusedLogin = (problem: ProblemOf<'unauthenticated'>): string =>
  problem.reason === 'signature' ? signatureMessage(problem.detail) : keystoneLogin[problem.reason];
const keystoneLogin: Readonly<Record<ProblemOf<'unauthenticated'>['reason'], string>> = {
  missing: 'The request you have made requires authentication.',
  'invalid-token': 'The X-Auth-Token is invalid!',
  'wrong-credentials': 'The username or password is wrong.',
  locked: 'The account is locked after too many failed logins. Try again later.',
  signature: 'Unauthorized.',
};
const iamLogin: Readonly<Record<Exclude<ProblemOf<'unauthenticated'>['reason'], 'signature'>, Cell>> = {
  missing: cell(401, 'IAM.0001'),
  'invalid-token': cell(401, 'IAM.0067'),
  'wrong-credentials': cell(401, 'IAM.0062'),
  locked: cell(401, 'IAM.0061'),
};

/** Who asks, and whether they may. */
export const callerProblems = {
  unauthenticated: {
    message: refusedLogin,
    fix: () => 'get a token from POST /v3/auth/tokens and send it as X-Auth-Token, or sign with an active access key',
    'neutron-v2': tokenRefused,
    'otc-v1': (problem) => (problem.reason === 'signature' ? tokenRefused(problem) : cell(401, 'VPC.0008', 'Invalid token in the header.')),
    'otc-v3': tokenRefused,
    'keystone-v3': (problem) => (problem.reason === 'signature' ? tokenRefused(problem) : keystone(401)),
    'iam-v3': (problem) => (problem.reason === 'signature' ? tokenRefused(problem) : iamLogin[problem.reason]),
    native: cell(401, 'Not logged in'),
  },
  'not-permitted': {
    message: ({ action }) => `Policy doesn't allow <${action}> to be performed.`,
    fix: ({ action }) => `ask an administrator of your account for a role that allows ${action}`,
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2201'),
    'otc-v3': cell(403, 'VPC.2201'),
    'keystone-v3': ({ action }) => keystone(403, `You are not authorized to perform the requested action: ${action}`),
    'iam-v3': cell(403, 'IAM.0003'),
    native: cell(403, 'Not permitted'),
  },
  'project-mismatch': {
    message: () => "The project in the address is not the token's project.",
    fix: () => 'use the id of the project that your token is for',
    'neutron-v2': cell(404, 'HTTPNotFound', 'The resource could not be found.'),
    'otc-v1': cell(400, 'VPC.0007'),
    'otc-v3': cell(400, 'VPC.0007'),
    'keystone-v3': keystone(404),
    'iam-v3': iam(404),
    native: cell(404, 'Not found'),
  },
  'project-required': {
    message: () => 'This needs a token for a project, and the token is for a domain.',
    fix: () => 'ask for a token whose scope is a project',
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2701'),
    'otc-v3': cell(403, 'VPC.2701'),
    'keystone-v3': keystone(403),
    'iam-v3': iam(403),
    native: cell(403, 'A project is needed'),
  },
  'too-many-access-keys': {
    ...senseless('Too many access keys', v1Invalid('access_key'), ({ most }) => `A user has at most ${most} access keys.`),
    fix: () => 'delete an access key first',
    // Published: the message is the code, and the shape Keystone's in both halves of identity.
    'keystone-v3': keystone(400, 'akSkNumExceed'),
    'iam-v3': { ...keystone(400, 'akSkNumExceed'), envelope: 'keystone' },
  },
  replayed: {
    ...conflicting('Carried out already', 'VPC.0110', () => 'This very request, with this signature, was carried out already.'),
    fix: () => 'sign the request again, with a later X-Sdk-Date',
  },
} satisfies Rows;
