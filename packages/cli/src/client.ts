import type { Login } from './clouds.ts';
import { Failure, refused } from './failure.ts';

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** Of a write; null for a read. */
  readonly generation: number | null;
}

/** A logged-in connection to a service. Paths that begin with `/` are below its address. */
export interface Client {
  readonly url: string;
  readonly token: string;
  /** Empty with an account-scoped token. */
  readonly projectId: string;
  readonly domainId: string;
  readonly userId: string;
  call(method: string, path: string, body?: unknown): Promise<Answered>;
}

/** Milliseconds. A probe may take 20 packets' time. */
const patience = 60_000;

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** One request; whatever the status. */
export async function exchange({ method, url, token, body }: Sent): Promise<Answered & { readonly headers: Headers }> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (token !== undefined) headers['X-Auth-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    text = await response.text();
  } catch (error) {
    throw new Failure('unreachable', `${new URL(url).origin} does not answer (${reasonOf(error)}). Start it with: npm start`);
  }
  const generation = response.headers.get('Isthmus-Generation');
  return {
    status: response.status,
    body: jsonOf(text),
    generation: generation === null ? null : Number(generation),
    headers: response.headers,
  };
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
};

interface TokenBody {
  readonly token: {
    readonly user: { readonly id: string; readonly domain: { readonly id: string } };
    readonly project?: { readonly id: string };
    readonly catalog?: readonly {
      readonly type: string;
      readonly endpoints: readonly { readonly region: string; readonly url: string }[];
    }[];
  };
}

/** Logs in with a password, as every client of these clouds does, and takes the address of the network service from the catalog. */
export async function connect(login: Login): Promise<Client> {
  const scope = login.project === null ? { domain: login.userDomain } : { project: projectScope(login) };
  const user = { name: login.userName, password: login.password, domain: login.userDomain };
  const body = { auth: { identity: { methods: ['password'], password: { user } }, scope } };
  const answer = await exchange({ method: 'POST', url: `${login.authUrl}/auth/tokens`, body });
  const token = answer.headers.get('X-Subject-Token');
  if (answer.status !== 201 || token === null) throw refused(`not logged in: ${messageOf(answer)}`, answer.body);
  const info = (answer.body as TokenBody).token;
  const endpoints = info.catalog?.find((service) => service.type === 'network')?.endpoints ?? [];
  const endpoint = endpoints.find((candidate) => login.region === null || candidate.region === login.region) ?? endpoints[0];
  const url = (endpoint?.url ?? login.authUrl.replace(/\/v3$/, '')).replace(/\/+$/, '');
  return {
    url,
    token,
    projectId: info.project?.id ?? '',
    domainId: info.user.domain.id,
    userId: info.user.id,
    async call(method, path, sent) {
      const got = await exchange({ method, url: `${url}${path}`, token, body: sent });
      if (got.status >= 400) throw refused(messageOf(got), got.body);
      return got;
    },
  };
}

const projectScope = ({ project, userDomain }: Login): object =>
  project !== null && 'name' in project ? { name: project.name, domain: userDomain } : { ...project };

/** The sentence in any of the envelopes, with the status. */
export function messageOf({ status, body }: Pick<Answered, 'status' | 'body'>): string {
  const sentence = sentenceIn(body);
  return sentence === null ? `the service answered ${status}` : `${sentence} (${status})`;
}

function sentenceIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return typeof body === 'string' && body !== '' ? body.slice(0, 200) : null;
  const fields = body as Record<string, unknown>;
  const detail = typeof fields['fix'] === 'string' ? `; ${fields['fix']}` : '';
  for (const name of ['detail', 'message', 'error_msg', 'title'])
    if (typeof fields[name] === 'string' && fields[name] !== '') return `${fields[name]}${detail}`;
  return sentenceIn(fields['NeutronError'] ?? fields['error'] ?? null);
}
