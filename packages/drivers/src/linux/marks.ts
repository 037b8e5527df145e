/**
 * The conntrack mark of a flow. Two bits say in which directions a packet of it has passed the network ACLs of this
 * router; all others are the stamp of the list of groups that let it in, or none.
 */
export const passed = { there: 0x1, back: 0x2 } as const;
const either = passed.there | passed.back;

const hex = (bits: number): string => `0x${(bits >>> 0).toString(16)}`;

export const acls = `ct mark and ${hex(either)}`;
export const setPassed = (direction: keyof typeof passed): string => `ct mark set ct mark or ${hex(passed[direction])}`;

/** 29 bits of a digest under a highest one that is always set, so never none. */
export const stampOf = (digest: number): string => hex((digest | 0x8000_0000) & ~either);
export const stamp = `ct mark and ${hex(~either)}`;
export const setStamp = (value: string): string => `ct mark set ct mark and ${hex(either)} or ${value}`;
