const everyOne = 'all_granted_eps';

/** The filter of lists. `all_granted_eps`, and no filter at all, mean every enterprise project. */
export const enterpriseProject = <Wanted extends string | readonly string[]>(wanted: Wanted | undefined) =>
  wanted === undefined || wanted === everyOne || (typeof wanted !== 'string' && wanted.includes(everyOne))
    ? {}
    : { enterpriseProjectId: wanted };
