const name = 'isthmus-session';

/** The session token that a browser sent, or null. The first cookie of our name counts, as the browser sends the longest path first. */
export function tokenIn(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name && value.length > 0) return value.join('=');
  }
  return null;
}

interface Lifetime {
  readonly token: string;
  /** Seconds. */
  readonly maxAge: number;
  readonly protocol: string;
}

/** HttpOnly: no script reads it. SameSite=Strict: no other site's page sends it. */
export const cookieFor = ({ token, maxAge, protocol }: Lifetime): string =>
  `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${protocol === 'https' ? '; Secure' : ''}`;

export const cookieCleared = (protocol: string): string => cookieFor({ token: '', maxAge: 0, protocol });
