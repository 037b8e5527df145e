import type { Endpoint } from '../endpoint.ts';
import { catalog } from './catalog.ts';
import { domains } from './domain.ts';
import { endpoints } from './endpoint.ts';
import { groups } from './group.ts';
import { projects } from './project.ts';
import { regions } from './region.ts';
import { roles } from './role.ts';
import { services } from './service.ts';
import { tokens } from './token.ts';
import { users } from './user.ts';
import { rootVersions, versions } from './version.ts';

export const keystoneV3: readonly Endpoint[] = [
  ...versions,
  ...tokens,
  ...catalog,
  ...projects,
  ...domains,
  ...users,
  ...groups,
  ...roles,
  ...regions,
  ...services,
  ...endpoints,
];

/** What a port that is identity alone answers besides: its own root. */
export const identityRoot: readonly Endpoint[] = rootVersions;
