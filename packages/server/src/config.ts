import { err, idOf, ok, parseAddress, parseCidr, type Region, type Result } from '@isthmus/core';

/** Fewer characters could be guessed by whoever has the database. */
const leastSecretCharacters = 32;

export const dataPlanes = ['auto', 'linux', 'ovn', 'sim'] as const;
export type DataPlaneChoice = (typeof dataPlanes)[number];

/** What one run of the service was asked to be. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Null without a port of its own for identity. */
  readonly identityPort: number | null;
  /** Addresses and blocks of reverse proxies whose `X-Forwarded-` headers are believed; null for none. */
  readonly trustedProxies: readonly string[] | null;
  readonly dataDir: string;
  /** Null for the embedded database. */
  readonly databaseUrl: string | null;
  /** What access keys are sealed with; null for a key of the data directory's own. */
  readonly secretKey: string | null;
  readonly dataPlane: DataPlaneChoice;
  readonly demo: boolean;
  readonly regions: readonly Region[];
  readonly expireAfterMs: number;
  /** Between packets that try what must not get through; null for none. */
  readonly sweepEveryMs: number | null;
  /** Remove everything from the data plane instead of serving. */
  readonly tearDown: boolean;
}

/** What is wrong with one option, and what would be right. */
export interface OptionProblem {
  readonly flag: string;
  readonly reason: string;
  readonly fix: string;
}

interface Option<Key extends Exclude<keyof Config, 'secretKey'>> {
  readonly key: Key;
  readonly flag: string;
  readonly variable: string | null;
  /** As a person would type it; null for none. */
  readonly fallback: string | null;
  /** `switch` takes no value: `--demo`, `--no-demo`. */
  readonly form: 'value' | 'switch';
  readonly meaning: string;
  parse(text: string): Config[Key] | Refused;
}

interface Refused {
  readonly reason: string;
  readonly fix: string;
}

const refused = (reason: string, fix: string): Refused => ({ reason, fix });
const isRefused = (value: unknown): value is Refused => typeof value === 'object' && value !== null && 'reason' in value && 'fix' in value;

const text = (value: string): string | Refused => (value === '' ? refused('is empty', 'give it a value or leave it out') : value);

/** 0 lets the system choose. */
const port = (value: string): number | Refused =>
  /^\d{1,5}$/.test(value) && Number(value) <= 65535
    ? Number(value)
    : refused(`"${value}" is no port number`, 'use a number from 0 to 65535, such as 9696');

const durationOrOff = (value: string): number | null | Refused => (value === 'off' ? null : duration(value));

const flag = (value: string): boolean | Refused => {
  if (['1', 'true', 'on', 'yes'].includes(value)) return true;
  if (['', '0', 'false', 'off', 'no'].includes(value)) return false;
  return refused(`"${value}" is neither on nor off`, 'use 1 or 0');
};

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `7d` is 604,800,000 ms. */
function duration(value: string): number | Refused {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
  const ms = Number(count) * (units[unit ?? ''] ?? 0);
  return ms > 0 ? ms : refused(`"${value}" is no duration`, 'use a number with s, m, h or d, such as 7d');
}

function regions(value: string): readonly Region[] | Refused {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const wrong = names.find((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 32);
  if (names.length === 0 || wrong !== undefined) return refused(`"${wrong ?? value}" is no region name`, 'list names such as eu-de,eu-nl');
  return [...new Set(names)].map((name) => idOf<Region>(name));
}

function proxies(value: string): readonly string[] | Refused {
  const all = value.split(',').map((one) => one.trim());
  const wrong = all.find((one) => !parseAddress(one).ok && !parseCidr(one).ok);
  return wrong === undefined ? all : refused(`"${wrong}" is no address`, 'list addresses or blocks, such as 127.0.0.1,10.0.0.0/8');
}

const dataPlane = (value: string): DataPlaneChoice | Refused =>
  dataPlanes.find((name) => name === value) ?? refused(`"${value}" is no data plane`, `use one of ${dataPlanes.join(', ')}`);

const databaseUrl = (value: string): string | null | Refused => {
  if (value === '') return null;
  return /^postgres(ql)?:\/\//.test(value) ? value : refused('is no PostgreSQL address', 'use postgres://user:password@host/database');
};

const option = <Key extends Exclude<keyof Config, 'secretKey'>>(row: Option<Key>): Option<Key> => row;

/** Every option of the service: flags, variables, defaults and the help text come from these rows. */
export const options = [
  option({
    key: 'host',
    flag: '--host',
    variable: 'ISTHMUS_HOST',
    fallback: '127.0.0.1',
    form: 'value',
    meaning: 'address to listen on',
    parse: text,
  }),
  option({
    key: 'port',
    flag: '--port',
    variable: 'ISTHMUS_PORT',
    fallback: '9696',
    form: 'value',
    meaning: 'one port for everything; 0 for any free one',
    parse: port,
  }),
  option({
    key: 'identityPort',
    flag: '--identity-port',
    variable: 'ISTHMUS_IDENTITY_PORT',
    fallback: null,
    form: 'value',
    meaning: 'identity alone on a port of its own, for clients that discover it from a versionless URL; 0 for any free one',
    parse: port,
  }),
  option({
    key: 'trustedProxies',
    flag: '--trusted-proxy',
    variable: 'ISTHMUS_TRUSTED_PROXIES',
    fallback: null,
    form: 'value',
    meaning: 'address or block of a reverse proxy, such as one that ends TLS, whose X-Forwarded- headers are believed; more with commas',
    parse: proxies,
  }),
  option({
    key: 'dataDir',
    flag: '--data-dir',
    variable: 'ISTHMUS_DATA_DIR',
    fallback: './data',
    form: 'value',
    meaning: 'embedded database and state; mode 0700',
    parse: text,
  }),
  option({
    key: 'databaseUrl',
    flag: '--database-url',
    variable: 'ISTHMUS_DATABASE_URL',
    fallback: null,
    form: 'value',
    meaning: 'postgres://… instead of the embedded database',
    parse: databaseUrl,
  }),
  option({
    key: 'dataPlane',
    flag: '--data-plane',
    variable: 'ISTHMUS_DATA_PLANE',
    fallback: 'auto',
    form: 'value',
    meaning: 'linux, ovn, sim, or auto: linux where it can, else sim',
    parse: dataPlane,
  }),
  option({
    key: 'demo',
    flag: '--demo',
    variable: 'ISTHMUS_DEMO',
    fallback: '0',
    form: 'switch',
    meaning: 'create the demo accounts; refused unless listening on loopback',
    parse: flag,
  }),
  option({
    key: 'regions',
    flag: '--region',
    variable: 'ISTHMUS_REGIONS',
    fallback: 'eu-de,eu-nl',
    form: 'value',
    meaning: 'regions of this installation',
    parse: regions,
  }),
  option({
    key: 'expireAfterMs',
    flag: '--expire-after',
    variable: 'ISTHMUS_EXPIRE_AFTER',
    fallback: '7d',
    form: 'value',
    meaning: 'when a pending request expires',
    parse: duration,
  }),
  option({
    key: 'sweepEveryMs',
    flag: '--sweep-every',
    variable: 'ISTHMUS_SWEEP_EVERY',
    fallback: '30s',
    form: 'value',
    meaning: 'how often one packet tries what must not get through; off for never',
    parse: durationOrOff,
  }),
  option({
    key: 'tearDown',
    flag: '--tear-down',
    variable: null,
    fallback: '0',
    form: 'switch',
    meaning: 'remove everything it made from the kernel, and end',
    parse: flag,
  }),
] as const;

/** Not a flag: what stands on a command line can be read by every user of the machine. */
const secretVariable = 'ISTHMUS_SECRET_KEY';

/** An address that only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/** The configuration that flags, then variables, then defaults make; every mistake in them, not the first. */
export function configOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, readonly OptionProblem[]> {
  const { given, problems } = readFlags(args);
  const secretKey = environment[secretVariable] || null;
  if (secretKey !== null && secretKey.length < leastSecretCharacters)
    problems.push({
      flag: secretVariable,
      reason: `has fewer than ${leastSecretCharacters} characters`,
      fix: 'make one with: openssl rand -base64 32',
    });
  const values: Record<string, unknown> = {};
  for (const row of options) {
    // An empty variable is how a shell says "not set".
    const variable = row.variable === null ? undefined : environment[row.variable] || undefined;
    const source = given.get(row.flag) ?? variable ?? row.fallback;
    const value = source === null ? null : row.parse(source);
    if (isRefused(value))
      problems.push({ flag: given.has(row.flag) ? row.flag : `${row.flag} (${row.variable})`, reason: value.reason, fix: value.fix });
    else values[row.key] = value;
  }
  const config = { ...values, secretKey } as unknown as Config;
  if (problems.length === 0 && config.demo && !isLoopback(config.host))
    problems.push({
      flag: '--demo',
      reason: `would put accounts with a public password on ${config.host}`,
      fix: 'add --no-demo, or listen on 127.0.0.1',
    });
  return problems.length > 0 ? err(problems) : ok(config);
}

/** `--port 1`, `--port=1`, `--demo`, `--no-demo`. A repeated `--region` adds to the list. */
function readFlags(args: readonly string[]): { given: Map<string, string>; problems: OptionProblem[] } {
  const given = new Map<string, string>();
  const problems: OptionProblem[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    const [name = '', inline] = word.startsWith('--') ? splitOnce(word) : [word, undefined];
    const negated = options.find((row) => row.form === 'switch' && name === `--no-${row.flag.slice(2)}`);
    const row = negated ?? options.find((candidate) => candidate.flag === name);
    if (row === undefined) {
      problems.push({ flag: name, reason: 'is no option', fix: `use one of ${options.map((candidate) => candidate.flag).join(', ')}` });
      continue;
    }
    if (row.form === 'switch') {
      given.set(row.flag, negated === undefined ? (inline ?? '1') : '0');
      continue;
    }
    const next = args[index + 1];
    const value = inline ?? (next === undefined || next.startsWith('--') ? undefined : next);
    if (value === undefined) {
      problems.push({ flag: row.flag, reason: 'has no value', fix: `write ${row.flag} ${row.fallback ?? 'VALUE'}` });
      continue;
    }
    if (inline === undefined) index++;
    const before = given.get(row.flag);
    given.set(row.flag, row.key === 'regions' && before !== undefined ? `${before},${value}` : value);
  }
  return { given, problems };
}

function splitOnce(word: string): [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}
