import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { ask, createAccount, fields, inForce, logIn, type Credentials, type Session } from '../api.ts';
import { pinged } from '../probing.ts';
import { startService, testedPlanes, type Service } from '../service.ts';
import { columnOf } from './column.ts';
import { testLifeCycles } from './huawei-life-cycles.ts';
import { settled } from './instance.ts';
import { startRecorder, type Recorder } from './recorder.ts';

/** CommonJS, as its registry has it. */
const require = createRequire(import.meta.url);
// oxlint-disable-next-line no-explicit-any -- the SDK's own types do not compile under our settings
type Sdk = any;
const core: Sdk = require('@huaweicloud/huaweicloud-sdk-core');
const v2: Sdk = require('@huaweicloud/huaweicloud-sdk-vpc/v2/public-api');
const v3: Sdk = require('@huaweicloud/huaweicloud-sdk-vpc/v3/public-api');
// The SDK writes every refusal to the console, stack and all.
require('log4js').shutdown();

/** An account that knows nothing but its access key. */
interface Side {
  readonly session: Session;
  readonly key: Sdk;
  readonly v2: Sdk;
  readonly v3: Sdk;
  readonly vpcId: string;
}

async function refusal(
  work: Promise<unknown>,
): Promise<{ readonly httpStatusCode: number; readonly errorCode?: string; readonly errorMsg?: string }> {
  try {
    await work;
  } catch (error) {
    return error as { readonly httpStatusCode: number };
  }
  return assert.fail('it was not refused');
}

async function keyOf(service: Service, session: Session): Promise<Sdk> {
  const body = { credential: { user_id: session.userId } };
  const answer = await ask(service, { method: 'POST', path: '/v3.0/OS-CREDENTIAL/credentials', token: session.token, body });
  assert.equal(answer.status, 201, answer.text);
  const { access, secret } = fields(answer).credential;
  return new core.BasicCredentials().withAk(access).withSk(secret);
}

const clientOf = (service: Pick<Service, 'url'>, kind: Sdk, key: Sdk): Sdk =>
  kind.newBuilder().withCredential(key).withEndpoint(service.url).build();

interface Place {
  readonly service: Service;
  /** What the SDK is pointed at. */
  readonly recorder: Recorder;
}

async function sideOf(
  { service, recorder }: Place,
  login: Credentials,
  vpc: { readonly name: string; readonly cidr: string },
): Promise<Side> {
  const session = await logIn(service, login, 'eu-de');
  const key = (await keyOf(service, session)).withProjectId(session.projectId);
  const client = clientOf(recorder, v2.VpcClient, key);
  const option = new v2.CreateVpcOption().withName(vpc.name).withCidr(vpc.cidr).withDescription('käse');
  const made = await client.createVpc(new v2.CreateVpcRequest().withBody(new v2.CreateVpcRequestBody(option)));
  return { session, key, v2: client, v3: clientOf(recorder, v3.VpcClient, key), vpcId: made.vpc.id };
}

const subnetIn = async ({ v2: client, vpcId }: Side, name: string, prefix: string): Promise<string> => {
  const option = new v2.CreateSubnetOption(name, `${prefix}.0/24`, vpcId, `${prefix}.1`);
  return (await client.createSubnet(new v2.CreateSubnetRequest().withBody(new v2.CreateSubnetRequestBody(option)))).subnet.id;
};

const peeringOf = (from: Side, to: Side): Promise<Sdk> => {
  const [request, accept] = [new v2.VpcInfo(from.vpcId), new v2.VpcInfo(to.vpcId).withTenantId(to.session.projectId)];
  const option = new v2.CreateVpcPeeringOption('acme-globex', request, accept).withDescription('by key');
  return from.v2.createVpcPeering(new v2.CreateVpcPeeringRequest().withBody(new v2.CreateVpcPeeringRequestBody(option)));
};

const routeOf = async ({ v2: client, vpcId }: Side, peeringId: string, destination: string): Promise<string> => {
  const option = new v2.CreateVpcRouteOption(destination, peeringId, 'peering', vpcId);
  const made = await client.createVpcRoute(new v2.CreateVpcRouteRequest().withBody(new v2.CreateVpcRouteRequestBody(option)));
  assert.equal(made.httpStatusCode, 201);
  return made.route.id;
};

for (const dataPlane of testedPlanes)
  describe(`the Huawei Node SDK, unmodified, with access keys alone, on ${dataPlane}`, () => {
    let service: Service;
    let recorder: Recorder;
    let acme: Side;
    let globex: Side;
    let web: string;
    let peeringId: string;
    before(async () => {
      service = await startService({ dataPlane });
      recorder = await startRecorder(service);
      const place = { service, recorder };
      acme = await sideOf(place, await createAccount(service, 'acme'), { name: 'vpc-acme', cidr: '192.168.0.0/16' });
      globex = await sideOf(place, await createAccount(service, 'globex'), { name: 'vpc-globex', cidr: '10.0.0.0/16' });
      web = await instanceOf(acme, await subnetIn(acme, 'subnet-acme', '192.168.1'), '192.168.1.10');
      await instanceOf(globex, await subnetIn(globex, 'subnet-globex', '10.0.2'), '10.0.2.10');
    });
    after(async () => {
      await recorder.close();
      await service.remove();
    });

    /** The SDK cannot make instances, which are no part of these clouds' network API; everything else is the SDK's. */
    async function instanceOf({ session }: Side, subnetId: string, address: string): Promise<string> {
      const path = `/isthmus/v1/projects/${session.projectId}/instances`;
      const body = { name: 'host', subnet_id: subnetId, ip_address: address };
      const answer = await ask(service, { method: 'POST', path, token: session.token, body });
      assert.equal(answer.status, 201, answer.text);
      await inForce(service, session, answer);
      return fields(answer).id;
    }

    /** That so many of two echoes come back. */
    const received = async (expected: 0 | 2, why?: string): Promise<void> =>
      assert.equal(await pinged(service, { session: acme.session, instanceId: web, destination: '10.0.2.10' }, 2, expected), expected, why);

    test('lists, shows, changes and deletes VPCs and subnets', async () => {
      const { vpcs } = await acme.v2.listVpcs(new v2.ListVpcsRequest());
      assert.deepEqual(
        vpcs.map(({ name, cidr, description }: Sdk) => [name, cidr, description]),
        [['vpc-acme', '192.168.0.0/16', 'käse']],
      );
      const shown = await acme.v3.showVpc(new v3.ShowVpcRequest(acme.vpcId));
      assert.deepEqual([shown.vpc.id, shown.vpc.name], [acme.vpcId, 'vpc-acme']);
      assert.equal((await acme.v3.listVpcs(new v3.ListVpcsRequest())).vpcs.length, 1);
      const rename = new v2.UpdateVpcRequestBody(new v2.UpdateVpcOption().withName('vpc-acme-2'));
      assert.equal((await acme.v2.updateVpc(new v2.UpdateVpcRequest(acme.vpcId).withBody(rename))).vpc.name, 'vpc-acme-2');
      const subnetId = await subnetIn(acme, 'short-lived', '192.168.9');
      assert.equal((await acme.v2.showSubnet(new v2.ShowSubnetRequest(subnetId))).subnet.cidr, '192.168.9.0/24');
      const subnets = await acme.v2.listSubnets(new v2.ListSubnetsRequest().withVpcId(acme.vpcId).withLimit(10));
      assert.equal(subnets.subnets.length, 2);
      assert.equal((await acme.v2.deleteSubnet(new v2.DeleteSubnetRequest(acme.vpcId, subnetId))).httpStatusCode, 204);
      assert.equal((await refusal(acme.v2.showSubnet(new v2.ShowSubnetRequest(subnetId)))).httpStatusCode, 404);
    });

    test('the same name twice within a second is refused as such', async () => {
      const create = () => {
        const option = new v2.CreateVpcOption().withName('twice');
        return acme.v2.createVpc(new v2.CreateVpcRequest().withBody(new v2.CreateVpcRequestBody(option)));
      };
      const { vpc } = await create();
      assert.equal((await refusal(create())).httpStatusCode, 400);
      assert.equal((await acme.v2.deleteVpc(new v2.DeleteVpcRequest(vpc.id))).httpStatusCode, 204);
    });

    test("acme asks, globex sees it, and neither can do the other's part", async () => {
      const { peering, httpStatusCode } = await peeringOf(acme, globex);
      assert.deepEqual([httpStatusCode, peering.status], [201, 'PENDING_ACCEPTANCE']);
      assert.ok(!Number.isNaN(new Date(peering.created_at).getTime()), 'its time can be read');
      peeringId = peering.id;
      const pending = await globex.v2.listVpcPeerings(new v2.ListVpcPeeringsRequest().withStatus('PENDING_ACCEPTANCE'));
      assert.deepEqual(
        pending.peerings.map(({ id }: Sdk) => id),
        [peeringId],
      );
      assert.equal((await refusal(peeringOf(acme, globex))).httpStatusCode, 409);
      assert.equal((await refusal(acme.v2.acceptVpcPeering(new v2.AcceptVpcPeeringRequest(peeringId)))).httpStatusCode, 403);
      assert.equal((await refusal(globex.v2.showVpcPeering(new v2.ShowVpcPeeringRequest(randomUUID())))).httpStatusCode, 404);
      const rename = new v2.UpdateVpcPeeringRequestBody(new v2.UpdateVpcPeeringOption().withName('renamed'));
      const renamed = await acme.v2.updateVpcPeering(new v2.UpdateVpcPeeringRequest(peeringId).withBody(rename));
      assert.equal(renamed.peering.name, 'renamed');
      await received(0);
    });

    test('globex accepts, each adds its route, and then the ping works', async () => {
      const accepted = await globex.v2.acceptVpcPeering(new v2.AcceptVpcPeeringRequest(peeringId));
      assert.deepEqual([accepted.id, accepted.status], [peeringId, 'ACTIVE']);
      assert.equal((await acme.v2.showVpcPeering(new v2.ShowVpcPeeringRequest(peeringId))).peering.status, 'ACTIVE');
      await settled(service, globex.session);
      await received(0, 'no routes yet');
      await routeOf(acme, peeringId, '10.0.0.0/16');
      await settled(service, acme.session);
      await received(0, 'no way back yet');
      await routeOf(globex, peeringId, '192.168.0.0/16');
      await settled(service, globex.session);
      await received(2);
      const { routes } = await acme.v2.listVpcRoutes(new v2.ListVpcRoutesRequest().withVpcId(acme.vpcId));
      assert.deepEqual(
        routes.map(({ destination, nexthop }: Sdk) => [destination, nexthop]),
        [['10.0.0.0/16', peeringId]],
      );
      const { route } = await acme.v2.showVpcRoute(new v2.ShowVpcRouteRequest(routes[0].id));
      assert.equal(route.id, routes[0].id);
    });

    test('without its route the ping ends; with the peering go the routes; a rejected one carries nothing', async () => {
      const { routes } = await globex.v2.listVpcRoutes(new v2.ListVpcRoutesRequest());
      assert.equal((await globex.v2.deleteVpcRoute(new v2.DeleteVpcRouteRequest(routes[0].id))).httpStatusCode, 204);
      await settled(service, globex.session);
      await received(0);
      assert.equal((await globex.v2.deleteVpcPeering(new v2.DeleteVpcPeeringRequest(peeringId))).httpStatusCode, 204);
      assert.equal((await acme.v2.listVpcRoutes(new v2.ListVpcRoutesRequest())).routes.length, 0);
      assert.equal((await refusal(acme.v2.showVpcPeering(new v2.ShowVpcPeeringRequest(peeringId)))).httpStatusCode, 404);
      const { peering } = await peeringOf(globex, acme);
      const rejected = await acme.v2.rejectVpcPeering(new v2.RejectVpcPeeringRequest(peering.id));
      assert.equal(rejected.status, 'REJECTED');
      assert.equal((await globex.v2.deleteVpcPeering(new v2.DeleteVpcPeeringRequest(peering.id))).httpStatusCode, 204);
    });

    test('finds its project by the region, with nothing but a key', async () => {
      const { session } = acme;
      const key = (await keyOf(service, session)).withIamEndpoint(recorder.url);
      const region = { id: 'eu-de', endpoint: recorder.url, endpoints: [recorder.url] };
      const client = v2.VpcClient.newBuilder().withCredential(key).withRegion(region).build();
      assert.equal((await client.listVpcs(new v2.ListVpcsRequest())).vpcs[0].id, acme.vpcId);
    });

    testLifeCycles(() => acme);

    test("a wrong secret is the gateway's refusal", async () => {
      const wrong = new core.BasicCredentials().withAk(acme.key.ak).withSk('not-the-secret').withProjectId(acme.session.projectId);
      const { httpStatusCode, errorCode, errorMsg } = await refusal(
        clientOf(service, v2.VpcClient, wrong).listVpcs(new v2.ListVpcsRequest()),
      );
      assert.deepEqual([httpStatusCode, errorCode], [401, 'APIGW.0301']);
      assert.equal(errorMsg, 'Incorrect IAM authentication information: verify aksk signature fail');
    });

    test('what ran is what docs/generated/clients.md says', () => {
      recorder.keep('huawei-node-sdk');
      assert.deepEqual(recorder.operations(), columnOf('huawei-node-sdk'));
    });
  });
