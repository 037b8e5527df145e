/** Whether the built console is older than what it is built from. */
export function isStale(): boolean;
