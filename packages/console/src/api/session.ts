import { refusalOf } from './refusal.ts';

export interface SessionProject {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** Who is signed in, and every project that they may work in. */
export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
  readonly domain: { readonly id: string; readonly name: string };
  readonly projects: readonly SessionProject[];
  /** RFC 3339. */
  readonly expires_at: string;
}

const url = '/isthmus/v1/session';
const ours = { 'X-Isthmus-Console': '1' };

/** The session of this browser; null where there never was one. One that ended is a refusal of status 401. */
export async function readSession(): Promise<Session | null> {
  const response = await fetch(url, { headers: ours });
  if (response.status === 204) return null;
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Session;
}

export async function signIn(account: string, user: string, password: string): Promise<Session> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...ours, 'Content-Type': 'application/json' },
    body: JSON.stringify({ domain: account, user, password }),
  });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Session;
}

/** Revokes the token and clears the cookie. */
export async function signOut(): Promise<void> {
  await fetch(url, { method: 'DELETE', headers: ours });
}
