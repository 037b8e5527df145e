import type { Plugin } from 'vite';

/** Writes third-party.txt into the build. */
export function notices(): Plugin;
