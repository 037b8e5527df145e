import { lazy, type ComponentType } from 'react';

/** The pages, each its own file to fetch; the first match wins. */
export const routes: readonly { readonly path: string; readonly page: ComponentType }[] = [
  { path: '/:project', page: lazy(() => import('./pages/overview/overview.tsx')) },
  { path: '/:project/vpcs', page: lazy(() => import('./pages/vpc/list.tsx')) },
  { path: '/:project/vpcs/new', page: lazy(() => import('./pages/vpc/create.tsx')) },
  { path: '/:project/vpcs/:id', page: lazy(() => import('./pages/vpc/detail.tsx')) },
  { path: '/:project/peerings', page: lazy(() => import('./pages/peering/list.tsx')) },
  { path: '/:project/peerings/new', page: lazy(() => import('./pages/peering/create.tsx')) },
  { path: '/:project/peerings/:id/review', page: lazy(() => import('./pages/peering/review.tsx')) },
  { path: '/:project/peerings/:id', page: lazy(() => import('./pages/peering/detail.tsx')) },
  { path: '/:project/instances', page: lazy(() => import('./pages/instance/list.tsx')) },
  { path: '/:project/instances/new', page: lazy(() => import('./pages/instance/create.tsx')) },
  { path: '/:project/instances/:id', page: lazy(() => import('./pages/instance/detail.tsx')) },
  { path: '/:project/security-groups', page: lazy(() => import('./pages/security/list.tsx')) },
  { path: '/:project/security-groups/:id', page: lazy(() => import('./pages/security/detail.tsx')) },
  { path: '/:project/network-acls', page: lazy(() => import('./pages/acl/list.tsx')) },
  { path: '/:project/network-acls/:id', page: lazy(() => import('./pages/acl/detail.tsx')) },
  { path: '/:project/guardrails', page: lazy(() => import('./pages/guardrail/list.tsx')) },
  { path: '/:project/guardrails/new', page: lazy(() => import('./pages/guardrail/create.tsx')) },
  { path: '/:project/quotas', page: lazy(() => import('./pages/quota/quotas.tsx')) },
  { path: '/:project/troubleshoot', page: lazy(() => import('./pages/reachability/troubleshoot.tsx')) },
  { path: '/:project/topology', page: lazy(() => import('./pages/topology/topology.tsx')) },
  { path: '/:project/activity', page: lazy(() => import('./pages/event/activity.tsx')) },
  { path: '/:project/users', page: lazy(() => import('./pages/user/list.tsx')) },
  { path: '/:project/credentials', page: lazy(() => import('./pages/credentials/credentials.tsx')) },
];
