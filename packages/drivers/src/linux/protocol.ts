import {
  formatAddress,
  formatCidr,
  isUuid,
  parseAddress,
  parseCidr,
  peeringSides,
  type AclMatch,
  type Address,
  type Branded,
  type Cidr,
  type FilterMatch,
  type InstanceId,
  type Probe,
  type ProbeRequest,
  type Router,
  type VpcId,
} from '@isthmus/core';

/**
 * What may be said to the runner. One shape writes a value as JSON and reads it back strictly: whoever takes over
 * the API process can only ask for networks and probes made of addresses, ids and bounded numbers, never for a
 * command, a path or a name.
 */
export interface Shape<T> {
  encode(value: T): unknown;
  /** Throws on anything else; `at` is where in the request it stands. */
  decode(value: unknown, at: string): T;
}

const refuse = (at: string, expected: string): never => {
  throw new Error(`${at}: not ${expected}`);
};

const id = <Id extends Branded<string>>(): Shape<Id> => ({
  encode: (value) => value,
  decode: (value, at) => (typeof value === 'string' && isUuid(value) ? (value as Id) : refuse(at, 'an id')),
});
const integer = (min: number, max: number): Shape<number> => ({
  encode: (value) => value,
  decode: (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : refuse(at, `an integer ${min}-${max}`),
});
const oneOf = <const T extends string | number>(...words: readonly T[]): Shape<T> => ({
  encode: (value) => value,
  decode: (value, at) => words.find((word) => word === value) ?? refuse(at, words.join(' or ')),
});
const mac: Shape<string> = {
  encode: (value) => value,
  decode: (value, at) => (typeof value === 'string' && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(value) ? value : refuse(at, 'a MAC address')),
};
const address: Shape<Address> = {
  encode: formatAddress,
  decode: (value, at) => {
    const parsed = typeof value === 'string' ? parseAddress(value) : null;
    return parsed?.ok ? parsed.value : refuse(at, 'an address');
  },
};
const cidr: Shape<Cidr> = {
  encode: formatCidr,
  decode: (value, at) => {
    const parsed = typeof value === 'string' ? parseCidr(value) : null;
    return parsed?.ok ? parsed.value : refuse(at, 'a CIDR block');
  },
};
const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  encode: (value) => (value === null ? null : shape.encode(value)),
  decode: (value, at) => (value === null ? null : shape.decode(value, at)),
});
const list = <T>(shape: Shape<T>): Shape<readonly T[]> => ({
  encode: (values) => values.map((value) => shape.encode(value)),
  decode: (values, at) =>
    Array.isArray(values) ? values.map((value, index) => shape.decode(value, `${at}.${index}`)) : refuse(at, 'a list'),
});

type Fields<T> = { readonly [Key in keyof T]-?: Shape<T[Key]> };
/** Exactly these fields, no more and no fewer. */
function record<T extends object>(fields: Fields<T>): Shape<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return {
    encode: (value) => Object.fromEntries(keys.map((key) => [key, fields[key].encode(value[key])])),
    decode: (value, at) => {
      if (typeof value !== 'object' || value === null || Object.keys(value).length !== keys.length)
        return refuse(at, `a record of ${keys.join(', ')}`);
      return Object.fromEntries(keys.map((key) => [key, fields[key].decode((value as T)[key], `${at}.${key}`)])) as T;
    },
  };
}

/** One of several records, told apart by a field that all have. */
function either<T extends object, Key extends keyof T & string>(
  key: Key,
  shapes: { readonly [Word in T[Key] & string]: Shape<Extract<T, Record<Key, Word>>> },
): Shape<T> {
  const shapeOf = (value: unknown, at: string): Shape<T> => {
    const word = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    return typeof word === 'string' && Object.hasOwn(shapes, word)
      ? (shapes as unknown as Record<string, Shape<T>>)[word]!
      : refuse(at, `one of ${Object.keys(shapes).join(', ')}`);
  };
  return { encode: (value) => shapeOf(value, key).encode(value), decode: (value, at) => shapeOf(value, at).decode(value, at) };
}

const family = oneOf(4, 6);
const portNumber = integer(0, 65_535);
const range: Shape<readonly [number, number]> = {
  encode: (value) => value,
  decode: (value, at) => {
    const [min, max, ...more] = list(portNumber).decode(value, at);
    return min !== undefined && max !== undefined && more.length === 0 ? [min, max] : refuse(at, 'a range of ports');
  },
};
const remoteCidr = record<{ readonly cidr: Cidr }>({ cidr });
const remoteGroup = record<{ readonly groupId: Extract<NonNullable<FilterMatch['remote']>, { groupId: unknown }>['groupId'] }>({
  groupId: id(),
});
const remote: Shape<NonNullable<FilterMatch['remote']>> = {
  encode: (value) => ('cidr' in value ? remoteCidr.encode(value) : remoteGroup.encode(value)),
  decode: (value, at) =>
    typeof value === 'object' && value !== null && 'cidr' in value ? remoteCidr.decode(value, at) : remoteGroup.decode(value, at),
};
const filterMatch = record<FilterMatch>({
  family,
  protocol: nullable(integer(0, 255)),
  portMin: nullable(portNumber),
  portMax: nullable(portNumber),
  remote: nullable(remote),
});
const aclMatch = record<AclMatch>({
  action: oneOf('allow', 'deny'),
  family,
  protocol: nullable(integer(0, 255)),
  source: nullable(cidr),
  destination: nullable(cidr),
  sourcePorts: nullable(range),
  destinationPorts: nullable(range),
});

export const routerShape = record<Router>({
  vpcId: id(),
  blocks: list(cidr),
  subnets: list(
    record<Router['subnets'][number]>({
      id: id(),
      cidr,
      gateway: address,
      cidrV6: nullable(cidr),
      gatewayV6: nullable(address),
      tableId: id(),
      acl: nullable(record({ ingress: list(aclMatch), egress: list(aclMatch) })),
    }),
  ),
  ports: list(
    record<Router['ports'][number]>({
      id: id(),
      instanceId: id(),
      subnetId: id(),
      mac,
      addresses: list(address),
      groupIds: nullable(list(id())),
    }),
  ),
  peerings: list(record<Router['peerings'][number]>({ id: id(), side: oneOf(...peeringSides), peerVpcId: id() })),
  tables: list(record<Router['tables'][number]>({ id: id(), routes: list(record({ destination: cidr, peeringId: id() })) })),
  groups: list(
    record<Router['groups'][number]>({ id: id(), ingress: list(filterMatch), egress: list(filterMatch), members: list(address) }),
  ),
});

const timeoutMs = integer(1, 60_000);
const probe = either<Probe, 'type'>('type', {
  ping: record({ type: oneOf('ping'), destination: address, count: integer(1, 100), timeoutMs }),
  tcp: record({ type: oneOf('tcp'), destination: address, port: integer(1, 65_535), timeoutMs }),
  traceroute: record({ type: oneOf('traceroute'), destination: address, timeoutMs }),
});

export type RunnerRequest =
  | { readonly method: 'converge'; readonly routers: readonly Router[]; readonly gone: readonly VpcId[] }
  | { readonly method: 'converge-all' | 'plan'; readonly routers: readonly Router[] }
  | { readonly method: 'probe'; readonly request: ProbeRequest }
  | { readonly method: 'present'; readonly instances: readonly InstanceId[] }
  | { readonly method: 'unready' | 'tear-down' };

const routers = list(routerShape);
export const requestShape = either<RunnerRequest, 'method'>('method', {
  converge: record({ method: oneOf('converge'), routers, gone: list(id<VpcId>()) }),
  'converge-all': record({ method: oneOf('converge-all'), routers }) as never,
  plan: record({ method: oneOf('plan'), routers }) as never,
  probe: record({ method: oneOf('probe'), request: record<ProbeRequest>({ from: id(), probe, responders: list(id<InstanceId>()) }) }),
  present: record({ method: oneOf('present'), instances: list(id<InstanceId>()) }),
  unready: record({ method: oneOf('unready') }) as never,
  'tear-down': record({ method: oneOf('tear-down') }) as never,
});

/** Splits a byte stream into lines; a line that never ends is the sender's fault and ends the connection. */
export function lineReader(maximum: number, onLine: (line: string) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    for (let rest = chunk; rest.length > 0;) {
      const end = rest.indexOf(10);
      const part = end < 0 ? rest : rest.subarray(0, end);
      length += part.length;
      if (length > maximum) throw new Error('the message is too long');
      parts.push(part);
      if (end < 0) return;
      onLine(Buffer.concat(parts).toString('utf8'));
      [parts, length] = [[], 0];
      rest = rest.subarray(end + 1);
    }
  };
}
