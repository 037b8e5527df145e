import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Router } from '@isthmus/core';
import { createLinuxDriver, tearDownInstallations } from '@isthmus/drivers/linux/index.ts';
import { desiredOf } from '@isthmus/drivers/linux/desired.ts';
import { differenceOf } from '@isthmus/drivers/linux/difference.ts';
import type { Installation } from '@isthmus/drivers/linux/names.ts';
import { printPlan } from '@isthmus/drivers/linux/print.ts';
import { figure, median, type Figure } from '../figure.ts';
import { newInstallation, ring } from '../ring.ts';
import type { Part } from '../part.ts';

/** Seconds that `work` took. */
async function seconds(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Seconds of processor that a process has used, its own and the kernel's for it. */
function cpuOf(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ').slice(11, 13).map(Number);
  return (user! + system!) / 100;
}

/** A plan as input for `ip -batch`, by namespace; sysctls and filters, which `ip` has no word for, are spared it. */
function batchesOf(
  installation: Installation,
  routers: readonly Router[],
): { readonly names: string[]; readonly inside: Map<string, string[]> } {
  const names = new Set<string>();
  const inside = new Map<string, Set<string>>();
  for (const router of routers) {
    const { steps } = differenceOf(desiredOf(installation, router), new Map(), () => true);
    for (const step of steps) {
      if (step.kind === 'make-netns') names.add(step.netns);
      else
        for (const line of printPlan([step])) {
          const command = / ip (.+)$/.exec(line)?.[1];
          if (command === undefined) continue;
          const lines = inside.get(step.netns) ?? new Set();
          inside.set(step.netns, lines.add(command));
        }
    }
  }
  return { names: [...names], inside: new Map([...inside].map(([netns, lines]) => [netns, [...lines]])) };
}

function runBatch(words: readonly string[], lines: readonly string[]): void {
  const [program, ...rest] = [...words, 'ip', '-batch', '-'];
  const { status, stderr } = spawnSync(program!, rest, { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip -batch: ${stderr.slice(0, 500)}`);
}

async function byBatch(routers: readonly Router[]): Promise<number> {
  const installation = newInstallation();
  const { names, inside } = batchesOf(installation, routers);
  try {
    return await seconds(() => {
      runBatch(
        ['env'],
        names.map((netns) => `netns add ${netns}`),
      );
      for (const netns of names.toSorted((a, b) => Number(b.includes('-vpc-')) - Number(a.includes('-vpc-'))))
        runBatch(['nsenter', `--net=/run/netns/${netns}`], inside.get(netns) ?? []);
    });
  } finally {
    await tearDownInstallations(installation);
  }
}

interface Driven {
  readonly made: number;
  readonly madeCpu: number;
  /** Of rounds in which nothing had to change. */
  readonly unchanged: readonly { readonly seconds: number; readonly cpu: number; readonly commands: number }[];
}

async function byDriver(routers: readonly Router[], rounds: number): Promise<Driven> {
  const installation = newInstallation();
  const plane = await createLinuxDriver({ installation });
  try {
    const started = cpuOf(plane.runnerPid);
    const made = await seconds(async () => {
      const { failures } = await plane.convergeAll(routers);
      if (failures.length > 0) throw new Error(failures[0]!.reason);
    });
    const madeCpu = cpuOf(plane.runnerPid) - started;
    const unchanged: { seconds: number; cpu: number; commands: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = cpuOf(plane.runnerPid);
      let commands = 0;
      const took = await seconds(async () => {
        ({ commands } = await plane.convergeAll(routers));
      });
      unchanged.push({ seconds: took, cpu: cpuOf(plane.runnerPid) - before, commands });
    }
    return { made, madeCpu, unchanged };
  } finally {
    await plane.tearDown();
    await plane.close();
  }
}

/** A ring with one gap, so that one batch after another finds its other ends. */
const worldOf = (vpcs: number): Router[] => ring({ vpcs, joined: (peering) => peering !== vpcs - 1 });
const roundsOf = (vpcs: number): number => (vpcs <= 10 ? 7 : vpcs <= 100 ? 5 : 1);

export const part: Part = {
  title: 'VPCs programmed per second, and an unchanged world read back',
  method:
    'Each VPC has a router, an instance in a subnet, and a peering with the next, with both routes. The driver and `ip -batch` (one process for each namespace, and no sysctls and no filters to do) take turns; a ratio above 1 says how many times as many the driver makes.',
  needsKernel: true,
  async run({ vpcs: sizes }, say) {
    const figures: Figure[] = [];
    for (const vpcs of sizes) {
      const routers = worldOf(vpcs);
      const rounds = roundsOf(vpcs);
      const [driver, batch]: [Driven[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        say(`${vpcs} VPCs, round ${round + 1} of ${rounds}`);
        driver.push(await byDriver(routers, 3));
        batch.push(await byBatch(routers));
      }
      const unchanged = driver.flatMap((driven) => driven.unchanged);
      figures.push(
        figure(
          `${vpcs} VPCs by the driver`,
          '/s',
          driver.map(({ made }) => vpcs / made),
        ),
        figure(
          `${vpcs} VPCs by ip -batch`,
          '/s',
          batch.map((took) => vpcs / took),
        ),
        figure(
          `${vpcs} VPCs, driver to ip -batch`,
          'x',
          driver.map(({ made }, round) => batch[round]! / made),
        ),
        figure(
          `${vpcs} VPCs, processor time of the driver for each`,
          'ms',
          driver.map(({ madeCpu }) => (madeCpu * 1000) / vpcs),
        ),
        figure(
          `${vpcs} unchanged VPCs read back`,
          's',
          unchanged.map((round) => round.seconds),
        ),
        figure(
          `${vpcs} unchanged VPCs, processor time`,
          's',
          unchanged.map((round) => round.cpu),
        ),
        figure(`${vpcs} unchanged VPCs, commands`, 'commands', [median(unchanged.map((round) => round.commands))], '0'),
      );
    }
    return figures;
  },
};
