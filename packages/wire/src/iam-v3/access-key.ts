import { accessKeyStatuses, idOf, ok, temporaryKeySeconds, type AccessKey, type AccessKeyId, type UserId } from '@isthmus/core';
import { err, type Problem, type Result } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint, WireRequest } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, oneOf, orNull, printableText, wholeNumber } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { microTime } from '../times.ts';

const dialect = 'iam-v3';
const path = '/v3.0/OS-CREDENTIAL/credentials';
const resource = 'access_key';

const shownFields = { access: anyText, user_id: anyText, status: oneOf(accessKeyStatuses), description: anyText, create_time: anyText };
const Shown = named('Credential', Type.Object(shownFields));
/** The secret is told this once. */
const Made = named('NewCredential', Type.Object({ ...shownFields, secret: anyText }));
const Used = named('UsedCredential', Type.Object({ ...shownFields, last_use_time: Type.Optional(anyText) }));

const render = ({ id, userId, status, description, createdAt }: AccessKey) => ({
  access: id,
  user_id: userId,
  status,
  description,
  create_time: microTime(createdAt),
});

const keyId = (params: Readonly<Record<string, string>>) => ({ id: idOf<AccessKeyId>(params['access_key_id'] ?? '') });

const permanent: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'GET',
    path,
    summary: "List a user's permanent access keys, without their secrets",
    resource,
    operation: 'list-access-keys',
    query: Type.Object({ user_id: Type.Optional(filterText) }),
    success: [200, Type.Object({ credentials: Type.Array(Shown) })],
    decode: ({ query: { user_id } }) => ok(user_id ? { userId: idOf<UserId>(user_id) } : {}),
    encode: ({ items }) => ({ credentials: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create a permanent access key; its secret is in this answer alone',
    resource,
    operation: 'create-access-key',
    body: Type.Object({ credential: Type.Object({ user_id: idText, description: Type.Optional(orNull(descriptionText)) }) }),
    success: [201, Type.Object({ credential: Made })],
    decode: ({ body: { credential } }) => ok({ userId: idOf<UserId>(credential.user_id), description: credential.description ?? '' }),
    encode: ({ key, secret }) => ({ credential: { ...render(key), secret } }),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:access_key_id`,
    summary: 'Show a permanent access key and when it was last used',
    operation: 'show-access-key',
    success: [200, Type.Object({ credential: Used })],
    decode: ({ params }) => ok(keyId(params)),
    encode: (key) => ({
      credential: { ...render(key), ...(key.lastUsedAt === null ? {} : { last_use_time: microTime(key.lastUsedAt) }) },
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: `${path}/:access_key_id`,
    summary: 'Enable, disable or describe a permanent access key',
    resource,
    operation: 'update-access-key',
    body: Type.Object({
      credential: Type.Object({ status: Type.Optional(oneOf(accessKeyStatuses)), description: Type.Optional(descriptionText) }),
    }),
    success: [200, Type.Object({ credential: Shown })],
    decode: ({ params, body: { credential } }) => ok({ ...keyId(params), ...credentialChange(credential) }),
    encode: (key) => ({ credential: render(key) }),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:access_key_id`,
    summary: 'Delete a permanent access key; what is signed with it is refused from then on',
    operation: 'delete-access-key',
    success: [204, null],
    decode: ({ params }) => ok(keyId(params)),
  }),
];

const credentialChange = ({ status, description }: { status?: AccessKey['status']; description?: string }) => ({
  ...(status === undefined ? {} : { status }),
  ...(description === undefined ? {} : { description }),
});

const seconds = Type.Optional(orNull(wholeNumber(0, 1_000_000)));
const Identity = Type.Object({
  methods: Type.Array(printableText(1, 64), { minItems: 1, maxItems: 8, description: '["token"]' }),
  token: Type.Optional(
    orNull(
      Type.Object({
        id: Type.Optional(Type.String({ maxLength: 16384, pattern: '^[!-~]{0,16384}$', description: 'a token' })),
        duration_seconds: seconds,
      }),
    ),
  ),
  policy: Type.Optional(orNull(Type.Object({}, { description: 'a policy' }))),
});

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', resource, field, reason, fix });

/** A policy that narrows the key cannot be honoured, and a key that may do more than was asked for is not given out. */
function temporaryOf({ methods, token, policy }: Static<typeof Identity>, { headers }: WireRequest) {
  if (methods.some((method) => method !== 'token'))
    return wrong('auth.identity.methods', 'has a method that is not offered', 'use ["token"]');
  if (policy && Object.keys(policy).length > 0) return wrong('auth.identity.policy', 'is not offered', 'leave it out');
  const subject = token?.id || headers['x-auth-token'];
  if (!subject) return wrong('auth.identity.token.id', 'is required', 'send a token here, or as X-Auth-Token');
  return ok({ subject, seconds: token?.duration_seconds ?? temporaryKeySeconds.usual });
}

const temporary: Endpoint = operationEndpoint({
  dialect,
  method: 'POST',
  path: '/v3.0/OS-CREDENTIAL/securitytokens',
  summary: 'Issue a temporary access key with its security token, by a token',
  resource,
  operation: 'issue-temporary-key',
  body: Type.Object({ auth: Type.Object({ identity: Identity }) }),
  success: [
    201,
    Type.Object({
      credential: named(
        'TemporaryCredential',
        Type.Object({ access: anyText, secret: anyText, securitytoken: anyText, expires_at: anyText }),
      ),
    }),
  ],
  decode: ({ body, request }) => temporaryOf(body.auth.identity, request),
  encode: ({ key, secret, securityToken, expiresAt }) => ({
    credential: { access: key.id, secret, securitytoken: securityToken, expires_at: microTime(expiresAt) },
  }),
});

export const accessKeys: readonly Endpoint[] = [...permanent, temporary];
