import { err, ok, parseAddress, type Problem, type Result, type Subnet } from '@isthmus/core';
import { Type } from 'typebox';
import { addressText, anyText, emptyText, oneOf, orNull } from '../fields.ts';

/** The name servers and DHCP options of a v1 subnet, which say one thing in several fields. */
const server = Type.Union([addressText, emptyText], { description: 'an IP address such as 100.125.4.25, or an empty text' });
export const DhcpFields = {
  primary_dns: Type.Optional(orNull(server)),
  secondary_dns: Type.Optional(orNull(server)),
  dnsList: Type.Optional(orNull(Type.Array(addressText, { maxItems: 5, description: 'at most 5 IP addresses' }))),
  extra_dhcp_opts: Type.Optional(
    Type.Array(
      Type.Object({
        opt_name: oneOf(['ntp', 'addresstime', 'ipv6_addresstime']),
        opt_value: Type.Optional(
          orNull(
            Type.String({
              minLength: 1,
              maxLength: 255,
              pattern: '^[0-9A-Za-z.,:_ \\-]{1,255}$',
              description: '1 to 255 letters, digits or ".,:-_"',
            }),
          ),
        ),
      }),
      { maxItems: 10, description: 'at most 10 options' },
    ),
  ),
};

interface Given {
  readonly primary_dns?: string | null;
  readonly secondary_dns?: string | null;
  readonly dnsList?: readonly string[] | null;
  readonly extra_dhcp_opts?: readonly { readonly opt_name: string; readonly opt_value?: string | null }[];
}

/**
 * The name servers, in order; undefined where the request says nothing of them. `dnsList` wins over the other two,
 * and a secondary without a primary is the only one there is.
 */
export function dnsServersOf(given: Given, at: string): Result<readonly string[] | undefined, Problem> {
  const fields: readonly (readonly [string, string])[] = given.dnsList
    ? given.dnsList.map((address, index) => [`dnsList.${index}`, address] as const)
    : (['primary_dns', 'secondary_dns'] as const).flatMap((name) => (given[name] ? [[name, given[name]] as const] : []));
  for (const [field, address] of fields) {
    const parsed = parseAddress(address);
    if (!parsed.ok) return err({ kind: 'invalid-field', resource: 'subnet', field: `${at}.${field}`, ...parsed.problem });
  }
  const silent = given.dnsList === undefined && given.primary_dns === undefined && given.secondary_dns === undefined;
  return ok(silent ? undefined : [...new Set(fields.map(([, address]) => address))]);
}

/** The options. Null removes one, and so does a name alone, as Terraform writes it: it is not among them. */
export function dhcpOptionsOf(given: Given, at: string): Result<Subnet['extraDhcpOptions'] | undefined, Problem> {
  if (given.extra_dhcp_opts === undefined) return ok(undefined);
  const options = given.extra_dhcp_opts.flatMap(({ opt_name, opt_value }) =>
    opt_value === null || opt_value === undefined ? [] : [{ name: opt_name, value: opt_value }],
  );
  const ntp = options.findIndex(({ name, value }) => name === 'ntp' && !isServerList(value.split(',')));
  if (ntp >= 0)
    return err({
      kind: 'invalid-field',
      resource: 'subnet',
      field: `${at}.extra_dhcp_opts.${ntp}.opt_value`,
      reason: 'is not a list of time servers',
      fix: 'use at most 4 different IPv4 addresses, separated by commas',
    });
  return ok(options);
}

function isServerList(servers: readonly string[]): boolean {
  const valid = servers.every((one) => {
    const address = parseAddress(one.trim());
    return address.ok && address.value.family === 4;
  });
  return valid && servers.length <= 4 && new Set(servers).size === servers.length;
}

export const DhcpShown = {
  primary_dns: anyText,
  secondary_dns: anyText,
  dnsList: Type.Array(anyText),
  extra_dhcp_opts: Type.Array(Type.Object({ opt_name: anyText, opt_value: anyText })),
};

export const renderDhcp = ({ dnsServers, extraDhcpOptions }: Subnet) => ({
  primary_dns: dnsServers[0] ?? '',
  secondary_dns: dnsServers[1] ?? '',
  dnsList: dnsServers,
  extra_dhcp_opts: extraDhcpOptions.map(({ name, value }) => ({ opt_name: name, opt_value: value })),
});
