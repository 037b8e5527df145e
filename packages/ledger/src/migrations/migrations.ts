import type { Migration } from '../migration.ts';
import { first } from './0001-first.ts';
import { tags } from './0002-tags.ts';
import { accessKeys } from './0003-access-keys.ts';
import { acls } from './0004-acls.ts';
import { guardrails } from './0005-guardrails.ts';
import { aclTags } from './0006-acl-tags.ts';
import { allocationPools } from './0007-allocation-pools.ts';
import { routerPorts } from './0008-router-ports.ts';
import { noGateway } from './0009-no-gateway.ts';
import { routerPortSecurity } from './0010-router-port-security.ts';

/** In order; only ever appended to. */
export const migrations: readonly Migration[] = [
  first,
  tags,
  accessKeys,
  acls,
  guardrails,
  aclTags,
  allocationPools,
  routerPorts,
  noGateway,
  routerPortSecurity,
];
