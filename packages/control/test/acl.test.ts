import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quotaDefaults } from '@isthmus/core';
import {
  aclInput,
  aclRule,
  done,
  install,
  makeAcl,
  makeInstance,
  makePeering,
  makeRoute,
  makeSubnet,
  makeVpc,
  pings,
  refused,
  touched,
} from './world.ts';

async function pair() {
  const { control, account } = await install();
  const acme = await account('acme');
  const [a, b] = [await makeVpc(control, acme, 'a', '10.1.0.0/16'), await makeVpc(control, acme, 'b', '10.2.0.0/16')];
  const [sa, sb] = [await makeSubnet(control, acme, a, '10.1.1.0/24'), await makeSubnet(control, acme, b, '10.2.1.0/24')];
  const [ia, ib] = [await makeInstance(control, acme, sa, '10.1.1.10'), await makeInstance(control, acme, sb, '10.2.1.10')];
  const peering = await makePeering(control, acme, a, b);
  await makeRoute(control, acme, a, '10.2.0.0/16', peering);
  await makeRoute(control, acme, b, '10.1.0.0/16', peering);
  return { control, account, acme, a, b, sa, sb, ia, ib, reach: () => pings(control, acme, ia.instance.id, '10.2.1.10') };
}

test('a change of an ACL touches the VPCs of its subnets, through a policy or a rule too, and no other', async () => {
  const { control, acme, b, sb } = await pair();
  const id = await makeAcl(control, acme);
  assert.deepEqual(await touched(control), []);
  const { ingress } = await done(control, acme, 'add-acl-rules', { id, ingress: [aclRule()], egress: [aclRule()] });
  assert.deepEqual(await touched(control), [], 'it filters nothing yet');
  await done(control, acme, 'associate-acl-subnets', { id, subnetIds: [sb.id] });
  assert.deepEqual(await touched(control), [b.id]);
  await done(control, acme, 'update-acl-rule', { id: ingress[0]!.id, action: 'deny' });
  assert.deepEqual(await touched(control), [b.id]);
  await done(control, acme, 'update-acl', { id, adminStateUp: false });
  assert.deepEqual(await touched(control), [b.id]);
  await done(control, acme, 'disassociate-acl-subnets', { id, subnetIds: [sb.id] });
  assert.deepEqual(await touched(control), [b.id]);
});

test('it denies once associated, obeys its rules, and while down filters nothing', async () => {
  const { control, acme, sb, reach } = await pair();
  const id = await makeAcl(control, acme);
  assert.ok(await reach());
  await done(control, acme, 'associate-acl-subnets', { id, subnetIds: [sb.id] });
  assert.ok(!(await reach()));
  const { ingress } = await done(control, acme, 'add-acl-rules', { id, ingress: [aclRule()], egress: [aclRule()] });
  assert.ok(await reach());
  await done(control, acme, 'change-acl-rules', { id, ingress: [{ id: ingress[0]!.id, enabled: false }], egress: [] });
  assert.ok(!(await reach()), 'a disabled rule allows nothing');
  await done(control, acme, 'update-acl', { id, adminStateUp: false });
  assert.ok(await reach());
  const { lines } = await done(control, { ...acme, roles: ['administrator'] }, 'show-plan', {} as never);
  assert.deepEqual(lines, [], 'incremental rounds left nothing to do');
});

test('rules stand where they were put: before all others, or behind the one that is named', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const id = await makeAcl(control, acme);
  const add = async (name: string, after?: string) =>
    done(control, acme, 'add-acl-rules', {
      id,
      ingress: [aclRule({ name })],
      egress: [],
      ...(after === undefined ? {} : { after: after as never }),
    });
  const first = (await add('first')).ingress[0]!.id;
  await add('last', first);
  await add('second', first);
  const { ingress } = await add('zeroth');
  assert.deepEqual(
    ingress.map(({ name }) => name),
    ['zeroth', 'first', 'second', 'last'],
  );
});

test('a subnet has one ACL, and an ACL that filters one cannot be deleted; what was made for it goes with it', async () => {
  const { control, acme, sb } = await pair();
  const [id, other] = [await makeAcl(control, acme), await makeAcl(control, acme, { name: 'other' })];
  await done(control, acme, 'add-acl-rules', { id, ingress: [aclRule()], egress: [] });
  await done(control, acme, 'associate-acl-subnets', { id, subnetIds: [sb.id] });
  assert.equal((await refused(control, acme, 'associate-acl-subnets', { id: other, subnetIds: [sb.id] })).kind, 'in-use');
  assert.equal((await refused(control, acme, 'delete-acl', { id })).kind, 'in-use');
  await done(control, acme, 'disassociate-acl-subnets', { id, subnetIds: [sb.id] });
  await done(control, acme, 'delete-acl', { id });
  assert.deepEqual((await done(control, acme, 'list-acl-policies', { page: {} })).items, []);
  assert.deepEqual((await done(control, acme, 'list-acl-rules', { page: {} })).items, []);
});

test('a rule that a policy has, and a policy that an ACL has, cannot be deleted', async () => {
  const { control, account } = await install();
  const acme = await account('acme');
  const made = await done(control, acme, 'create-acl-rule', aclRule());
  const policy = await done(control, acme, 'create-acl-policy', { name: 'in', description: '', audited: false, ruleIds: [made.id] });
  await makeAcl(control, acme, { ingressPolicyId: policy.id });
  assert.equal((await refused(control, acme, 'delete-acl-rule', { id: made.id })).kind, 'in-use');
  assert.equal((await refused(control, acme, 'delete-acl-policy', { id: policy.id })).kind, 'in-use');
});

test('what is someone else’s is not found, and the quota holds', async () => {
  const { control, account, sb, acme } = await pair();
  const globex = await account('globex');
  const id = await makeAcl(control, globex);
  assert.equal((await refused(control, globex, 'associate-acl-subnets', { id, subnetIds: [sb.id] })).kind, 'not-found');
  assert.equal((await refused(control, acme, 'show-acl', { id })).kind, 'not-found');
  for (let made = 1; made < quotaDefaults.firewall; made++) await makeAcl(control, globex);
  assert.equal((await refused(control, globex, 'create-acl', aclInput())).kind, 'over-quota');
});
