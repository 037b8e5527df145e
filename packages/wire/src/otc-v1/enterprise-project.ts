/** The filter of v1 lists. `all_granted_eps`, and no filter at all, mean every enterprise project. */
export const enterpriseProject = (wanted: string | undefined) =>
  wanted === undefined || wanted === 'all_granted_eps' ? {} : { enterpriseProjectId: wanted };
