import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  idOf,
  must,
  ok,
  parseAddress,
  parseCidr,
  type AclId,
  type Input,
  type InstanceId,
  type Instant,
  type NewAclRule,
  type OperationName,
  type Output,
  type Peering,
  type Principal,
  type Problem,
  type QuotaType,
  type Region,
  type Role,
  type Subnet,
  type Vpc,
  type VpcId,
} from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import { openLedger } from '@isthmus/ledger';
import {
  aesVault,
  argon2idPasswords,
  createControl,
  randomIds,
  vaultKeyLength,
  type Control,
  type ControlOptions,
  type DataPlane,
  type Ledger,
} from '../src/index.ts';
import type { ProjectCaller } from '../src/handler.ts';
import { quotaId } from '../src/quota.ts';

export interface TestClock {
  now(): Instant;
  advance(ms: number): void;
}

export function testClock(start = Date.UTC(2026, 10, 23)): TestClock {
  let now = start;
  return {
    now: () => now as Instant,
    advance: (ms) => {
      now += ms;
    },
  };
}

export const region = (name: string): Region => idOf<Region>(name);

export interface Installation {
  readonly control: Control;
  readonly clock: TestClock;
  readonly dataPlane: DataPlane;
  readonly administrator: Principal;
  /** Makes an account and answers its user in the project of `eu-de`. */
  account(name: string): Promise<ProjectCaller>;
  /** The same process again on the same ledger and data plane. */
  restart(): Promise<Control>;
}

/** Cheap hashing: its cost is not what these tests are about. */
export const cheapPasswords = argon2idPasswords({ memory: 8, passes: 1, parallelism: 1 });

/** A real ledger in a directory of its own, the simulated data plane, and a clock that stands still. */
export async function install(
  options: Partial<ControlOptions> = {},
  around: (ledger: Ledger) => Ledger = (ledger) => ledger,
): Promise<Installation> {
  const directory = mkdtempSync(join(tmpdir(), 'isthmus-control-'));
  const clock = testClock();
  const dataPlane = options.dataPlane ?? createSimDriver();
  const open = async (): Promise<Control> =>
    createControl({
      ledger: around(await openLedger({ sqlite: { directory } }, clock)),
      dataPlane,
      clock,
      ids: randomIds,
      passwords: cheapPasswords,
      vault: aesVault(new Uint8Array(vaultKeyLength)),
      regions: [region('eu-de'), region('eu-nl')],
      expireAfterMs: 7 * 24 * 3_600_000,
      log: () => {},
      retryMs: 5,
      ...options,
    });
  let control = await open();
  const stop = async (): Promise<void> => {
    await control.reconciler.stop();
    await control.expirer.stop();
    await control.ledger.close();
  };
  after(async () => {
    await stop();
    rmSync(directory, { recursive: true });
  });
  await control.bootstrap();
  await control.reconciler.start();
  const administrator = await administratorOf(control);
  return {
    control,
    clock,
    dataPlane,
    administrator,
    account: async (name) => {
      const made = await done(control, administrator, 'create-domain', { name, description: '', user: { name, password: `${name}-pw` } });
      return callerIn(made.domain.name, made.user, made.projects[0]!);
    },
    restart: async () => {
      await stop();
      control = await open();
      return control;
    },
  };
}

export async function administratorOf({ ledger: { read } }: Control): Promise<Principal> {
  const [user] = (await read.users.list({ name: 'administrator' })).items;
  return { userId: user!.id, userName: user!.name, domainId: user!.domainId, domainName: 'isthmus', roles: user!.roles };
}

export const callerIn = (
  domainName: string,
  user: Pick<Output<'show-user'>, 'id' | 'name' | 'domainId' | 'roles'>,
  { id, name, region: home }: Pick<Output<'show-project'>, 'id' | 'name' | 'region'>,
): ProjectCaller => ({
  userId: user.id,
  userName: user.name,
  domainId: user.domainId,
  domainName,
  roles: user.roles,
  project: { id, name, region: home },
});

export const withRoles = (caller: ProjectCaller, ...roles: readonly Role[]): ProjectCaller => ({ ...caller, roles });

/** What the operation answered; a problem is a failed test. */
export async function done<Name extends OperationName>(
  { execute }: Pick<Control, 'execute'>,
  caller: Principal | null,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  return must(await execute(caller, name, input)).value;
}

/** The problem that the operation was refused with. */
export async function refused<Name extends OperationName>(
  { execute }: Pick<Control, 'execute'>,
  caller: Principal | null,
  name: Name,
  input: Input<Name>,
): Promise<Problem> {
  const result = await execute(caller, name, input);
  if (result.ok) throw new Error(`${name} was not refused`);
  return result.problem;
}

export const makeVpc = (control: Control, caller: ProjectCaller, name: string, cidr: string | null): Promise<Vpc> =>
  done(control, caller, 'create-vpc', {
    name,
    cidr: cidr === null ? null : must(parseCidr(cidr)),
    description: '',
    enterpriseProjectId: '0',
    enableSharedSnat: false,
  });

/** The gateway is the block's second address unless it is named. */
export function subnetInput(vpc: Pick<Vpc, 'id'>, cidr: string, gateway?: string): Input<'create-subnet'> {
  const block = must(parseCidr(cidr));
  return {
    vpcId: vpc.id,
    name: 'subnet',
    cidr: block,
    gateway: gateway === undefined ? { family: block.family, value: block.first + 1n } : must(parseAddress(gateway)),
    description: '',
    ipv6Enabled: false,
    dhcpEnabled: true,
    dnsServers: [],
    extraDhcpOptions: [],
    availabilityZone: '',
  };
}

export const makeSubnet = (
  control: Control,
  caller: ProjectCaller,
  vpc: Vpc,
  cidr: string,
  more: Partial<Input<'create-subnet'>> = {},
): Promise<Subnet> => done(control, caller, 'create-subnet', { ...subnetInput(vpc, cidr), ...more });

/** An ACL without rules, in no subnet, unless told otherwise. */
export const aclInput = (more: Partial<Input<'create-acl'>> = {}): Input<'create-acl'> => ({
  name: 'wall',
  description: '',
  adminStateUp: true,
  enterpriseProjectId: '0',
  ingressPolicyId: null,
  egressPolicyId: null,
  subnetIds: [],
  tags: [],
  ...more,
});

export const makeAcl = async (control: Control, caller: ProjectCaller, more: Partial<Input<'create-acl'>> = {}): Promise<AclId> =>
  (await done(control, caller, 'create-acl', aclInput(more))).acl.id;

/** A rule of an ACL that allows everything of IPv4, unless told otherwise. */
export const aclRule = (over: Partial<NewAclRule> = {}): NewAclRule => ({
  name: '',
  description: '',
  action: 'allow',
  family: 4,
  protocol: null,
  source: null,
  destination: null,
  sourcePorts: [],
  destinationPorts: [],
  enabled: true,
  ...over,
});

export const makeInstance = (
  control: Control,
  caller: ProjectCaller,
  subnet: Subnet,
  address: string,
): Promise<Output<'create-instance'>> =>
  done(control, caller, 'create-instance', { name: address, subnetId: subnet.id, address: must(parseAddress(address)) });

export const makePeering = (control: Control, caller: ProjectCaller, from: Vpc, to: Vpc): Promise<Peering> =>
  done(control, caller, 'create-peering', peeringInput(from, to));

export const peeringInput = (from: Pick<Vpc, 'id'>, to: Pick<Vpc, 'id' | 'projectId'>): Input<'create-peering'> => ({
  name: 'peering',
  description: '',
  requester: { vpcId: from.id },
  accepter: { vpcId: to.id, projectId: to.projectId },
});

export const routeInput = (vpc: Pick<Vpc, 'id'>, destination: string, nextHop: string): Input<'create-route'> => ({
  vpcId: vpc.id,
  type: 'peering',
  nextHop,
  destination: must(parseCidr(destination)),
  destinationText: destination,
  description: '',
});

export const makeRoute = (control: Control, caller: ProjectCaller, vpc: Vpc, destination: string, peering: Peering) =>
  done(control, caller, 'create-route', routeInput(vpc, destination, peering.id));

export const portOn = (networkId: string, more: Partial<Input<'create-port'>> = {}): Input<'create-port'> => ({
  networkId: idOf(networkId),
  name: '',
  deviceOwner: '',
  allowedAddressPairs: [],
  extraDhcpOptions: [],
  ...more,
});

/** Sets a quota of the caller's account. */
export async function limit({ ledger }: Control, { domainId, project }: ProjectCaller, type: QuotaType, to: number): Promise<void> {
  const quarter = { domainId, region: project.region };
  await ledger.write(null, async (tx) => {
    await tx.quotas.insert({ ...quarter, id: quotaId(quarter, type), type, limit: to });
    return ok(null);
  });
}

/** Whether echoes come back, once everything committed is in force. */
export async function pings(control: Control, caller: ProjectCaller, from: InstanceId, to: string): Promise<boolean> {
  await control.reconciler.settled();
  const probe = { type: 'ping', destination: must(parseAddress(to)), count: 1, timeoutMs: 1000 } as const;
  const { transmitted, received } = await done(control, caller, 'probe-instance', { id: from, probe });
  return transmitted === 1 && received === 1;
}

/** The VPCs that the newest write of a user touched, in order. What the clock and the reconciler note meanwhile has no actor. */
export async function touched({ ledger }: Control): Promise<readonly VpcId[]> {
  const { items } = await ledger.read.events.list({ order: 'newest-first', limit: 20 });
  return (items.find(({ actor }) => actor !== null)?.vpcIds ?? []).toSorted();
}
