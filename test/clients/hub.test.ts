import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { ask, createAccount, fields, logIn, type Session } from '../api.ts';
import { startService, type Service } from '../service.ts';

const spokes = 50;

interface Spoke {
  readonly session: Session;
  readonly vpcId: string;
  /** A connection of its own, as clients on as many machines have. */
  readonly agent: Agent;
}

interface Sent {
  readonly status: number;
  // oxlint-disable-next-line no-explicit-any -- fields that the test reads
  readonly body: any;
}

/** One request, once: what fails here fails the test, because nothing below tries again. */
function once(service: Service, { agent, session }: Pick<Spoke, 'agent' | 'session'>, method: string, path: string, body?: unknown) {
  return new Promise<Sent>((resolve, reject) => {
    const headers = { 'X-Auth-Token': session.token, 'Content-Type': 'application/json' };
    const sent = request(`${service.url}${path}`, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) }));
    });
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe('fifty clients peer with one hub VPC at once', () => {
  let service: Service;
  let hub: Spoke;
  const clients: Spoke[] = [];
  before(async () => {
    service = await startService();
    const hubLogin = await createAccount(service, 'hub');
    hub = await spokeOf(await logIn(service, hubLogin, 'eu-de'), 'hub', '10.255.0.0/16');
    // Fifty logins at once would measure the password hash, which is slow on purpose.
    for (let index = 0; index < spokes; index++) {
      const login = await createAccount(service, `spoke-${index}`);
      clients.push(await spokeOf(await logIn(service, login, 'eu-de'), `spoke-${index}`, `10.${index}.0.0/16`));
    }
  });
  after(async () => {
    for (const { agent } of [hub, ...clients]) agent.destroy();
    await service.remove();
  });

  async function spokeOf(session: Session, name: string, cidr: string): Promise<Spoke> {
    const body = { vpc: { name, cidr } };
    const made = await ask(service, { method: 'POST', path: `/v1/${session.projectId}/vpcs`, token: session.token, body });
    assert.equal(made.status, 200, made.text);
    return { session, vpcId: fields(made).vpc.id, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
  }

  const peerings = '/v2.0/vpc/peerings';
  const idsOf = ({ body }: Sent): readonly string[] => body.peerings.map(({ id }: { id: string }) => id).toSorted();
  let asked: readonly Sent[] = [];

  test('every request is taken at its first try, and the hub sees it in its next request', async () => {
    asked = await Promise.all(
      clients.map(async (client, index) => {
        const ends = {
          request_vpc_info: { vpc_id: client.vpcId },
          accept_vpc_info: { vpc_id: hub.vpcId, tenant_id: hub.session.projectId },
        };
        const made = await once(service, client, 'POST', peerings, { peering: { name: `spoke-${index}`, ...ends } });
        assert.equal(made.status, 201, JSON.stringify(made.body));
        const seen = await once(service, hub, 'GET', `${peerings}/${made.body.peering.id}`);
        assert.deepEqual([seen.status, seen.body?.peering?.status], [200, 'PENDING_ACCEPTANCE']);
        return made;
      }),
    );
    const listed = await once(service, hub, 'GET', `${peerings}?status=PENDING_ACCEPTANCE`);
    assert.deepEqual(idsOf(listed), asked.map(({ body }) => body.peering.id).toSorted());
  });

  test('accepted at once, each is ACTIVE for its spoke in the next request', async () => {
    await Promise.all(
      asked.map(async ({ body }, index) => {
        const { id } = body.peering;
        const acceptor = { session: hub.session, agent: clients[index]?.agent ?? hub.agent };
        const accepted = await once(service, acceptor, 'PUT', `${peerings}/${id}/accept`);
        assert.deepEqual([accepted.status, accepted.body.status], [200, 'ACTIVE']);
        const seen = await once(service, clients[index] ?? hub, 'GET', `${peerings}/${id}`);
        assert.equal(seen.body.peering.status, 'ACTIVE');
      }),
    );
  });

  test('each adds its route while the hub adds its own, and none is lost', async () => {
    const routesOf = (client: Spoke): Promise<Sent> => once(service, client, 'GET', `/v2.0/vpc/routes?vpc_id=${client.vpcId}`);
    await Promise.all(
      clients.flatMap((client, index) => {
        const nexthop = asked[index]?.body.peering.id;
        const route = (destination: string, vpcId: string) => ({ route: { type: 'peering', nexthop, destination, vpc_id: vpcId } });
        const asHub = { session: hub.session, agent: client.agent };
        return [
          once(service, client, 'POST', '/v2.0/vpc/routes', route('10.255.0.0/16', client.vpcId)),
          once(service, asHub, 'POST', '/v2.0/vpc/routes', route(`10.${index}.0.0/16`, hub.vpcId)),
        ].map(async (work) => assert.equal((await work).status, 201));
      }),
    );
    assert.equal((await routesOf(hub)).body.routes.length, spokes);
    const counts = await Promise.all(clients.map(async (client) => (await routesOf(client)).body.routes.length));
    assert.deepEqual(new Set(counts), new Set([1]));
  });

  test('the same VPC asking twice at once is one peering and one refusal', async () => {
    const [client] = clients;
    assert.ok(client);
    const id = asked[0]?.body.peering.id;
    assert.equal((await once(service, client, 'DELETE', `${peerings}/${id}`)).status, 204);
    assert.equal((await once(service, hub, 'GET', `${peerings}/${id}`)).status, 404);
    const ends = { request_vpc_info: { vpc_id: client.vpcId }, accept_vpc_info: { vpc_id: hub.vpcId, tenant_id: hub.session.projectId } };
    const ask2 = (agent: Agent): Promise<Sent> =>
      once(service, { session: client.session, agent }, 'POST', peerings, { peering: { name: 'again', ...ends } });
    const both = await Promise.all([ask2(client.agent), ask2(hub.agent)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409]);
  });
});
