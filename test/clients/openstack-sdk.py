"""Several things in one request, by openstacksdk as it is.

Where the service is and who asks stands in the environment. Every fact that the test compares is one line of JSON on
standard output.
"""

import json

import openstack
from openstack.network.v2 import network, security_group, subnet


def say(what, *facts):
    print(json.dumps([what, *facts]))


def refused(make):
    try:
        list(make())
    except openstack.exceptions.HttpException as problem:
        return [problem.status_code, problem.details]
    return None


client = openstack.connect().network
own = client.get_project_id()

networks = list(client._bulk_create(network.Network, [{"name": "left"}, {"name": "right"}]))
say("networks", *[one.name for one in networks])
wanted = [{"network_id": one.id, "ip_version": 4, "cidr": f"10.0.{index}.0/24"} for index, one in enumerate(networks)]
say("subnets", *[one.cidr for one in client._bulk_create(subnet.Subnet, wanted)])

left, right = networks
ports = list(client.create_ports([{"network_id": left.id, "name": "a"}, {"network_id": right.id, "name": "b"}]))
say("ports", *[[one.name, one.fixed_ips[0]["ip_address"], one.project_id == own] for one in ports])
twice = [{"network_id": left.id, "fixed_ips": [{"ip_address": "10.0.0.20"}]}] * 2
say("refused", refused(lambda: client.create_ports(twice)))
say("none made", len(list(client.ports(fixed_ips="ip_address=10.0.0.20"))))

groups = list(client._bulk_create(security_group.SecurityGroup, [{"name": "web"}, {"name": "db"}]))
say("groups", *[[one.name, len(one.security_group_rules)] for one in groups])


def rule(group, port):
    ends = {"port_range_min": port, "port_range_max": port}
    return {"security_group_id": group.id, "direction": "ingress", "protocol": "tcp", **ends}


web, db = groups
say("rules", *[one.port_range_min for one in client.create_security_group_rules([rule(web, 80), rule(web, 443)])])
say("refused", refused(lambda: client.create_security_group_rules([rule(web, 90), rule(web, 0)])))
say("refused", refused(lambda: client.create_security_group_rules([rule(web, 90), rule(db, 90)])))
say("counted", len(list(client.security_group_rules(security_group_id=web.id))))
