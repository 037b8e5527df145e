/**
 * The user that the API process becomes. A fixed number without an entry in the password file: it owns nothing but the
 * data directory, and no login has it.
 */
export const unprivileged = { uid: 61473, gid: 61473 };

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Gives up root for good; false where there was none to give up. Everything that is read from disk later must have
 * been opened before: the clone may lie below a folder that only root can enter.
 */
export function dropRoot(): boolean {
  if (!isRoot()) return false;
  const { setgroups, setgid, setuid } = process;
  if (!setgroups || !setgid || !setuid) throw new Error('this system cannot change its user');
  setgroups([]);
  setgid(unprivileged.gid);
  setuid(unprivileged.uid);
  if (process.getuid?.() === 0 || process.geteuid?.() === 0) throw new Error('root could not be dropped');
  return true;
}
