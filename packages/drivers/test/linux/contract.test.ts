import { spawnSync } from 'node:child_process';
import type { DataPlane } from '@isthmus/control';
import { formatAddress, type VpcId } from '@isthmus/core';
import { createLinuxDriver } from '@isthmus/drivers/linux/index.ts';
import { instanceNetns, routerNetns, type Installation } from '@isthmus/drivers/linux/names.ts';
import { describeDataPlane } from '../contract/suite.ts';
import type { Kept, Opening } from '../contract/lab.ts';
import { forgetFlows, must0, newInstallation, talker } from './network.ts';
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

const startsWithinMs = 20_000;

async function open(plane: DataPlane, { from, to, destination, port }: Opening): Promise<Kept> {
  const installation = installationOf(plane);
  const address = formatAddress(destination);
  const server = talker(instanceNetns(installation, to), 'listen', address, port);
  if (!(await server.hears('ready', startsWithinMs))) throw new Error(`nobody listens at ${address}`);
  const client = talker(instanceNetns(installation, from), 'connect', address, port);
  const close = (): void => [server, client].forEach((end) => end.end());
  if (!(await client.hears('ready', startsWithinMs))) {
    close();
    throw new Error(`${address} does not answer`);
  }
  let said = 0;
  const speaks = (end: typeof client) => (patienceMs: number) => {
    const line = `${said++}`;
    end.say(line);
    return client.hears(line, patienceMs);
  };
  return { asks: speaks(client), tells: speaks(server), close };
}

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
  open,
  forget: async (plane) => forgetFlows(installationOf(plane)),
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
