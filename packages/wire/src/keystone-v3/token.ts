import { err, ok, type Problem, type Result, type TokenInfo, type TokenMethod, type TokenScope } from '@isthmus/core';
import { Type, type Static } from 'typebox';
import type { Endpoint, WireRequest } from '../endpoint.ts';
import { anyText, filterText, named, nullableText, orNull, printableText, secretText } from '../fields.ts';
import { endpoint } from '../row.ts';
import { microTime } from '../times.ts';
import { CatalogEntry, catalogOf } from './catalog.ts';
import { DomainFields, IdAndName, NamedFields, domainRef, projectRef, userRef } from './reference.ts';

const dialect = 'keystone-v3';
const path = '/v3/auth/tokens';
const resource = 'token';

const Auth = Type.Object({
  auth: Type.Object({
    identity: Type.Object({
      methods: Type.Array(printableText(1, 64), { minItems: 1, maxItems: 8, description: '["password"] or ["token"]' }),
      password: Type.Optional(Type.Object({ user: Type.Object({ ...NamedFields, password: secretText(0) }) })),
      token: Type.Optional(
        Type.Object({ id: Type.String({ minLength: 1, maxLength: 16384, pattern: '^[!-~]{1,16384}$', description: 'a token' }) }),
      ),
    }),
    scope: Type.Optional(
      Type.Union(
        [
          Type.Object({
            project: Type.Optional(orNull(Type.Object(NamedFields))),
            domain: Type.Optional(orNull(DomainFields)),
            unscoped: Type.Optional(Type.Object({})),
          }),
          Type.Literal('unscoped'),
          Type.Null(),
        ],
        { description: 'a project or a domain, each by id or by name' },
      ),
    ),
  }),
});

const Token = named(
  'Token',
  Type.Object({
    methods: Type.Array(anyText),
    issued_at: anyText,
    expires_at: anyText,
    user: Type.Object({ id: anyText, name: anyText, domain: IdAndName, password_expires_at: nullableText }),
    project: Type.Optional(Type.Object({ id: anyText, name: anyText, domain: IdAndName })),
    domain: Type.Optional(IdAndName),
    roles: Type.Array(IdAndName),
    catalog: Type.Optional(Type.Array(CatalogEntry)),
  }),
);
const Wrapped = Type.Object({ token: Token });
const Query = Type.Object({ nocatalog: Type.Optional(filterText) });

type Body = Static<typeof Auth>;
type Identity = Body['auth']['identity'];

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', resource, field, reason, fix });

/** A second method would be a second proof; one that we cannot check is refused and never skipped. */
function methodOf({ methods, password, token }: Identity): Result<TokenMethod, Problem> {
  const [method, ...others] = [...new Set(methods)];
  if (others.length > 0 || (method !== 'password' && method !== 'token'))
    return wrong('auth.identity.methods', 'has a method that is not offered', 'use ["password"] or ["token"]');
  if (method === 'token')
    return token === undefined
      ? wrong('auth.identity.token', 'is required', 'send {"id": "<token>"}')
      : ok({ kind: 'token', token: token.id });
  if (password === undefined) return wrong('auth.identity.password', 'is required', 'send {"user": {...}}');
  const user = userRef(password.user);
  if (user === null && password.user.name)
    return wrong('auth.identity.password.user.domain', 'is required', "name the user's domain, by id or by name");
  if (user === null)
    return wrong('auth.identity.password.user', 'names no user', "use the user's id, or its name together with its domain");
  return ok({ kind: 'password', user, password: password.user.password });
}

/** A project wins over a domain; an empty scope is none. */
function scopeOf(scope: Body['auth']['scope'], method: TokenMethod): Result<TokenScope, Problem> {
  if (scope === undefined || scope === null || scope === 'unscoped') return ok({ kind: 'unscoped' });
  if (scope.project) {
    const project = projectRef(scope.project);
    if (project === null) return wrong('auth.scope.project', 'names no project', 'use its id or its name');
    if (method.kind === 'token' && 'name' in project && project.domain === undefined)
      return wrong(
        'auth.scope.project.domain',
        'is required',
        'a token does not say whose project is meant: name the domain, or use the project id',
      );
    return ok({ kind: 'project', project });
  }
  if (!scope.domain) return ok({ kind: 'unscoped' });
  const domain = domainRef(scope.domain);
  return domain === null ? wrong('auth.scope.domain', 'names no domain', 'use its id or its name') : ok({ kind: 'domain', domain });
}

function render(info: TokenInfo, request: WireRequest, nocatalog: string | undefined) {
  const { principal } = info;
  const home = { id: principal.domainId, name: principal.domainName };
  const { project } = principal;
  return {
    token: {
      methods: info.methods,
      issued_at: microTime(info.issuedAt),
      expires_at: microTime(info.expiresAt),
      user: { id: principal.userId, name: principal.userName, domain: home, password_expires_at: null },
      ...(project === undefined
        ? { domain: home }
        : { project: { id: project.id, name: project.name, domain: info.projectDomain ?? home } }),
      roles: principal.roles.map((role) => ({ id: '0', name: role })),
      ...(nocatalog ? {} : { catalog: catalogOf(request.site, principal) }),
    },
  };
}

const header = (token: string) => ({ 'X-Subject-Token': token });

/** The token that a request is about; over-long ones are not looked at. */
function subjectOf({ headers }: WireRequest): Result<string, Problem> {
  const subject = headers['x-subject-token'];
  if (subject === undefined || subject === '') return wrong('X-Subject-Token', 'is required', 'send the token in this header');
  return subject.length > 16384 ? err({ kind: 'not-found', resource, id: '' }) : ok(subject);
}

const show = (method: 'GET' | 'HEAD', summary: string): Endpoint =>
  endpoint({
    dialect,
    method,
    path,
    summary,
    resource,
    operations: ['validate-token'],
    query: Query,
    responses: { 200: method === 'GET' ? Wrapped : null },
    async handle({ query, request }, run) {
      const subject = subjectOf(request);
      if (!subject.ok) return subject;
      const done = await run('validate-token', { subject: subject.value });
      if (!done.ok) return done;
      const headers = header(subject.value);
      return ok({ status: 200, headers, ...(method === 'GET' ? { body: render(done.value.value, request, query.nocatalog) } : {}) });
    },
  });

export const tokens: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Issue a token, by password or by another token; it comes in header X-Subject-Token',
    resource,
    operations: ['issue-token'],
    query: Query,
    body: Auth,
    responses: { 201: Wrapped },
    async handle({ query, body: { auth }, request }, run) {
      const method = methodOf(auth.identity);
      if (!method.ok) return method;
      const scope = scopeOf(auth.scope, method.value);
      if (!scope.ok) return scope;
      const done = await run('issue-token', { method: method.value, scope: scope.value, source: request.source });
      if (!done.ok) return done;
      const { token, info } = done.value.value;
      const { generation } = done.value;
      return ok({ status: 201, headers: header(token), generation, body: render(info, request, query.nocatalog) });
    },
  }),
  show('GET', 'Show a token'),
  show('HEAD', 'Whether a token is valid'),
  endpoint({
    dialect,
    method: 'DELETE',
    path,
    summary: 'Revoke a token',
    resource,
    operations: ['revoke-token'],
    responses: { 204: null },
    async handle({ request }, run) {
      const subject = subjectOf(request);
      if (!subject.ok) return subject;
      const done = await run('revoke-token', { subject: subject.value });
      return done.ok ? ok({ status: 204, generation: done.value.generation }) : done;
    },
  }),
];
