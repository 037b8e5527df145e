import type { DataPlane } from '@isthmus/control';
import { err, ok, type Result } from '@isthmus/core';
import { createSimDriver } from '@isthmus/drivers';
import { existsSync } from 'node:fs';
import type { DataPlaneChoice } from './config.ts';
import { isRoot } from './privileges.ts';

export interface ChosenPlane {
  readonly plane: DataPlane;
  /** Said to whoever started the service where it is not what a real network would be; null otherwise. */
  readonly note: string | null;
}

interface Prerequisite {
  readonly met: () => boolean;
  readonly lacking: string;
  readonly mend: string;
}

const programs = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const isInstalled = (name: string): boolean => programs.some((folder) => existsSync(`${folder}/${name}`));

/** What the `linux` driver needs of the machine. */
const prerequisites: readonly Prerequisite[] = [
  { met: () => process.platform === 'linux', lacking: 'this is not Linux', mend: 'use --data-plane sim' },
  { met: isRoot, lacking: 'it is not started as root', mend: 'start it as root' },
  { met: () => isInstalled('nft'), lacking: 'nft is not installed', mend: 'apt-get install -y nftables' },
  { met: () => isInstalled('ip'), lacking: 'ip is not installed', mend: 'apt-get install -y iproute2' },
];

const lacking = (): Prerequisite | undefined => prerequisites.find(({ met }) => !met());

/** Opens a data plane of the wanted kind; the problem is one sentence with its mend. */
export async function choosePlane(choice: DataPlaneChoice, openLinux: () => Promise<DataPlane>): Promise<Result<ChosenPlane, string>> {
  const choose: Readonly<Record<DataPlaneChoice, () => Promise<Result<ChosenPlane, string>>>> = {
    sim: async () => ok({ plane: createSimDriver(), note: 'data plane sim: packets are simulated in memory' }),
    ovn: async () => err('--data-plane ovn is not part of this build; use linux, sim or auto'),
    linux: async () => {
      const missing = lacking();
      if (missing !== undefined) return err(`--data-plane linux is not possible: ${missing.lacking}; ${missing.mend}, or use --data-plane sim`);
      return tried(openLinux);
    },
    auto: async () => {
      const missing = lacking();
      const linux = missing === undefined ? await tried(openLinux) : err(`${missing.lacking}; for real packets, ${missing.mend}`);
      if (linux.ok) return linux;
      return ok({ plane: createSimDriver(), note: `data plane sim: packets are simulated in memory, because ${linux.problem}` });
    },
  };
  return choose[choice]();
}

async function tried(open: () => Promise<DataPlane>): Promise<Result<ChosenPlane, string>> {
  try {
    return ok({ plane: await open(), note: null });
  } catch (error) {
    return err(`the kernel data plane could not be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}
