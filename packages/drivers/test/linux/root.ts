/** Options of a suite that programs the kernel: without root it is skipped by name, never silently passed. */
export const needsRoot = process.geteuid?.() === 0 && process.platform === 'linux' ? {} : { skip: 'needs root on Linux' };
