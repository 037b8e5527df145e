"""The cross-account story and the v3 life cycles, by Huawei's Python SDK as it is.

Standard input is JSON: where the service is, and a key for each of two accounts, permanent or temporary. Every fact that
the test compares is one line of JSON on standard output.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkvpc import v2, v3

given = json.load(sys.stdin)


def say(what, *facts):
    print(json.dumps([what, *facts]))


class Side:
    def __init__(self, key):
        credentials = BasicCredentials(key["access"], key["secret"], key["project"])
        if "securitytoken" in key:
            credentials = credentials.with_security_token(key["securitytoken"])
        self.project = key["project"]
        self.v2, self.v3 = (
            version.VpcClient.new_builder().with_credentials(credentials).with_endpoint(given["url"]).build()
            for version in (v2, v3)
        )

    def vpc(self, name, cidr):
        option = v3.CreateVpcOption(name=name, cidr=cidr, description="made by v3")
        self.v3.create_vpc(v3.CreateVpcRequest(v3.CreateVpcRequestBody(vpc=option)))
        # What this version reads of the answer to a create or an update is a dry run's.
        return self.v3.list_vpcs(v3.ListVpcsRequest(name=[name])).vpcs[0]

    def route(self, peering, vpc, destination):
        option = v2.CreateVpcRouteOption(destination=destination, nexthop=peering, type="peering", vpc_id=vpc)
        return self.v2.create_vpc_route(v2.CreateVpcRouteRequest(v2.CreateVpcRouteRequestBody(option))).route


def status_of(call, request):
    try:
        return call(request).status_code
    except ClientRequestException as refused:
        return refused.status_code


acme, globex = (Side(given[name]) for name in ("acme", "globex"))
a, b = acme.vpc("py-a", "172.22.0.0/16"), globex.vpc("py-b", "172.23.0.0/16")
say("vpc", a.name, a.cidr, a.status)
changed = v3.UpdateVpcRequestBody(vpc=v3.UpdateVpcOption(description="changed by v3"))
say("update", acme.v3.update_vpc(v3.UpdateVpcRequest(vpc_id=a.id, body=changed)).status_code)
say("v2 sees", acme.v2.show_vpc(v2.ShowVpcRequest(a.id)).vpc.description)


def ask(name):
    ends = {"request_vpc_info": v2.VpcInfo(a.id), "accept_vpc_info": v2.VpcInfo(b.id, globex.project)}
    body = v2.CreateVpcPeeringRequestBody(v2.CreateVpcPeeringOption(name=name, **ends))
    return acme.v2.create_vpc_peering(v2.CreateVpcPeeringRequest(body)).peering


asked = ask("py")
say("asked", asked.status)
pending = globex.v2.list_vpc_peerings(v2.ListVpcPeeringsRequest(status="PENDING_ACCEPTANCE")).peerings
say("listed", [one.id == asked.id for one in pending])
say("requester accepts", status_of(acme.v2.accept_vpc_peering, v2.AcceptVpcPeeringRequest(asked.id)))
say("accepted", globex.v2.accept_vpc_peering(v2.AcceptVpcPeeringRequest(asked.id)).status)
say("routes", *(side.route(asked.id, own.id, other.cidr).destination for side, own, other in ((acme, a, b), (globex, b, a))))
table = acme.v2.list_route_tables(v2.ListRouteTablesRequest(vpc_id=a.id)).routetables[0]
say("table", table.default)
say("deleted", status_of(globex.v2.delete_vpc_peering, v2.DeleteVpcPeeringRequest(asked.id)))
again = ask("py again")
say("rejected", globex.v2.reject_vpc_peering(v2.RejectVpcPeeringRequest(again.id)).status)
say("deleted", status_of(acme.v2.delete_vpc_peering, v2.DeleteVpcPeeringRequest(again.id)))

group = v3.CreateSecurityGroupRequestBody(security_group=v3.CreateSecurityGroupOption(name="py-group"))
group = acme.v3.create_security_group(v3.CreateSecurityGroupRequest(group)).security_group
rule = v3.CreateSecurityGroupRuleOption(
    security_group_id=group.id, direction="ingress", protocol="tcp", multiport="443", remote_ip_prefix="172.23.0.0/16"
)
rule = v3.CreateSecurityGroupRuleRequestBody(security_group_rule=rule)
rule = acme.v3.create_security_group_rule(v3.CreateSecurityGroupRuleRequest(rule)).security_group_rule
say("rule", rule.protocol, rule.multiport)
say("group deleted", status_of(acme.v3.delete_security_group, v3.DeleteSecurityGroupRequest(group.id)))
peers = acme.v2.show_quota(v2.ShowQuotaRequest(type="vpcPeer")).quotas.resources[0]
say("quota", peers.used, peers.quota)
for side, own in ((acme, a), (globex, b)):
    say("vpc deleted", status_of(side.v3.delete_vpc, v3.DeleteVpcRequest(own.id)))
