import type { Dialect } from '@isthmus/wire';

interface PathFamily {
  readonly path: RegExp;
  readonly dialect: Dialect;
}

/** Whose envelope an unknown path is answered in; the first row that matches. The families of contract section 1.2. */
const families: readonly PathFamily[] = [
  { path: /^\/isthmus(\/|$)/, dialect: 'native' },
  { path: /^\/v1(\/|$)/, dialect: 'otc-v1' },
  { path: /^\/v2\.0\/[0-9a-f]{32}(\/|$)/, dialect: 'otc-v1' },
  { path: /^\/v2\.0(\/|$)/, dialect: 'neutron-v2' },
  { path: /^\/v3\/[0-9a-f]{32}(\/|$)/, dialect: 'otc-v3' },
  { path: /^\/v3\.0(\/|$)/, dialect: 'iam-v3' },
  { path: /^\/v3(-ext)?(\/|$)/, dialect: 'keystone-v3' },
];

/** The dialect that `path` (without its query) would belong to. */
export const dialectOf = (path: string): Dialect => families.find((family) => family.path.test(path))?.dialect ?? 'native';
