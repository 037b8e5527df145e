import { err, type Input, type Port, type Problem, type Result } from '@isthmus/core';
import { allOrNone } from '../all-or-none.ts';
import { forProject, read, write, type Handler } from '../handler.ts';
import { takenAddresses } from '../taken-addresses.ts';
import { insertPort, ownPort, portsOf, removePort } from './port.ts';
import { ownSubnet } from './subnet.ts';

/** Every address of the subnet that something has: reserved ones, instances', and the subnet's own. */
export const listPrivateIps: Handler<'list-private-ips'> = forProject(async (desk, caller, { subnetId, page }) => {
  const subnet = await ownSubnet(desk.ledger.read, caller, subnetId);
  return subnet.ok ? read(await portsOf(desk.ledger.read, caller, { networkId: subnetId }, page)) : subnet;
});

export const showPrivateIp: Handler<'show-private-ip'> = forProject(async (desk, caller, { id }) => {
  const port = asPrivateIp(await ownPort(desk.ledger.read, caller, id));
  return port.ok ? read(port.value) : port;
});

export const createPrivateIps: Handler<'create-private-ips'> = forProject((desk, caller, { items }) =>
  write(desk, caller, (tx) => {
    const taken = takenAddresses(tx);
    return allOrNone(items, async ({ subnetId, address }) => {
      const subnet = await ownSubnet(tx, caller, subnetId);
      if (!subnet.ok) return subnet;
      const wanted: Input<'create-port'> = {
        networkId: subnetId,
        name: '',
        deviceOwner: '',
        ...(address === undefined ? {} : { fixedIps: [{ address }] }),
        // Nothing is attached to it that a group could filter; a group must not be held by it either.
        securityGroupIds: [],
        allowedAddressPairs: [],
        extraDhcpOptions: [],
      };
      const port = await insertPort(desk, caller, tx, wanted, taken);
      return port.ok ? port : err(ofPrivateIp(port.problem));
    });
  }),
);

export const deletePrivateIp: Handler<'delete-private-ip'> = forProject((desk, caller, { id }) =>
  write(desk, caller, async (tx) => {
    const port = asPrivateIp(await ownPort(tx, caller, id));
    return port.ok ? removePort(tx, port.value, 'private_ip') : port;
  }),
);

const ofPrivateIp = (problem: Problem): Problem =>
  problem.kind === 'address-outside-subnet' || problem.kind === 'address-reserved' ? { ...problem, resource: 'private_ip' } : problem;

const asPrivateIp = (found: Result<Port, Problem>): Result<Port, Problem> =>
  found.ok || found.problem.kind !== 'not-found' ? found : err({ ...found.problem, resource: 'private_ip' });
