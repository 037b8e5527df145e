/** Without the members that are undefined: what was not given is neither changed nor filtered by. */
export const given = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
