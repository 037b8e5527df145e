import { spawnSync } from 'node:child_process';
import type { DataPlane } from '@isthmus/control';
import type { VpcId } from '@isthmus/core';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import { routerNetns, type Installation } from '@isthmus/drivers/linux/names.ts';
import { describeDataPlane } from '../contract/suite.ts';
import { must0, newInstallation } from './network.ts';
import { needsRoot } from './root.ts';

/** Which installation a data plane under test is of. */
const installations = new WeakMap<DataPlane, Installation>();

async function driverOf(installation: Installation): Promise<DataPlane> {
  const plane = await createLinuxDriver({ installation });
  installations.set(plane, installation);
  return plane;
}

function installationOf(plane: DataPlane): Installation {
  const installation = installations.get(plane);
  if (installation === undefined) throw new Error('not a data plane of this test');
  return installation;
}

/** A person at a VPC's router with iproute2. */
const byHand = (deed: (router: string) => void) => async (plane: DataPlane, vpcId: VpcId) =>
  deed(routerNetns(installationOf(plane), vpcId));

const devicesOf = (router: string, prefix: 'i-' | 'p-'): readonly string[] =>
  must0(router, 'ip', '-o', 'link')
    .split('\n')
    .map((line) => line.split(/[\s:@]+/)[1] ?? '')
    .filter((device) => device.startsWith(prefix));

function deleteLinks(router: string, prefix: 'i-' | 'p-'): void {
  for (const device of devicesOf(router, prefix)) must0(router, 'ip', 'link', 'del', device);
}

describeDataPlane('linux', {
  create: () => driverOf(newInstallation()),
  restart: (before) => driverOf(installationOf(before)),
  filters: 'enforced',
  ...needsRoot,
  vandals: [
    { deed: 'a peering deleted by hand', strike: byHand((router) => deleteLinks(router, 'p-')) },
    { deed: 'a port deleted by hand', strike: byHand((router) => deleteLinks(router, 'i-')) },
    {
      deed: 'a peering set down by hand',
      strike: byHand((router) => devicesOf(router, 'p-').forEach((device) => must0(router, 'ip', 'link', 'set', device, 'down'))),
    },
    {
      deed: 'routes deleted by hand',
      strike: byHand((router) => void must0(router, 'ip', 'route', 'flush', 'table', 'all', 'proto', '99')),
    },
    { deed: 'filters deleted by hand', strike: byHand((router) => void must0(router, 'nft', 'flush', 'ruleset')) },
    {
      deed: 'a router deleted by hand',
      strike: byHand((router) => {
        const { status, stderr } = spawnSync('ip', ['netns', 'del', router], { encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
      }),
    },
    {
      deed: 'rules deleted by hand',
      strike: byHand((router) => {
        for (const family of ['-4', '-6']) must0(router, 'ip', family, 'rule', 'del', 'pref', '100');
      }),
    },
    {
      deed: 'a rule of our mark added by hand',
      strike: byHand(
        (router) => void must0(router, 'ip', 'rule', 'add', 'pref', '10', 'from', '10.1.0.0/16', 'lookup', '4242', 'proto', '99'),
      ),
    },
  ],
});
