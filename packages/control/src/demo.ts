import { must, ok, parseAddress, parseCidr, type Principal, type Project, type PublicUser, type Vpc } from '@isthmus/core';
import { administratorName, homeDomain } from './bootstrap.ts';
import type { Control } from './control.ts';
import type { ProjectCaller } from './handler.ts';
import { writeSetting } from './in-force.ts';

/** The published demo accounts. Their networks are in the first region. */
export const demoAccounts = [
  {
    domain: 'acme',
    user: 'alice',
    vpc: { name: 'vpc-acme', cidr: '192.168.0.0/16' },
    subnet: { name: 'subnet-acme', cidr: '192.168.1.0/24', gateway: '192.168.1.1' },
    instance: { name: 'web', address: '192.168.1.10' },
  },
  {
    domain: 'globex',
    user: 'bob',
    vpc: { name: 'vpc-globex', cidr: '10.0.0.0/16' },
    subnet: { name: 'subnet-globex', cidr: '10.0.2.0/24', gateway: '10.0.2.1' },
    instance: { name: 'db', address: '10.0.2.10' },
  },
] as const;
export const demoPassword = 'isthmus-demo';

type DemoAccount = (typeof demoAccounts)[number];
const demoKey = 'demo-seeded';

/**
 * Makes the demo accounts, once in the life of a ledger: what a user deletes later stays deleted. A crash half way is
 * gone on from, because each step is left out where its result is there.
 */
export async function seedDemo(control: Control): Promise<void> {
  const { ledger } = control;
  if ((await ledger.read.settings.get(demoKey)) !== undefined) return;
  for (const account of demoAccounts) await seedAccount(control, account);
  must(
    await ledger.write(null, async (tx) => {
      await writeSetting(tx, demoKey, 'yes');
      return ok(null);
    }),
  );
}

async function seedAccount(control: Control, account: DemoAccount): Promise<void> {
  const caller = await ownerOf(control, account);
  const { execute } = control;
  const vpcs = must(await execute(caller, 'list-vpcs', { name: account.vpc.name, page: {} })).value.items;
  const vpc = vpcs[0] ?? (await makeVpc(control, caller, account));
  const subnets = must(await execute(caller, 'list-subnets', { vpcId: vpc.id, page: {} })).value.items;
  const subnet = subnets[0] ?? (await makeSubnet(control, caller, account, vpc));
  const instances = must(await execute(caller, 'list-instances', { page: {} })).value.items;
  if (instances.length > 0) return;
  const { name, address } = account.instance;
  must(await execute(caller, 'create-instance', { name, subnetId: subnet.id, address: must(parseAddress(address)) }));
}

const makeVpc = async ({ execute }: Control, caller: ProjectCaller, { vpc: { name, cidr } }: DemoAccount): Promise<Vpc> =>
  must(
    await execute(caller, 'create-vpc', {
      name,
      cidr: must(parseCidr(cidr)),
      description: '',
      enterpriseProjectId: '0',
      enableSharedSnat: false,
    }),
  ).value;

const makeSubnet = async ({ execute }: Control, caller: ProjectCaller, { subnet: { name, cidr, gateway } }: DemoAccount, vpc: Vpc) =>
  must(
    await execute(caller, 'create-subnet', {
      vpcId: vpc.id,
      name,
      cidr: must(parseCidr(cidr)),
      gateway: must(parseAddress(gateway)),
      description: '',
      ipv6Enabled: false,
      dhcpEnabled: true,
      dnsServers: [],
      extraDhcpOptions: [],
      availabilityZone: '',
    }),
  ).value;

/** The account's user, in the account's project of the first region. */
async function ownerOf(control: Control, { domain: name, user: userName }: DemoAccount): Promise<ProjectCaller> {
  const { read } = control.ledger;
  const [domain] = (await read.domains.list({ name }, { limit: 1 })).items;
  if (domain === undefined) {
    const administrator = await administratorOf(control);
    const made = must(
      await control.execute(administrator, 'create-domain', {
        name,
        description: 'A demo account.',
        user: { name: userName, password: demoPassword },
      }),
    ).value;
    return callerOf(name, made.user, made.projects);
  }
  const [user] = (await read.users.list({ domainId: domain.id, name: userName }, { limit: 1 })).items;
  if (user === undefined) throw new Error(`account ${name} is there and its user ${userName} is not`);
  const projects = (await read.projects.list({ domainId: domain.id })).items;
  const home = control.world.regions[0];
  return callerOf(
    name,
    user,
    projects.filter((project) => project.name === home),
  );
}

function callerOf(
  domainName: string,
  user: Pick<PublicUser, 'id' | 'name' | 'domainId' | 'roles'>,
  [project]: readonly Project[],
): ProjectCaller {
  if (project === undefined) throw new Error(`account ${domainName} has no project`);
  const { id, name, region } = project;
  return { userId: user.id, userName: user.name, domainId: user.domainId, domainName, roles: user.roles, project: { id, name, region } };
}

async function administratorOf({ ledger: { read } }: Control): Promise<Principal> {
  const [domain] = (await read.domains.list({ name: homeDomain }, { limit: 1 })).items;
  const [user] = domain === undefined ? [] : (await read.users.list({ domainId: domain.id, name: administratorName }, { limit: 1 })).items;
  if (domain === undefined || user === undefined) throw new Error('the demo accounts are made after the first start');
  return { userId: user.id, userName: user.name, domainId: domain.id, domainName: domain.name, roles: user.roles };
}
