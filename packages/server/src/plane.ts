import type { DataPlane } from '@isthmus/control';
import { err, ok, type Result } from '@isthmus/core';
import { createLinuxDriver, createSimDriver, isInstallation, linuxPrerequisites } from '@isthmus/drivers';
import type { DataPlaneChoice } from './config.ts';

export interface ChosenPlane {
  readonly plane: DataPlane;
  /** Said to whoever started the service where packets are not real; null otherwise. */
  readonly note: string | null;
}

interface Wanted {
  /** Six hex digits. */
  readonly installation: string;
  /** Told when the data plane's own process is gone and the service cannot go on. */
  onEnd(reason: string): void;
}

const simulated = 'data plane sim: packets are simulated in memory';

const choices: Readonly<Record<DataPlaneChoice, (wanted: Wanted) => Promise<Result<ChosenPlane, string>>>> = {
  sim: async () => ok({ plane: createSimDriver(), note: simulated }),
  ovn: async () => err('--data-plane ovn is not part of this build; use linux, sim or auto'),
  async linux(wanted) {
    const linux = await openLinux(wanted);
    return linux.ok ? linux : err(`--data-plane linux is not possible: ${linux.problem}; or use --data-plane sim`);
  },
  async auto(wanted) {
    const linux = await openLinux(wanted);
    if (linux.ok) return linux;
    return ok({ plane: createSimDriver(), note: `${simulated}. For real ones: ${linux.problem}` });
  },
};

/** Opens a data plane of the wanted kind; the problem is one sentence with its mend. Has to be called as root for `linux`. */
export const choosePlane = (choice: DataPlaneChoice, wanted: Wanted): Promise<Result<ChosenPlane, string>> => choices[choice](wanted);

async function openLinux({ installation, onEnd }: Wanted): Promise<Result<ChosenPlane, string>> {
  const missing = linuxPrerequisites().find((prerequisite) => !prerequisite.ok);
  if (missing !== undefined) return err(`${missing.name} is missing: ${missing.fix}`);
  if (!isInstallation(installation)) throw new Error(`"${installation}" is no installation`);
  try {
    const plane = await createLinuxDriver({ installation, onRunnerEnd: onEnd });
    const unready = await plane.unready();
    if (unready === null) return ok({ plane, note: null });
    await plane.close();
    return err(unready);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
