import type { Endpoint, Unread } from '@isthmus/wire';

/** Entries of each kind told apart; strangers invent fields and paths, and must not fill our memory. */
const mostFields = 500;
const mostPaths = 200;

/** What clients sent and nobody read, since the start. */
export interface UnreadLog {
  /** The field as a label: itself, or `other` where too many are known already. */
  field(endpoint: Pick<Endpoint, 'dialect' | 'method' | 'path'>, field: string): string;
  path(method: string, path: string): void;
  seen(): Unread;
}

export function unreadLogOf(most = { fields: mostFields, paths: mostPaths }): UnreadLog {
  const fields = new Map<string, { dialect: string; endpoint: string; field: string; requests: number }>();
  const paths = new Map<string, { method: string; path: string; requests: number }>();
  return {
    field({ dialect, method, path }, field) {
      const endpoint = `${method} ${path}`;
      const known = fields.get(`${endpoint} ${field}`);
      const label = known !== undefined || fields.size < most.fields ? field : 'other';
      const key = `${endpoint} ${label}`;
      const entry = fields.get(key) ?? { dialect, endpoint, field: label, requests: 0 };
      entry.requests++;
      fields.set(key, entry);
      return label;
    },
    path(method, path) {
      const shape = shapeOf(path);
      const known = paths.has(`${method} ${shape}`) || paths.size < most.paths;
      const label = known ? shape : 'other';
      const entry = paths.get(`${method} ${label}`) ?? { method, path: label, requests: 0 };
      entry.requests++;
      paths.set(`${method} ${label}`, entry);
    },
    seen: () => ({ fields: mostFirst(fields), paths: mostFirst(paths) }),
  };
}

const mostFirst = <T extends { readonly requests: number }>(entries: ReadonlyMap<string, T>): readonly T[] =>
  [...entries.values()].map((entry) => ({ ...entry })).toSorted((a, b) => b.requests - a.requests);

/** Ids are not what is unknown about a path: `/v1/0123…/things/9876…` is `/v1/{id}/things/{id}`. */
const shapeOf = (path: string): string =>
  path
    .split('/', 12)
    .map((part) => (/^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^\d+$/i.test(part) ? '{id}' : part.slice(0, 64)))
    .join('/')
    .replaceAll(/[^\x21-\x7e]/g, '?');
