import assert from 'node:assert/strict';
import { administratorOf, type Service } from './service.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null where the answer has no body, or none that is JSON. */
  readonly body: unknown;
}

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, with no client of ours in between. */
export async function ask(service: Pick<Service, 'url'>, { method, path, body, token, headers = {} }: Ask): Promise<Answer> {
  const sent: Record<string, string> = { ...headers };
  if (token !== undefined) sent['X-Auth-Token'] = token;
  if (body !== undefined) sent['Content-Type'] = 'application/json';
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: sent,
    body: body === undefined ? null : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A body with the fields a test reads; what is not there is undefined, and the assertion says so. */
// oxlint-disable-next-line no-explicit-any
export const fields = (answer: Answer): any => answer.body ?? {};

export interface Credentials {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** A token of a project (by name), or of the account where none is named. */
export interface Session {
  readonly token: string;
  readonly projectId: string;
  readonly domainId: string;
  readonly userId: string;
}

export async function logIn(service: Pick<Service, 'url'>, { domain, user, password }: Credentials, project?: string): Promise<Session> {
  const named = { name: domain };
  const scope = project === undefined ? { domain: named } : { project: { name: project, domain: named } };
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: named } } };
  const answer = await ask(service, { method: 'POST', path: '/v3/auth/tokens', body: { auth: { identity, scope } } });
  assert.equal(answer.status, 201, `log in as ${user}: ${answer.text}`);
  const { token } = fields(answer);
  return {
    token: answer.headers.get('X-Subject-Token') ?? '',
    projectId: token.project?.id ?? '',
    domainId: token.user.domain.id,
    userId: token.user.id,
  };
}

export async function logInAsAdministrator(service: Service): Promise<Session> {
  const { domainName, userName, password } = administratorOf(service.dataDir);
  return logIn(service, { domain: domainName, user: userName, password });
}

/** The password of every user that a test makes. */
export const password = 'correct-horse-battery';

/** A new account with one user of its own name, through the administrator's API. */
export async function createAccount(service: Service, name: string): Promise<Credentials> {
  const { token } = await logInAsAdministrator(service);
  const body = { name, description: '', user: { name, password } };
  const answer = await ask(service, { method: 'POST', path: '/isthmus/v1/domains', token, body });
  assert.equal(answer.status, 201, answer.text);
  return { domain: name, user: name, password };
}

/** Milliseconds. Far above what it should take; a test that must be quick asserts its own. */
const inForceWithin = 20_000;

/** Waits until the write that answered is in force in the data plane. */
export async function inForce(service: Pick<Service, 'url'>, session: Session, written: Answer): Promise<void> {
  const generation = written.headers.get('Isthmus-Generation');
  assert.ok(generation, `a write answers its generation: ${written.status} ${written.text}`);
  const path = `/isthmus/v1/projects/${session.projectId}/receipts/${generation}`;
  const end = performance.now() + inForceWithin;
  for (;;) {
    const receipt = await ask(service, { method: 'GET', path, token: session.token });
    assert.equal(receipt.status, 200, receipt.text);
    if (fields(receipt).in_force === true) return;
    assert.ok(performance.now() < end, `generation ${generation} is not in force after ${inForceWithin} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
