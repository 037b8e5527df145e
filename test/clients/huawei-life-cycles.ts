import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
// oxlint-disable-next-line no-explicit-any -- the SDK's own types do not compile under our settings
type Sdk = any;
const v2: Sdk = require('@huaweicloud/huaweicloud-sdk-vpc/v2/public-api');
const v3: Sdk = require('@huaweicloud/huaweicloud-sdk-vpc/v3/public-api');

/** The SDK's two clients of one project. */
export interface Clients {
  readonly v2: Sdk;
  readonly v3: Sdk;
}

const statusOfRefusal = async (work: Promise<unknown>): Promise<number> => {
  try {
    await work;
  } catch (error) {
    return (error as { readonly httpStatusCode: number }).httpStatusCode;
  }
  return assert.fail('it was not refused');
};

const withBody = (request: Sdk, body: Sdk): Sdk => request.withBody(body);

async function createVpc({ v2: client }: Clients, name: string, cidr: string): Promise<string> {
  const option = new v2.CreateVpcOption().withName(name).withCidr(cidr);
  return (await client.createVpc(withBody(new v2.CreateVpcRequest(), new v2.CreateVpcRequestBody(option)))).vpc.id;
}

/** Tests of each kind of thing from its making to its end, through both clients, which see each other's writes at once. */
export function testLifeCycles(clientsNow: () => Clients): void {
  test('a VPC takes a second block in v3, and gives it back', async () => {
    const { v3: current, v2: old } = clientsNow();
    const vpcId = await createVpc(clientsNow(), 'cycle', '10.60.0.0/16');
    const more = new v3.AddVpcExtendCidrRequestBody(new v3.AddExtendCidrOption(['23.9.0.0/16']));
    await current.addVpcExtendCidr(withBody(new v3.AddVpcExtendCidrRequest(vpcId), more));
    const { vpc } = await current.showVpc(new v3.ShowVpcRequest(vpcId));
    assert.deepEqual([vpc.name, vpc.cidr, vpc.extend_cidrs], ['cycle', '10.60.0.0/16', ['23.9.0.0/16']]);
    const fewer = new v3.RemoveVpcExtendCidrRequestBody(new v3.RemoveExtendCidrOption(['23.9.0.0/16']));
    await current.removeVpcExtendCidr(withBody(new v3.RemoveVpcExtendCidrRequest(vpcId), fewer));
    assert.deepEqual((await current.showVpc(new v3.ShowVpcRequest(vpcId))).vpc.extend_cidrs, []);
    assert.equal((await old.deleteVpc(new v2.DeleteVpcRequest(vpcId))).httpStatusCode, 204);
    assert.equal(await statusOfRefusal(current.showVpc(new v3.ShowVpcRequest(vpcId))), 404);
  });

  test('a VPC carries tags, and is found by them', async () => {
    const clients = clientsNow();
    const vpcId = await createVpc(clients, 'tagged', '10.62.0.0/16');
    const tag = new v2.CreateVpcResourceTagRequestBody(new v2.ResourceTag('stage', 'test'));
    await clients.v2.createVpcResourceTag(withBody(new v2.CreateVpcResourceTagRequest(vpcId), tag));
    const { tags } = await clients.v2.showVpcTags(new v2.ShowVpcTagsRequest(vpcId));
    assert.deepEqual(
      tags.map(({ key, value }: Sdk) => [key, value]),
      [['stage', 'test']],
    );
    await clients.v2.deleteVpcTag(new v2.DeleteVpcTagRequest(vpcId, 'stage'));
    assert.deepEqual((await clients.v2.showVpcTags(new v2.ShowVpcTagsRequest(vpcId))).tags, []);
    await clients.v2.deleteVpc(new v2.DeleteVpcRequest(vpcId));
  });

  test('a subnet and a private IP in it live and end', async () => {
    const clients = clientsNow();
    const vpcId = await createVpc(clients, 'home', '10.63.0.0/16');
    const option = new v2.CreateSubnetOption('room', '10.63.1.0/24', vpcId, '10.63.1.1');
    const { subnet } = await clients.v2.createSubnet(withBody(new v2.CreateSubnetRequest(), new v2.CreateSubnetRequestBody(option)));
    const rename = new v2.UpdateSubnetRequestBody(new v2.UpdateSubnetOption('room-2'));
    await clients.v2.updateSubnet(withBody(new v2.UpdateSubnetRequest(vpcId, subnet.id), rename));
    assert.equal((await clients.v2.showSubnet(new v2.ShowSubnetRequest(subnet.id))).subnet.name, 'room-2');
    const wanted = new v2.CreatePrivateipRequestBody([new v2.CreatePrivateipOption(subnet.id).withIpAddress('10.63.1.50')]);
    const { privateips } = await clients.v2.createPrivateip(withBody(new v2.CreatePrivateipRequest(), wanted));
    const [{ id }] = privateips;
    assert.equal((await clients.v2.showPrivateip(new v2.ShowPrivateipRequest(id))).privateip.ip_address, '10.63.1.50');
    assert.equal(
      await statusOfRefusal(clients.v2.deleteSubnet(new v2.DeleteSubnetRequest(vpcId, subnet.id))),
      409,
      'its address is in use',
    );
    const listed = await clients.v2.listPrivateips(new v2.ListPrivateipsRequest(subnet.id));
    assert.ok(listed.privateips.some((privateip: Sdk) => privateip.id === id));
    assert.equal((await clients.v2.deletePrivateip(new v2.DeletePrivateipRequest(id))).httpStatusCode, 204);
    assert.equal((await clients.v2.deleteSubnet(new v2.DeleteSubnetRequest(vpcId, subnet.id))).httpStatusCode, 204);
    assert.equal((await clients.v2.deleteVpc(new v2.DeleteVpcRequest(vpcId))).httpStatusCode, 204);
  });

  test('a route table is made, takes subnets and routes, gives them back, and ends', async () => {
    const clients = clientsNow();
    const vpcIds = await Promise.all(['10.64.0.0/16', '10.65.0.0/16'].map((cidr, index) => createVpc(clients, `end-${index}`, cidr)));
    const [vpcId = '', otherId = ''] = vpcIds;
    const ends = new v2.CreateVpcPeeringOption('own', new v2.VpcInfo(vpcId), new v2.VpcInfo(otherId));
    const { peering } = await clients.v2.createVpcPeering(
      withBody(new v2.CreateVpcPeeringRequest(), new v2.CreateVpcPeeringRequestBody(ends)),
    );
    assert.equal(peering.status, 'ACTIVE', 'within one project nobody is asked');
    const room = new v2.CreateSubnetOption('room', '10.64.1.0/24', vpcId, '10.64.1.1');
    const { subnet } = await clients.v2.createSubnet(withBody(new v2.CreateSubnetRequest(), new v2.CreateSubnetRequestBody(room)));
    const { routetables } = await clients.v2.listRouteTables(new v2.ListRouteTablesRequest().withVpcId(vpcId));
    assert.deepEqual(
      routetables.map((table: Sdk) => table.default ?? table._default),
      [true],
    );
    const route = new v2.RouteTableRoute('peering', '10.65.1.0/24', peering.id);
    const option = new v2.CreateRouteTableReq(vpcId).withName('own-table').withRoutes([route]);
    const { routetable } = await clients.v2.createRouteTable(
      withBody(new v2.CreateRouteTableRequest(), new v2.CreateRoutetableReqBody(option)),
    );
    const associate = new v2.RoutetableAssociateReqbody(
      new v2.AsscoiateReq(new v2.AssociateRouteTableAndSubnetReq().withAssociate([subnet.id])),
    );
    await clients.v2.associateRouteTable(withBody(new v2.AssociateRouteTableRequest(routetable.id), associate));
    const added = new v2.AddRouteTableRoute('peering', '10.65.2.0/24', peering.id);
    const change = new v2.UpdateRouteTableReq().withName('renamed').withRoutes(new v2.RouteTableRouteAction().withAdd([added]));
    await clients.v2.updateRouteTable(withBody(new v2.UpdateRouteTableRequest(routetable.id), new v2.UpdateRoutetableReqBody(change)));
    const shown = (await clients.v2.showRouteTable(new v2.ShowRouteTableRequest(routetable.id))).routetable;
    assert.deepEqual([shown.name, shown.subnets.map(({ id }: Sdk) => id)], ['renamed', [subnet.id]]);
    const destinations = shown.routes.map(({ destination }: Sdk) => destination);
    assert.ok(
      ['10.65.1.0/24', '10.65.2.0/24'].every((destination) => destinations.includes(destination)),
      String(destinations),
    );
    const disassociate = new v2.RoutetableAssociateReqbody(
      new v2.AsscoiateReq(new v2.AssociateRouteTableAndSubnetReq().withDisassociate([subnet.id])),
    );
    await clients.v2.disassociateRouteTable(withBody(new v2.DisassociateRouteTableRequest(routetable.id), disassociate));
    assert.equal((await clients.v2.deleteRouteTable(new v2.DeleteRouteTableRequest(routetable.id))).httpStatusCode, 204);
    assert.equal(await statusOfRefusal(clients.v2.showRouteTable(new v2.ShowRouteTableRequest(routetable.id))), 404);
    await clients.v2.deleteVpcPeering(new v2.DeleteVpcPeeringRequest(peering.id));
    await clients.v2.deleteSubnet(new v2.DeleteSubnetRequest(vpcId, subnet.id));
    for (const id of vpcIds) assert.equal((await clients.v2.deleteVpc(new v2.DeleteVpcRequest(id))).httpStatusCode, 204);
  });

  test('a security group made in v3 and a rule made in v2 live and end in both', async () => {
    const { v2: old, v3: current } = clientsNow();
    const made = await current.createSecurityGroup(
      withBody(
        new v3.CreateSecurityGroupRequest(),
        new v3.CreateSecurityGroupRequestBody(new v3.CreateSecurityGroupOption('web').withDescription('servers')),
      ),
    );
    const groupId = made.security_group?.id ?? made.securityGroup.id;
    const option = new v2.CreateSecurityGroupRuleOption(groupId, 'ingress').withProtocol('tcp').withPortRangeMin(443).withPortRangeMax(443);
    const oldRule = await old.createSecurityGroupRule(
      withBody(new v2.CreateSecurityGroupRuleRequest(), new v2.CreateSecurityGroupRuleRequestBody(option)),
    );
    const ruleId = (oldRule.security_group_rule ?? oldRule.securityGroupRule).id;
    const seen = await current.showSecurityGroupRule(new v3.ShowSecurityGroupRuleRequest(ruleId));
    assert.equal((seen.security_group_rule ?? seen.securityGroupRule).multiport, '443');
    const newOption = new v3.CreateSecurityGroupRuleOption(groupId, 'ingress').withProtocol('udp').withMultiport('53').withPriority('1');
    const newRule = await current.createSecurityGroupRule(
      withBody(new v3.CreateSecurityGroupRuleRequest(), new v3.CreateSecurityGroupRuleRequestBody(newOption)),
    );
    const listed = await old.listSecurityGroupRules(new v2.ListSecurityGroupRulesRequest().withSecurityGroupId(groupId));
    const ids = (listed.security_group_rules ?? listed.securityGroupRules).map(({ id }: Sdk) => id);
    assert.ok(ids.includes(ruleId) && ids.includes((newRule.security_group_rule ?? newRule.securityGroupRule).id));
    await old.deleteSecurityGroupRule(new v2.DeleteSecurityGroupRuleRequest(ruleId));
    assert.equal(await statusOfRefusal(current.showSecurityGroupRule(new v3.ShowSecurityGroupRuleRequest(ruleId))), 404);
    const rename = new v3.UpdateSecurityGroupRequestBody(new v3.UpdateSecurityGroupOption().withName('web-2'));
    await current.updateSecurityGroup(withBody(new v3.UpdateSecurityGroupRequest(groupId), rename));
    const shown = await old.showSecurityGroup(new v2.ShowSecurityGroupRequest(groupId));
    assert.equal((shown.security_group ?? shown.securityGroup).name, 'web-2');
    await old.deleteSecurityGroup(new v2.DeleteSecurityGroupRequest(groupId));
    assert.equal(await statusOfRefusal(current.showSecurityGroup(new v3.ShowSecurityGroupRequest(groupId))), 404);
  });

  test('quotas say what is taken and what there may be', async () => {
    const { v2: client } = clientsNow();
    const limitsOf = async (): Promise<ReadonlyMap<string, readonly [number, number]>> => {
      const { quotas } = await client.showQuota(new v2.ShowQuotaRequest());
      return new Map(quotas.resources.map(({ type, used, quota }: Sdk) => [type, [used, quota]]));
    };
    const before = await limitsOf();
    const vpcId = await createVpc(clientsNow(), 'counted', '10.66.0.0/16');
    const after = await limitsOf();
    assert.equal(after.get('vpc')?.[0], (before.get('vpc')?.[0] ?? Number.NaN) + 1);
    assert.equal(after.get('vpc')?.[1], before.get('vpc')?.[1]);
    await client.deleteVpc(new v2.DeleteVpcRequest(vpcId));
  });
}
