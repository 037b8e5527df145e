import type { Client } from '../client.ts';
import { connect } from '../client.ts';
import { defaultAuthUrl, withVersion } from '../clouds.ts';
import type { Call, Command } from '../command.ts';
import { refused } from '../failure.ts';
import { collections, find, inForce, listAll, type Item } from '../resource.ts';

const { vpc, instance, peering, route } = collections;
const region = 'eu-de';
const password = 'isthmus-demo';
const peeringName = 'isthmus-demo';

/** The two owners of the story. */
const cast = {
  alice: { domain: 'acme', vpc: 'vpc-acme', instance: 'web' },
  bob: { domain: 'globex', vpc: 'vpc-globex', instance: 'db' },
} as const;

interface Owner {
  readonly client: Client;
  readonly vpc: Item;
  readonly instance: Item;
}

interface Ping {
  readonly step: string;
  readonly expected: 'answered' | 'silent';
  readonly transmitted: number;
  readonly received: number;
}

async function ownerOf(name: keyof typeof cast, authUrl: string): Promise<Owner> {
  const role = cast[name];
  const client = await connect({ authUrl, userName: name, password, userDomain: { name: role.domain }, project: { name: region }, region });
  return { client, vpc: await find(client, vpc, role.vpc), instance: await find(client, instance, role.instance) };
}

/** A peering of an earlier demo between the same VPCs; deleting it takes its routes on both sides along. */
async function cleanUp(alice: Owner, bob: Owner, say: Call['say']): Promise<void> {
  for (const old of await listAll(alice.client, peering, { vpc_id: alice.vpc.id })) {
    const ends = ['request_vpc_info', 'accept_vpc_info'].map((side) => (old[side] as { readonly vpc_id: string }).vpc_id);
    if (!ends.includes(bob.vpc.id)) continue;
    if (old.name !== peeringName)
      throw refused(
        `${cast.alice.vpc} and ${cast.bob.vpc} are peered already, by "${old.name}", which this demo did not make; delete it first`,
      );
    say('A peering of an earlier demo is there: alice deletes it, and its routes go with it on both sides.');
    await inForce(alice.client, (await alice.client.call('DELETE', `${peering.path()}/${old.id}`)).generation);
  }
}

async function addRoute(owner: Owner, destination: unknown, nexthop: string): Promise<void> {
  const body = { route: { type: 'peering', vpc_id: owner.vpc.id, destination, nexthop } };
  await inForce(owner.client, (await owner.client.call('POST', route.path(), body)).generation);
}

/** Plays the seed's story and shows each ping. */
async function play(call: Call): Promise<readonly Ping[]> {
  const { say } = call;
  const authUrl = withVersion(call.flags['os-auth-url'] ?? call.environment['OS_AUTH_URL'] ?? defaultAuthUrl);
  const alice = await ownerOf('alice', authUrl);
  const bob = await ownerOf('bob', authUrl);
  const address = bob.instance['ip_address'];
  const pings: Ping[] = [];

  async function ping(step: string, expected: Ping['expected']): Promise<void> {
    const probe = { type: 'ping', destination: address, count: 3, timeout_ms: 1000 };
    const { body } = await alice.client.call('POST', `${instance.path(alice.client)}/${alice.instance.id}/probes`, probe);
    const { transmitted, received, rtt_ms: rtt } = body as { transmitted: number; received: number; rtt_ms: { avg: number } | null };
    pings.push({ step, expected, transmitted, received });
    const outcome =
      received > 0 ? `${received} of ${transmitted} answered, ${rtt?.avg.toFixed(2)} ms` : `${transmitted} sent, none answered`;
    const right = received > 0 === (expected === 'answered');
    say(`   ping web → db (${alice.instance['ip_address']} → ${address}): ${outcome}${right ? '' : `   ✗ expected it to be ${expected}`}`);
  }

  say(`alice of acme has ${cast.alice.vpc} ${alice.vpc['cidr']} with instance web ${alice.instance['ip_address']}.`);
  say(`bob of globex has ${cast.bob.vpc} ${bob.vpc['cidr']} with instance db ${address}.`);
  await cleanUp(alice, bob, say);

  say('1. No peering yet.');
  await ping('no peering', 'silent');

  say(`2. alice asks for a peering, naming bob's project ${bob.client.projectId} and VPC ${bob.vpc.id}.`);
  const request = {
    name: peeringName,
    request_vpc_info: { vpc_id: alice.vpc.id },
    accept_vpc_info: { vpc_id: bob.vpc.id, tenant_id: bob.client.projectId },
  };
  const made = await alice.client.call('POST', peering.path(), { peering: request });
  const { id, status } = (made.body as { peering: { id: string; status: string } }).peering;
  await inForce(alice.client, made.generation);
  say(`   It is ${status}: bob must agree.`);
  await ping('requested', 'silent');

  say('3. bob sees the request in his list and accepts it.');
  const seen = await listAll(bob.client, peering, { status: 'PENDING_ACCEPTANCE' });
  if (!seen.some((item) => item.id === id)) throw refused('bob does not see the request');
  const accepted = await bob.client.call('PUT', `${peering.path()}/${id}/accept`);
  await inForce(bob.client, accepted.generation);
  say(`   It is ${(accepted.body as { status: string }).status}. Nobody has a route yet.`);
  await ping('accepted', 'silent');

  say(`4. alice adds the route to ${bob.vpc['cidr']} on her side.`);
  await addRoute(alice, bob.vpc['cidr'], id);
  await ping('one route', 'silent');

  say(`5. bob adds the route to ${alice.vpc['cidr']} on his side.`);
  await addRoute(bob, alice.vpc['cidr'], id);
  await ping('both routes', 'answered');
  return pings;
}

export const demoCommand: Command = {
  noun: 'demo',
  verb: '',
  summary: 'play the whole story between the demo accounts of a running service, with a ping at each step',
  words: [],
  flags: [],
  async run(call) {
    const pings = await play(call);
    const wrong = pings.filter(({ received, expected }) => received > 0 !== (expected === 'answered'));
    const text = wrong.length === 0 ? 'Every ping was as it should be.' : `${wrong.length} pings were not as they should be.`;
    return { data: { pings, as_expected: wrong.length === 0 }, text, code: wrong.length === 0 ? 0 : 1 };
  },
};
