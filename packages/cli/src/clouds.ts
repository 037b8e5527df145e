import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Call } from './command.ts';
import { usage } from './failure.ts';

/** How to log in, from flags, `OS_*` variables and clouds.yaml, in this order, as the OpenStack client reads them. */
export interface Login {
  /** With its `/v3`. */
  readonly authUrl: string;
  readonly userName: string;
  readonly password: string;
  readonly userDomain: { readonly id: string } | { readonly name: string };
  readonly project: { readonly id: string } | { readonly name: string } | null;
  readonly region: string | null;
}

export const defaultAuthUrl = 'http://127.0.0.1:9696/v3';

type Values = Readonly<Record<string, string | undefined>>;

/** Our flag, the variable, and the key under `auth` in clouds.yaml (or beside it). */
const sources = [
  { key: 'authUrl', flag: 'os-auth-url', variable: 'OS_AUTH_URL', cloud: 'auth_url' },
  { key: 'userName', flag: 'os-username', variable: 'OS_USERNAME', cloud: 'username' },
  { key: 'password', flag: 'os-password', variable: 'OS_PASSWORD', cloud: 'password' },
  { key: 'userDomainName', flag: 'os-user-domain-name', variable: 'OS_USER_DOMAIN_NAME', cloud: 'user_domain_name' },
  { key: 'userDomainId', flag: '', variable: 'OS_USER_DOMAIN_ID', cloud: 'user_domain_id' },
  { key: 'domainName', flag: '', variable: 'OS_DOMAIN_NAME', cloud: 'domain_name' },
  { key: 'projectName', flag: 'os-project-name', variable: 'OS_PROJECT_NAME', cloud: 'project_name' },
  { key: 'projectId', flag: 'os-project-id', variable: 'OS_PROJECT_ID', cloud: 'project_id' },
  { key: 'region', flag: 'os-region-name', variable: 'OS_REGION_NAME', cloud: 'region_name' },
] as const;

export function loginOf({ flags, environment }: Pick<Call, 'flags' | 'environment'>): Login {
  const cloudName = flags['os-cloud'] ?? environment['OS_CLOUD'];
  const cloud = cloudName === undefined ? {} : cloudNamed(cloudName, environment);
  const values: Record<string, string | undefined> = {};
  for (const { key, flag, variable, cloud: entry } of sources)
    values[key] = flags[flag] ?? (cloudName === undefined ? environment[variable] : undefined) ?? cloud[entry] ?? environment[variable];
  return complete(values);
}

function complete(values: Values): Login {
  const { userName, password, region } = values;
  if (userName === undefined || password === undefined)
    throw usage('no user: set OS_USERNAME, OS_PASSWORD, OS_USER_DOMAIN_NAME and OS_PROJECT_NAME, or OS_CLOUD with a clouds.yaml');
  const domainName = values['userDomainName'] ?? values['domainName'];
  if (values['userDomainId'] === undefined && domainName === undefined) throw usage('no account: set OS_USER_DOMAIN_NAME');
  const projectName = values['projectName'] ?? region;
  return {
    authUrl: withVersion(values['authUrl'] ?? defaultAuthUrl),
    userName,
    password,
    userDomain: values['userDomainId'] === undefined ? { name: domainName ?? '' } : { id: values['userDomainId'] },
    project: values['projectId'] !== undefined ? { id: values['projectId'] } : projectName === undefined ? null : { name: projectName },
    region: region ?? null,
  };
}

/** `http://host:9696` and `http://host:9696/v3/` are both `http://host:9696/v3`. */
export function withVersion(url: string): string {
  const trimmed = url.replace(/\/+$/, '');
  return trimmed.endsWith('/v3') ? trimmed : `${trimmed}/v3`;
}

function cloudNamed(name: string, environment: Call['environment']): Values {
  const files = fileNames(environment).filter((file) => existsSync(file));
  for (const file of files) {
    const clouds = (parse(readFileSync(file, 'utf8')) as { clouds?: Record<string, Record<string, unknown>> } | null)?.clouds;
    const cloud = clouds?.[name];
    if (cloud !== undefined) return { ...texts(cloud), ...texts((cloud['auth'] ?? {}) as Record<string, unknown>) };
  }
  throw usage(files.length === 0 ? 'OS_CLOUD is set, but there is no clouds.yaml' : `there is no cloud "${name}" in ${files.join(', ')}`);
}

/** The places and the order of the OpenStack client. */
function fileNames(environment: Call['environment']): readonly string[] {
  const home = environment['HOME'] ?? homedir();
  const config = environment['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const named = environment['OS_CLIENT_CONFIG_FILE'];
  const usual = ['clouds.yaml', join(config, 'openstack', 'clouds.yaml'), '/etc/openstack/clouds.yaml'];
  return named === undefined ? usual : [named, ...usual];
}

const texts = (values: Record<string, unknown>): Values =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
