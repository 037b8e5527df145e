import assert from 'node:assert/strict';
import { it } from 'node:test';
import { idOf, type DomainId, type UserId } from '../id.ts';
import { mayManage } from './manage.ts';
import type { Role } from './tenancy.ts';

const person = (name: string, account: string, role: Role) => ({
  id: idOf<UserId>(name),
  userId: idOf<UserId>(name),
  domainId: idOf<DomainId>(account),
  roles: [role],
});
const operator = person('operator', 'acme', 'administrator');
const alice = person('alice', 'acme', 'te_admin');
const carol = person('carol', 'acme', 'vpc_full');
const bob = person('bob', 'globex', 'te_admin');

for (const [who, caller, managed] of [
  ['who runs the installation manages everybody', operator, [operator, alice, carol, bob]],
  ['an account administrator manages its account, but not who runs the installation', alice, [alice, carol]],
  ['anybody else manages oneself', carol, [carol]],
  ['an administrator of another account manages nobody here', bob, [bob]],
] as const)
  it(who, () =>
    assert.deepEqual(
      [operator, alice, carol, bob].filter((user) => mayManage(caller, user)),
      managed,
    ),
  );
