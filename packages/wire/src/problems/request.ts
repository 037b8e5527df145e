import type { ProblemOf } from '@isthmus/core';
import { cell, gateway, iam, invalidInput, keystone, senseless, type Rows } from '../problem-row.ts';
import { iamInvalidField, v1Invalid, v1InvalidField } from '../words.ts';

const whole = ({ field, reason, fix }: ProblemOf<'invalid-field'>): string => `${field} ${reason}; ${fix}.`;

/** What is wrong with a request before anybody asks what it is about, and what is wrong with us. */
export const requestProblems = {
  'malformed-body': {
    message: ({ reason }) => `The body of the request cannot be read: ${reason}.`,
    'neutron-v2': cell(400, 'HTTPBadRequest'),
    'otc-v1': cell(400, v1Invalid()),
    'otc-v3': cell(400, v1Invalid()),
    'keystone-v3': keystone(400),
    'iam-v3': ({ reason }) => cell(400, 'IAM.0011', `Request body is invalid: ${reason}.`),
    native: cell(400, 'The body cannot be read'),
  },
  'body-too-large': {
    message: ({ limit }) => `The body of the request is larger than ${limit} bytes.`,
    'neutron-v2': cell(413, 'HTTPRequestEntityTooLarge'),
    'otc-v1': gateway(413, 'APIG.0201'),
    'otc-v3': gateway(413, 'APIG.0201'),
    'keystone-v3': keystone(413),
    'iam-v3': cell(413, 'IAM.1101'),
    native: cell(413, 'The body is too large'),
  },
  'no-such-endpoint': {
    message: ({ method, path }) => `There is no ${method} ${path.slice(0, 200)} here.`,
    'neutron-v2': cell(404, 'HTTPNotFound', 'The resource could not be found.'),
    'otc-v1': gateway(404, 'APIG.0101', 'The API does not exist or has not been published.'),
    'otc-v3': gateway(404, 'APIG.0101', 'The API does not exist or has not been published.'),
    'keystone-v3': keystone(404, 'The resource could not be found.'),
    'iam-v3': gateway(404, 'APIG.0101', 'The API does not exist or has not been published.'),
    native: cell(404, 'No such endpoint'),
  },
  'invalid-field': {
    ...senseless('A field is wrong', v1InvalidField, whole),
    fix: ({ fix }) => fix,
    'neutron-v2': (problem) => (problem.nature === 'shape' ? cell(400, 'HTTPBadRequest') : invalidInput(whole(problem))),
    'iam-v3': (problem) => cell(400, iamInvalidField(problem), whole(problem)),
    native: (problem) => cell(400, 'A field is wrong', `${problem.field} ${problem.reason}.`),
  },
  'not-offered': {
    message: ({ what }) => `This installation does not offer ${what}.`,
    'neutron-v2': cell(404, 'HTTPNotFound'),
    'otc-v1': gateway(404, 'APIG.0101'),
    'otc-v3': gateway(404, 'APIG.0101'),
    'keystone-v3': keystone(404),
    'iam-v3': gateway(404, 'APIG.0101'),
    native: cell(501, 'Not offered'),
  },
  unavailable: {
    message: ({ reason }) => `The service cannot answer at this moment: ${reason}.`,
    fix: () => 'try again in a moment',
    'neutron-v2': cell(503, 'ServiceUnavailable'),
    'otc-v1': cell(503, 'VPC.0111'),
    'otc-v3': cell(503, 'VPC.0111'),
    'keystone-v3': keystone(503),
    'iam-v3': iam(503),
    native: cell(503, 'Not available'),
  },
  internal: {
    message: ({ requestId }) => `Something went wrong inside the service. The log has it under ${requestId}.`,
    'neutron-v2': cell(500, 'HTTPInternalServerError'),
    'otc-v1': cell(500, 'VPC.0111'),
    'otc-v3': cell(500, 'VPC.0111'),
    'keystone-v3': keystone(500),
    'iam-v3': iam(500),
    native: cell(500, 'A bug'),
  },
} satisfies Rows;
