import type { Installation } from './names.ts';

/**
 * Removes what one installation, or with null every one, made on this host. Names are enough: no ledger and no
 * runner is asked. Needs root. Returns the names of the namespaces that went.
 */
export async function tearDownInstallations(installation: Installation | null): Promise<readonly string[]> {
  /** Loaded here, so that whoever only talks to a runner never loads the system calls. */
  const { removeNamespaces } = await import('./removal.ts');
  return removeNamespaces(installation);
}
