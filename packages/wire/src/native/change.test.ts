import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, must, parseAddress, parseCidr, type Change } from '@isthmus/core';
import { Check } from 'typebox/value';
import { ChangeBody, decodeChange, encodeChange } from './change.ts';

const vpcId = idOf<never>('11111111-1111-4111-8111-111111111111');
const otherId = idOf<never>('22222222-2222-4222-8222-222222222222');
const cidr = must(parseCidr('10.1.0.0/24'));
const direction = 'ingress' as const;
const filter = { family: 6, protocol: 6, portMin: 80, portMax: 81, remote: { cidr: must(parseCidr('fd00::/8')) } } as const;
const rule = {
  action: 'deny',
  family: 4,
  protocol: 17,
  source: cidr,
  destination: null,
  sourcePorts: [1024, 65_535],
  destinationPorts: [53, 53],
} as const;

/** One of each type; a new type does not compile without one. */
const changes: { readonly [Type in Change['type']]: Change & { readonly type: Type } } = {
  'request-peering': { type: 'request-peering', requester: vpcId, accepter: otherId },
  'accept-peering': { type: 'accept-peering', peeringId: otherId },
  'reject-peering': { type: 'reject-peering', peeringId: otherId },
  'delete-peering': { type: 'delete-peering', peeringId: otherId },
  'create-route': { type: 'create-route', vpcId, routeTableId: otherId, destination: cidr, peeringId: otherId },
  'delete-route': { type: 'delete-route', vpcId, routeTableId: otherId, destination: cidr },
  'associate-subnet': { type: 'associate-subnet', vpcId, subnetId: otherId, routeTableId: otherId },
  'create-subnet': { type: 'create-subnet', vpcId, cidr, gateway: must(parseAddress('10.1.0.1')) },
  'delete-subnet': { type: 'delete-subnet', vpcId, subnetId: otherId },
  'add-secondary-block': { type: 'add-secondary-block', vpcId, cidr },
  'remove-secondary-block': { type: 'remove-secondary-block', vpcId, cidr },
  'create-security-group-rule': { type: 'create-security-group-rule', securityGroupId: otherId, direction, match: filter },
  'delete-security-group-rule': { type: 'delete-security-group-rule', securityGroupId: otherId, direction, match: filter },
  'insert-acl-rule': { type: 'insert-acl-rule', aclId: otherId, direction, match: rule, after: null },
  'remove-acl-rule': { type: 'remove-acl-rule', aclId: otherId, direction, ruleId: vpcId },
  'update-acl-rule': { type: 'update-acl-rule', aclId: otherId, direction, ruleId: vpcId, match: rule },
  'enable-acl': { type: 'enable-acl', aclId: otherId },
  'disable-acl': { type: 'disable-acl', aclId: otherId },
  'associate-acl': { type: 'associate-acl', aclId: otherId, vpcId, subnetId: otherId },
  'disassociate-acl': { type: 'disassociate-acl', aclId: otherId, vpcId, subnetId: otherId },
};

for (const change of Object.values(changes))
  test(`a fix of type ${change.type} is taken by what-if as it was told`, () => {
    const sent = JSON.parse(JSON.stringify(encodeChange(change))) as never;
    assert.ok(Check(ChangeBody, sent), JSON.stringify(sent));
    assert.deepEqual(must(decodeChange(sent, 'changes.0')), change);
  });

test('what a change lacks, and what does not agree in it, is named with its place', () => {
  const wrong = (sent: object): unknown => {
    const decoded = decodeChange(sent as never, 'changes.3');
    return decoded.ok || decoded.problem.kind !== 'invalid-field' ? decoded : decoded.problem.field;
  };
  const acl = encodeChange(changes['insert-acl-rule']);
  assert.equal(wrong({ ...acl, firewall_id: undefined }), 'changes.3.firewall_id');
  assert.equal(wrong({ ...acl, action: null }), 'changes.3.action');
  assert.equal(wrong({ ...acl, ethertype: 'IPv6' }), 'changes.3.source');
  assert.equal(wrong({ ...acl, protocol: 1 }), 'changes.3.source_ports');
  assert.equal(wrong({ ...acl, destination_ports: [9, 8] }), 'changes.3.destination_ports');
  assert.equal(wrong({ ...acl, source: 'nowhere' }), 'changes.3.source');
  assert.equal(wrong({ ...encodeChange(changes['update-acl-rule']), firewall_rule_id: undefined }), 'changes.3.firewall_rule_id');
  assert.equal(wrong({ ...encodeChange(changes['update-acl-rule']), protocol: null }), 'changes.3.source_ports');
  assert.equal(wrong({ type: 'disable-acl' }), 'changes.3.firewall_id');
  assert.equal(wrong({ ...encodeChange(changes['create-subnet']), gateway_ip: '10.1.0' }), 'changes.3.gateway_ip');
  assert.equal(wrong({ ...encodeChange(changes['delete-route']), destination: null }), 'changes.3.destination');
});
