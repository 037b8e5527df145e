import {
  err,
  formatAddress,
  idOf,
  isUuid,
  ok,
  parseAddress,
  parseCidr,
  statusOfPort,
  virtualIpOwner,
  type Address,
  type FixedIp,
  type Input,
  type Port,
  type PortFilter,
  type PortWithSubnet,
  type Problem,
  type Result,
} from '@isthmus/core';
import { Type } from 'typebox';
import { addressText, anyText, cidrText, filterText, idText, oneOf, orNull, printableText, wordText } from './fields.ts';
import type { WireRequest } from './endpoint.ts';
import { checkOwner } from './owner.ts';
import { bareTime } from './times.ts';

/** What a port is on the wire, in v1 and in v2.0 alike. */
const resource = 'port';
const FixedIpShown = Type.Object({ subnet_id: anyText, ip_address: anyText });
export const PortShown = {
  id: anyText,
  name: anyText,
  status: oneOf(['ACTIVE', 'DOWN']),
  admin_state_up: Type.Boolean(),
  network_id: anyText,
  tenant_id: anyText,
  project_id: anyText,
  mac_address: anyText,
  fixed_ips: Type.Array(FixedIpShown),
  device_id: anyText,
  device_owner: anyText,
  security_groups: Type.Array(anyText),
  port_security_enabled: Type.Boolean(),
  allowed_address_pairs: Type.Array(Type.Object({ ip_address: anyText, mac_address: anyText })),
  extra_dhcp_opts: Type.Array(Type.Object({ opt_name: anyText, opt_value: anyText })),
  'binding:vnic_type': anyText,
  'binding:vif_details': Type.Object({}),
  'binding:profile': Type.Object({}),
  dns_name: anyText,
  dns_assignment: Type.Array(Type.Object({ hostname: anyText, ip_address: anyText, fqdn: anyText })),
  created_at: anyText,
  updated_at: anyText,
};

export const renderPort = ({ port, subnet }: PortWithSubnet) => ({
  id: port.id,
  name: port.name,
  status: statusOfPort(port),
  admin_state_up: port.adminStateUp,
  network_id: port.subnetId,
  tenant_id: port.projectId,
  project_id: port.projectId,
  mac_address: port.macAddress,
  fixed_ips: port.addresses.map((address) => ({
    subnet_id: (address.family === 6 ? subnet?.neutronIdV6 : subnet?.neutronId) ?? '',
    ip_address: formatAddress(address),
  })),
  device_id: port.deviceId,
  device_owner: port.deviceOwner,
  security_groups: port.securityGroupIds,
  port_security_enabled: port.portSecurityEnabled,
  allowed_address_pairs: port.allowedAddressPairs.map(({ ipAddress, macAddress }) => ({
    ip_address: ipAddress,
    mac_address: macAddress ?? port.macAddress,
  })),
  extra_dhcp_opts: port.extraDhcpOptions.map(({ name, value }) => ({ opt_name: name, opt_value: value })),
  'binding:vnic_type': 'normal',
  'binding:vif_details': {},
  'binding:profile': {},
  dns_name: '',
  dns_assignment: [],
  created_at: bareTime(port.createdAt),
  updated_at: bareTime(port.updatedAt),
});

const Mac = Type.String({
  pattern: '^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$',
  maxLength: 17,
  description: 'a MAC address such as fa:16:3e:00:00:01',
});
/** Numbers, names, addresses and lists of them: what DHCP options carry. */
const OptionValue = Type.String({
  pattern: '^[0-9A-Za-z_.,:\\-]{0,255}$',
  maxLength: 255,
  description: 'at most 255 letters, digits and "_", ".", ",", ":" or "-"',
});
const portName = Type.Optional(printableText(0, 255));
/** What a client may say when it makes a port, and when it changes one. */
export const PortFields = {
  name: portName,
  /** Terraform sends false where its user says nothing; every port is up, and every answer says so. */
  admin_state_up: Type.Optional(Type.Boolean({ description: 'true; false is taken and changes nothing' })),
  security_groups: Type.Optional(Type.Array(idText, { maxItems: 20, description: 'at most 20 ids of security groups' })),
  allowed_address_pairs: Type.Optional(
    Type.Array(Type.Object({ ip_address: cidrText, mac_address: Type.Optional(orNull(Mac)) }), {
      maxItems: 10,
      description: 'at most 10 pairs',
    }),
  ),
  extra_dhcp_opts: Type.Optional(
    Type.Array(Type.Object({ opt_name: wordText(1, 64), opt_value: orNull(OptionValue) }), {
      maxItems: 20,
      description: 'at most 20 options',
    }),
  ),
};
export const fixedIps = Type.Optional(
  Type.Array(Type.Object({ subnet_id: Type.Optional(idText), ip_address: Type.Optional(addressText) }), {
    maxItems: 2,
    description: 'at most one address of each family',
  }),
);
export const NewPortFields = {
  ...PortFields,
  network_id: idText,
  fixed_ips: fixedIps,
  device_owner: Type.Optional(oneOf(['', virtualIpOwner], `"" or ${virtualIpOwner}`)),
};

/** What is changed of a port, or said of a new one. */
export interface WantedPort {
  readonly name?: string;
  readonly security_groups?: readonly string[];
  readonly allowed_address_pairs?: readonly { readonly ip_address: string; readonly mac_address?: string | null }[];
  readonly extra_dhcp_opts?: readonly { readonly opt_name: string; readonly opt_value: string | null }[];
  readonly port_security_enabled?: boolean;
  readonly fixed_ips?: readonly { readonly subnet_id?: string; readonly ip_address?: string }[];
}
interface WantedNew extends WantedPort {
  readonly tenant_id?: string;
  readonly project_id?: string;
  readonly network_id: string;
  readonly device_owner?: '' | typeof virtualIpOwner;
}

const wrong = (field: string, problem: { readonly reason: string; readonly fix: string }): Result<never, Problem> =>
  err({ kind: 'invalid-field', resource, field: `port.${field}`, ...problem });

type Change = Omit<Input<'update-port'>, 'id'>;

export function decodePortChange(wanted: WantedPort): Result<Change, Problem> {
  const pairs = wanted.allowed_address_pairs === undefined ? undefined : pairsOf(wanted.allowed_address_pairs);
  if (pairs !== undefined && !pairs.ok) return pairs;
  const fixed = wanted.fixed_ips === undefined ? undefined : fixedIpsOf(wanted.fixed_ips);
  if (fixed !== undefined && !fixed.ok) return fixed;
  const { name, security_groups, extra_dhcp_opts, port_security_enabled } = wanted;
  return ok({
    ...(name === undefined ? {} : { name }),
    ...(fixed === undefined ? {} : { fixedIps: fixed.value }),
    ...(security_groups === undefined ? {} : { securityGroupIds: security_groups.map((id) => idOf(id)) }),
    ...(port_security_enabled === undefined ? {} : { portSecurityEnabled: port_security_enabled }),
    ...(pairs === undefined ? {} : { allowedAddressPairs: pairs.value }),
    ...(extra_dhcp_opts === undefined
      ? {}
      : { extraDhcpOptions: extra_dhcp_opts.map(({ opt_name, opt_value }) => ({ name: opt_name, value: opt_value })) }),
  });
}

export function decodeNewPort(wanted: WantedNew, request: Pick<WireRequest, 'principal'>): Result<Input<'create-port'>, Problem> {
  const owner = checkOwner(wanted, request, resource, 'port');
  if (!owner.ok) return owner;
  const change = decodePortChange(wanted);
  if (!change.ok) return change;
  return ok({
    name: '',
    allowedAddressPairs: [],
    extraDhcpOptions: [],
    ...change.value,
    networkId: idOf(wanted.network_id),
    deviceOwner: wanted.device_owner ?? '',
  });
}

function fixedIpsOf(wanted: NonNullable<WantedPort['fixed_ips']>): Result<readonly FixedIp[], Problem> {
  const fixed: FixedIp[] = [];
  for (const [index, { subnet_id, ip_address }] of wanted.entries()) {
    const address = ip_address === undefined ? undefined : parseAddress(ip_address);
    if (address !== undefined && !address.ok) return wrong(`fixed_ips.${index}.ip_address`, address.problem);
    fixed.push({
      ...(subnet_id === undefined ? {} : { neutronSubnetId: idOf(subnet_id) }),
      ...(address === undefined ? {} : { address: address.value }),
    });
  }
  return ok(fixed);
}

/** The published way to say "any address"; the one pair whose block has host bits. */
const anyAddress = '1.1.1.1/0';

/** Kept as they were sent, so that clients find again what they said. */
function pairsOf(pairs: NonNullable<WantedPort['allowed_address_pairs']>): Result<Port['allowedAddressPairs'], Problem> {
  for (const [index, { ip_address }] of pairs.entries()) {
    const field = `allowed_address_pairs.${index}.ip_address`;
    if (ip_address === anyAddress) continue;
    const parsed = ip_address.includes('/') ? parseCidr(ip_address) : parseAddress(ip_address);
    if (!parsed.ok) return wrong(field, parsed.problem);
    if ('length' in parsed.value && parsed.value.length === 0)
      return wrong(field, { reason: 'is every address', fix: `use a smaller block, or ${anyAddress}` });
  }
  return ok(pairs.map(({ ip_address, mac_address }) => ({ ipAddress: ip_address, macAddress: mac_address?.toLowerCase() ?? null })));
}

const several = Type.Optional(Type.Array(filterText, { maxItems: 100, description: 'up to 100 values' }));
export const PortFilters = {
  id: several,
  name: Type.Optional(filterText),
  admin_state_up: Type.Optional(Type.Boolean({ description: 'true or false' })),
  network_id: Type.Optional(filterText),
  mac_address: Type.Optional(filterText),
  device_id: Type.Optional(filterText),
  device_owner: Type.Optional(filterText),
  status: Type.Optional(filterText),
  security_groups: several,
  fixed_ips: several,
};
interface Asked {
  readonly id?: readonly string[];
  readonly name?: string;
  readonly admin_state_up?: boolean;
  readonly network_id?: string;
  readonly mac_address?: string;
  readonly device_id?: string;
  readonly device_owner?: string;
  readonly status?: string;
  readonly security_groups?: readonly string[];
  readonly fixed_ips?: readonly string[];
}

/** Null where nothing can match: what is no id, no address and no status is an empty list and no mistake. */
export function portFilterOf(asked: Asked): PortFilter | null {
  const { id, name, admin_state_up = true, network_id, mac_address, device_id, device_owner, status, security_groups } = asked;
  const fixed = fixedOf(asked.fixed_ips ?? []);
  const known = (['ACTIVE', 'DOWN'] as const).find((word) => word === status);
  if (!admin_state_up || fixed === null || (status !== undefined && known === undefined)) return null;
  if (network_id !== undefined && !isUuid(network_id)) return null;
  return {
    ...fixed,
    ...(id === undefined ? {} : { id: id.filter(isUuid).map((one) => idOf<Port['id']>(one)) }),
    ...(name === undefined ? {} : { name }),
    ...(network_id === undefined ? {} : { networkId: idOf(network_id) }),
    ...(mac_address === undefined ? {} : { macAddress: mac_address.toLowerCase() }),
    ...(device_id === undefined ? {} : { deviceId: device_id }),
    ...(device_owner === undefined ? {} : { deviceOwner: device_owner }),
    ...(known === undefined ? {} : { status: known }),
    ...(security_groups === undefined ? {} : { securityGroupIds: security_groups.map((one) => idOf(one)) }),
  };
}

/** `ip_address=192.168.1.10`, `subnet_id=…`, or both of them in two values. */
function fixedOf(texts: readonly string[]): Pick<PortFilter, 'address' | 'neutronSubnetId'> | null {
  let fixed: Pick<PortFilter, 'address' | 'neutronSubnetId'> = {};
  for (const text of texts) {
    const [key, value = ''] = text.split('=', 2);
    if (key === 'ip_address') {
      const address = parseAddress(value);
      if (!address.ok) return null;
      fixed = { ...fixed, address: address.value };
    } else if (key === 'subnet_id') {
      if (!isUuid(value)) return null;
      fixed = { ...fixed, neutronSubnetId: idOf(value) };
    } else return null;
  }
  return fixed;
}

/** The port's IPv4 address, or an empty text. */
export const ipv4Of = ({ addresses }: Pick<Port, 'addresses'>): string => {
  const v4: Address | undefined = addresses.find(({ family }) => family === 4);
  return v4 === undefined ? '' : formatAddress(v4);
};
