import type { Problem, ProblemKind, ProblemOf } from '@isthmus/core';
import type { Dialect, WireResponse } from './endpoint.ts';
import { envelopes, type EnvelopeName, type Refusal } from './envelopes.ts';
import { neutronNoun, nounOf, quotaMessage, v1InUse, v1Invalid, v1InvalidField, v1Missing, v1Quota, v1Taken, v3Missing } from './words.ts';

/** One cell: the status, the dialect's word for it, and where they differ from the row's and the dialect's own, message and envelope. */
interface Cell {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly envelope?: EnvelopeName;
}
type CellOf<P> = Cell | ((problem: P) => Cell);

interface Row<P> {
  /** One sentence, for whoever caused it; says nothing of anyone else's things. */
  message(problem: P): string;
  fix?(problem: P): string;
  readonly 'neutron-v2': CellOf<P>;
  readonly 'otc-v1': CellOf<P>;
  readonly 'otc-v3': CellOf<P>;
  readonly 'keystone-v3': CellOf<P>;
  readonly native: CellOf<P>;
}

const cell = (status: number, code: string, message?: string): Cell => ({ status, code, ...(message === undefined ? {} : { message }) });
/** As the gateway in front of every service says it. */
const gateway = (status: number, code: string, message?: string): Cell => ({ ...cell(status, code, message), envelope: 'gateway' });

/** The titles Keystone gives its statuses. */
const keystoneTitles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};
const keystone = (status: number, message?: string): Cell => cell(status, keystoneTitles[status] ?? 'Error', message);

/** Upstream begins every refusal of a value with these words, and clients match them. */
const invalidInput = (message: string): Cell => cell(400, 'InvalidInput', `Invalid input for operation: ${message}`);
const whole = ({ field, reason, fix }: ProblemOf<'invalid-field'>): string => `${field} ${reason}; ${fix}.`;

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

/** A refusal of a value that makes no sense, in every dialect: 400. */
const senseless = <P>(title: string, v1: string | ((problem: P) => string), message: (problem: P) => string): Omit<Row<P>, 'fix'> => ({
  message,
  'neutron-v2': (problem) => invalidInput(message(problem)),
  'otc-v1': (problem) => cell(400, typeof v1 === 'string' ? v1 : v1(problem)),
  'otc-v3': (problem) => cell(400, typeof v1 === 'string' ? v1 : v1(problem)),
  'keystone-v3': keystone(400),
  native: cell(400, title),
});

/** What is in the way of a request that makes sense, in every dialect: 409. */
const conflicting = <P>(title: string, v1: string, message: (problem: P) => string): Omit<Row<P>, 'fix'> => ({
  message,
  'neutron-v2': cell(409, 'Conflict'),
  'otc-v1': cell(409, v1),
  'otc-v3': cell(409, v1),
  'keystone-v3': keystone(409),
  native: cell(409, title),
});

/** What an address is called in bodies, in every dialect. */
const addressFields = { subnet: 'gateway_ip', port: 'ip_address', private_ip: 'ip_address' } as const;

/** Every problem in every dialect; a kind without a row, or a row without a dialect, does not compile. */
export const problems: { readonly [Kind in ProblemKind]: Row<ProblemOf<Kind>> } = {
  'invalid-field': {
    ...senseless('A field is wrong', v1InvalidField, whole),
    fix: ({ fix }) => fix,
    'neutron-v2': (problem) => (problem.nature === 'shape' ? cell(400, 'HTTPBadRequest') : invalidInput(whole(problem))),
    native: (problem) => cell(400, 'A field is wrong', `${problem.field} ${problem.reason}.`),
  },
  'malformed-body': {
    message: ({ reason }) => `The body of the request cannot be read: ${reason}.`,
    'neutron-v2': cell(400, 'HTTPBadRequest'),
    'otc-v1': cell(400, v1Invalid()),
    'otc-v3': cell(400, v1Invalid()),
    'keystone-v3': keystone(400),
    native: cell(400, 'The body cannot be read'),
  },
  'body-too-large': {
    message: ({ limit }) => `The body of the request is larger than ${limit} bytes.`,
    'neutron-v2': cell(413, 'HTTPRequestEntityTooLarge'),
    'otc-v1': gateway(413, 'APIG.0201'),
    'otc-v3': gateway(413, 'APIG.0201'),
    'keystone-v3': keystone(413),
    native: cell(413, 'The body is too large'),
  },
  unauthenticated: {
    message: refusedLogin,
    fix: () => 'get a token from POST /v3/auth/tokens and send it as X-Auth-Token, or sign with an active access key',
    'neutron-v2': tokenRefused,
    'otc-v1': (problem) => (problem.reason === 'signature' ? tokenRefused(problem) : cell(401, 'VPC.0008', 'Invalid token in the header.')),
    'otc-v3': tokenRefused,
    'keystone-v3': (problem) => (problem.reason === 'signature' ? tokenRefused(problem) : keystone(401)),
    native: cell(401, 'Not logged in'),
  },
  'not-permitted': {
    message: ({ action }) => `Policy doesn't allow <${action}> to be performed.`,
    fix: ({ action }) => `ask an administrator of your account for a role that allows ${action}`,
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2201'),
    'otc-v3': cell(403, 'VPC.2201'),
    'keystone-v3': ({ action }) => keystone(403, `You are not authorized to perform the requested action: ${action}`),
    native: cell(403, 'Not permitted'),
  },
  'project-mismatch': {
    message: () => "The project in the address is not the token's project.",
    fix: () => 'use the id of the project that your token is for',
    'neutron-v2': cell(404, 'HTTPNotFound', 'The resource could not be found.'),
    'otc-v1': cell(400, 'VPC.0007'),
    'otc-v3': cell(400, 'VPC.0007'),
    'keystone-v3': keystone(404),
    native: cell(404, 'Not found'),
  },
  'project-required': {
    message: () => 'This needs a token for a project, and the token is for a domain.',
    fix: () => 'ask for a token whose scope is a project',
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2701'),
    'otc-v3': cell(403, 'VPC.2701'),
    'keystone-v3': keystone(403),
    native: cell(403, 'A project is needed'),
  },
  'not-found': {
    message: ({ resource, id }) => `There is no ${nounOf(resource)}${id === '' ? '' : ` ${id}`}.`,
    'neutron-v2': ({ resource, id }) => cell(404, `${neutronNoun(resource)}NotFound`, `${neutronNoun(resource)} ${id} could not be found.`),
    'otc-v1': ({ resource, id }) =>
      cell(404, v1Missing(resource), `The ${nounOf(resource)} ${id} does not exist, or you have no permission for it.`),
    'otc-v3': ({ resource, id }) =>
      cell(404, v3Missing(resource), `The ${nounOf(resource)} ${id} does not exist, or you have no permission for it.`),
    'keystone-v3': ({ resource, id }) => keystone(404, `Could not find ${nounOf(resource)}${id === '' ? '' : `: ${id}`}.`),
    native: cell(404, 'Not found'),
  },
  'no-such-endpoint': {
    message: ({ method, path }) => `There is no ${method} ${path.slice(0, 200)} here.`,
    'neutron-v2': cell(404, 'HTTPNotFound', 'The resource could not be found.'),
    'otc-v1': gateway(404, 'APIG.0101', 'The API does not exist or has not been published.'),
    'otc-v3': gateway(404, 'APIG.0101', 'The API does not exist or has not been published.'),
    'keystone-v3': keystone(404, 'The resource could not be found.'),
    native: cell(404, 'No such endpoint'),
  },
  'already-exists': {
    message: ({ resource, field, value }) => `There is a ${nounOf(resource)} with ${field} ${value} already.`,
    fix: ({ field }) => `use another ${field}`,
    'neutron-v2': ({ resource, value }) =>
      resource === 'security_group_rule'
        ? cell(409, 'SecurityGroupRuleExists', `Security group rule already exists. Rule id is ${value}.`)
        : cell(409, 'Conflict'),
    'otc-v1': ({ resource }) => cell(400, v1Taken(resource)),
    'otc-v3': ({ resource }) => cell(400, v1Taken(resource)),
    'keystone-v3': keystone(409),
    native: cell(409, 'Exists already'),
  },
  'too-many-access-keys': {
    ...senseless('Too many access keys', v1Invalid('access_key'), ({ most }) => `A user has at most ${most} access keys.`),
    fix: () => 'delete an access key first',
    // Published: the message is the code.
    'keystone-v3': keystone(400, 'akSkNumExceed'),
  },
  replayed: {
    ...conflicting('Carried out already', 'VPC.0110', () => 'This very request, with this signature, was carried out already.'),
    fix: () => 'sign the request again, with a later X-Sdk-Date',
  },
  'over-quota': {
    message: ({ quota, limit, used }) => `The quota ${quota} is used up: ${used} of ${limit}.`,
    fix: ({ quota }) => `delete what is not needed, or ask the administrator for a larger quota ${quota}`,
    'neutron-v2': ({ quota }) => cell(409, 'OverQuota', quotaMessage(quota)),
    'otc-v1': ({ quota }) => cell(409, v1Quota(quota), quotaMessage(quota)),
    'otc-v3': ({ quota }) => cell(409, v1Quota(quota), quotaMessage(quota)),
    'keystone-v3': keystone(403),
    native: cell(409, 'Over quota'),
  },
  'in-use': {
    message: ({ resource, id, by, byIds }) => `The ${nounOf(resource)} ${id} is in use by ${nounOf(by)} ${byIds.slice(0, 5).join(', ')}.`,
    fix: ({ by, byIds }) => `first delete ${nounOf(by)} ${byIds.slice(0, 5).join(', ')}`,
    'neutron-v2': ({ resource }) => cell(409, `${neutronNoun(resource)}InUse`),
    'otc-v1': v1InUse,
    'otc-v3': v1InUse,
    'keystone-v3': keystone(409),
    native: cell(409, 'In use'),
  },
  immutable: {
    ...conflicting(
      'Cannot be changed',
      'VPC.0110',
      ({ resource, id, reason }) => `The ${nounOf(resource)} ${id} cannot be changed: ${reason}.`,
    ),
    'keystone-v3': keystone(403),
  },
  'peer-unknown': {
    ...senseless('The peer is not known', v1Invalid('peering'), () => 'Accept VPC id or tenant id is incorrect.'),
    fix: () => "check the peer's project id and VPC id with its owner; both must be in this region",
  },
  'same-vpc': {
    ...senseless('A VPC cannot peer with itself', v1Invalid('peering'), () => 'The two VPCs of a peering must be different.'),
    fix: () => 'name another VPC as the peer',
  },
  'pair-taken': {
    ...conflicting(
      'The two VPCs have a peering already',
      'VPC.0110',
      ({ peeringId, status }) => `The two VPCs have a peering already: ${peeringId || 'made just now'}, ${status}.`,
    ),
    fix: ({ peeringId }) => `delete peering ${peeringId} first, or use it`,
  },
  'wrong-status': {
    ...conflicting(
      'Not in this status',
      'VPC.0110',
      ({ peeringId, action, status, allowed }) =>
        `The peering ${peeringId} is ${status}: to ${action} it, it must be ${allowed.join(' or ')}.`,
    ),
  },
  'wrong-side': {
    message: ({ peeringId, action, allowed }) => `Only the ${allowed.join(' or the ')} of peering ${peeringId} may ${action} it.`,
    fix: ({ allowed }) => `let the owner of the ${allowed.join(' or ')}'s VPC do it`,
    'neutron-v2': cell(403, 'PolicyNotAuthorized'),
    'otc-v1': cell(403, 'VPC.2201'),
    'otc-v3': cell(403, 'VPC.2201'),
    'keystone-v3': keystone(403),
    native: cell(403, "Not this side's to do"),
  },
  'destination-taken': {
    ...conflicting(
      'The destination has a route already',
      'VPC.2812',
      ({ destination }) => `The route table has a route to ${destination} already.`,
    ),
    fix: ({ destination }) => `delete the route to ${destination} first, or use another destination`,
  },
  'destination-repeated': {
    ...senseless(
      'A destination is named twice',
      'VPC.2809',
      ({ destination }) => `The request names the destination ${destination} twice.`,
    ),
    fix: () => 'name each destination once',
  },
  'subnet-elsewhere': {
    ...senseless(
      'Not a subnet of this VPC',
      'VPC.2807',
      ({ subnetId, vpcId }) => `The subnet ${subnetId} does not exist or does not belong to VPC ${vpcId}.`,
    ),
    fix: ({ vpcId }) => `use the id of a subnet of VPC ${vpcId}`,
  },
  'not-in-vpc': {
    ...senseless('Not in this VPC', 'VPC.0207', ({ subnetId, vpcId }) => `The subnet ${subnetId} is not in VPC ${vpcId}.`),
    fix: () => 'name the VPC that the subnet is in',
  },
  'subnet-not-associated': {
    ...senseless(
      'Not associated',
      'VPC.2807',
      ({ subnetId, routeTableId }) => `The subnet ${subnetId} is not associated with the route table ${routeTableId}.`,
    ),
    fix: () => 'name subnets of this route table alone',
  },
  'destination-local': {
    ...senseless(
      'The destination is local',
      'VPC.2809',
      ({ destination, local }) => `The destination ${destination} lies inside the local route ${local}, which always wins.`,
    ),
    fix: ({ local }) => `use a destination outside ${local}, or a wider one`,
  },
  'cidr-not-private': {
    ...senseless(
      'Not a private block',
      ({ resource }) => v1Invalid(resource),
      ({ cidr }) => `The block ${cidr} is not within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask the service allows.`,
    ),
    fix: () => 'use a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
  },
  'cidr-outside-vpc': {
    ...senseless(
      "Outside the VPC's blocks",
      'VPC.0203',
      ({ cidr, blocks }) =>
        `The block ${cidr} is not within the VPC, which has ${blocks.length === 0 ? 'no block yet' : blocks.join(', ')}.`,
    ),
    fix: ({ blocks }) => (blocks.length === 0 ? 'give the VPC a block first' : `use a block within ${blocks.join(' or ')}`),
  },
  'cidr-overlap': {
    message: ({ cidr, other }) => `The block ${cidr} overlaps ${other}.`,
    fix: ({ other }) => `use a block that does not overlap ${other}`,
    'neutron-v2': ({ cidr, other }) => invalidInput(`The block ${cidr} overlaps ${other}.`),
    'otc-v1': ({ resource }) => cell(400, resource === 'subnet' ? 'VPC.0204' : v1Invalid(resource)),
    'otc-v3': ({ resource }) => cell(400, resource === 'subnet' ? 'VPC.0204' : resource === 'vpc' ? 'VPC.9912' : v1Invalid(resource)),
    'keystone-v3': keystone(400),
    native: cell(409, 'The blocks overlap'),
  },
  'cidr-in-use': {
    ...senseless(
      'Subnets lie outside the new block',
      'VPC.0117',
      ({ cidr, subnets }) => `The block ${cidr} does not contain the subnets ${subnets.slice(0, 5).join(', ')}.`,
    ),
    fix: ({ subnets }) => `use a block that contains ${subnets.slice(0, 5).join(', ')}`,
    // v3 knows it of the removal of a secondary block alone.
    'otc-v3': ({ cidr, subnets }) => cell(409, 'VPC.9914', `The block ${cidr} holds the subnets ${subnets.slice(0, 5).join(', ')}.`),
  },
  'block-refused': {
    ...senseless(
      'Not a block a VPC can have',
      ({ why }) => (why === 'too-many' ? 'VPC.9916' : 'VPC.9911'),
      ({ cidr, reason }) => `The block ${cidr} cannot be added: ${reason}.`,
    ),
    fix: ({ fix }) => fix,
  },
  'address-outside-subnet': {
    ...senseless(
      'Outside the subnet',
      ({ resource }) => v1Invalid(resource),
      ({ resource, address, cidr }) => `${addressFields[resource]} ${address} is not within ${cidr}.`,
    ),
    fix: ({ cidr }) => `use an address within ${cidr}`,
  },
  'address-reserved': {
    ...senseless(
      'A reserved address',
      ({ resource }) => v1Invalid(resource),
      ({ resource, address, cidr }) => `${addressFields[resource]} ${address} is reserved in ${cidr}.`,
    ),
    fix: () => 'use another address, or none to get a free one',
  },
  'address-in-use': {
    ...conflicting('The address is in use', 'VPC.0701', ({ address }) => `The address ${address} is in use.`),
    fix: () => 'use another address, or none to get a free one',
    'neutron-v2': cell(409, 'IpAddressInUse'),
  },
  'no-address-left': {
    ...conflicting('No address is left', 'VPC.0703', ({ subnetId }) => `The subnet ${subnetId} has no free address left.`),
    fix: () => 'delete what is not needed in the subnet, or use another subnet',
    'neutron-v2': cell(409, 'IpAddressGenerationFailure'),
  },
  'not-ready': {
    ...conflicting('Not ready', 'VPC.0110', ({ resource, id, reason }) => `The ${nounOf(resource)} ${id} is not ready: ${reason}.`),
  },
  'guardrail-broken': {
    ...conflicting('A guardrail forbids it', 'VPC.0110', ({ name, rule, packet: { source, destination, protocol, port } }) => {
      const flow = port === null ? protocol : `${protocol}/${port}`;
      const then = rule === 'never' ? 'would get through and never may' : 'would no longer get through and always must';
      return `The guardrail ${name} forbids it: ${flow} from ${source} to ${destination} ${then}.`;
    }),
    fix: ({ guardrailId }) =>
      guardrailId === ''
        ? 'close what the packet goes through first, or state less'
        : `make a change that leaves it whole, or delete guardrail ${guardrailId} first`,
  },
  'not-offered': {
    message: ({ what }) => `This installation does not offer ${what}.`,
    'neutron-v2': cell(404, 'HTTPNotFound'),
    'otc-v1': gateway(404, 'APIG.0101'),
    'otc-v3': gateway(404, 'APIG.0101'),
    'keystone-v3': keystone(404),
    native: cell(501, 'Not offered'),
  },
  unavailable: {
    message: ({ reason }) => `The service cannot answer at this moment: ${reason}.`,
    fix: () => 'try again in a moment',
    'neutron-v2': cell(503, 'ServiceUnavailable'),
    'otc-v1': cell(503, 'VPC.0111'),
    'otc-v3': cell(503, 'VPC.0111'),
    'keystone-v3': keystone(503),
    native: cell(503, 'Not available'),
  },
  internal: {
    message: ({ requestId }) => `Something went wrong inside the service. The log has it under ${requestId}.`,
    'neutron-v2': cell(500, 'HTTPInternalServerError'),
    'otc-v1': cell(500, 'VPC.0111'),
    'otc-v3': cell(500, 'VPC.0111'),
    'keystone-v3': keystone(500),
    native: cell(500, 'A bug'),
  },
};

const envelopeOf: Readonly<Record<Dialect, EnvelopeName>> = {
  'neutron-v2': 'neutron',
  'otc-v1': 'vpc-v1',
  'otc-v3': 'vpc-v3',
  'keystone-v3': 'keystone',
  native: 'native',
};
const contentTypes: Readonly<Record<EnvelopeName, string>> = {
  neutron: 'application/json',
  'vpc-v1': 'application/json',
  'vpc-v3': 'application/json',
  keystone: 'application/json',
  gateway: 'application/json',
  native: 'application/problem+json',
};

const rowOf = (problem: Problem): Row<Problem> => problems[problem.kind] as Row<Problem>;

/** One sentence, before any dialect has put it into its own words. */
export const messageOf = (problem: Problem): string => rowOf(problem).message(problem);
/** What mends it, where its row says so. */
export const fixOf = (problem: Problem): string | undefined => rowOf(problem).fix?.(problem);

/** The answer that `dialect` gives to `problem`: status, code, text and envelope from the one table. */
export function encodeProblem(problem: Problem, dialect: Dialect, requestId: string): WireResponse {
  const entry = rowOf(problem)[dialect];
  const {
    status,
    code,
    message = messageOf(problem),
    envelope = envelopeOf[dialect],
  } = typeof entry === 'function' ? entry(problem) : entry;
  const fix = fixOf(problem);
  const refusal: Refusal = { status, code, message, requestId, problem, ...(fix === undefined ? {} : { fix }) };
  return { status, headers: { 'Content-Type': contentTypes[envelope] }, body: envelopes[envelope](refusal) };
}
