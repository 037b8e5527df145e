import type { Principal, User } from './tenancy.ts';

export const isAdministrator = ({ roles }: Pick<Principal, 'roles'>): boolean => roles.includes('administrator');

/** Oneself; the account's users for its administrators, unless they run the installation; everybody for those who do. */
export const mayManage = (
  caller: Pick<Principal, 'userId' | 'domainId' | 'roles'>,
  user: Pick<User, 'id' | 'domainId' | 'roles'>,
): boolean =>
  caller.userId === user.id ||
  isAdministrator(caller) ||
  (caller.domainId === user.domainId && caller.roles.includes('te_admin') && !isAdministrator(user));
