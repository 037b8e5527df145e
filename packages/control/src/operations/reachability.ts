import {
  access,
  err,
  isOfOneHost,
  ok,
  sameAddress,
  type Address,
  type AskedEnd,
  type Family,
  type Input,
  type InstanceWithPort,
  type Problem,
  type Question,
  type Result,
  type VpcId,
} from '@isthmus/core';
import { forProject, read, type Handler, type ProjectCaller } from '../handler.ts';
import type { Reader } from '../ledger.ts';
import { prove } from '../proof.ts';
import { sendProof } from '../send-proof.ts';
import { ownInstance } from './instance.ts';
import { ownVpc } from './vpc.ts';

/** Why two addresses can or cannot talk, as the asker may know it; with a packet, what a real one did. */
export const checkReachability: Handler<'check-reachability'> = forProject(async (desk, caller, input) => {
  const asked = await questionOf(desk.ledger.read, caller, input);
  if (!asked.ok) return asked;
  const { question, sender } = asked.value;
  if (input.probe === 'proof-alone') {
    const proof = await prove(desk, caller, question);
    return proof === null ? noEnd(question) : read({ answer: proof.seen, probe: null });
  }
  const skipped = reasonNotToSend(caller, question, sender);
  const proof = await prove(desk, caller, question);
  if (proof === null) return noEnd(question);
  if (skipped !== null || sender === null) return read({ answer: proof.seen, probe: { skipped: skipped ?? 'nobody sends it' } });
  const sent = await sendProof(desk, caller.project.id, question, sender.instance, () => prove(desk, caller, question));
  return sent === null ? noEnd(question) : read({ answer: sent.proof.seen, probe: sent.probe });
});

/** Whoever owns neither end finds neither, whether or not they are there. */
const noEnd = ({ source }: Question): Result<never, Problem> => err({ kind: 'not-found', resource: 'vpc', id: source.vpcId });

interface Asked {
  readonly question: Question;
  /** The asker's own instance that has the source address. */
  readonly sender: InstanceWithPort | null;
}

async function questionOf(
  reader: Reader,
  caller: ProjectCaller,
  { source, destination, protocol, port }: Input<'check-reachability'>,
): Promise<Result<Asked, Problem>> {
  if (protocol !== 'icmp' && port === null) return wrong('port', 'is required', `${protocol} needs a port from 1 to 65535`);
  const ends = { source: await endOf(reader, caller, source), destination: await endOf(reader, caller, destination) };
  if (!ends.source.ok) return ends.source;
  if (!ends.destination.ok) return ends.destination;
  const [from, to] = [ends.source.value, ends.destination.value];
  const pair = commonFamily(from.addresses, to.addresses);
  if (pair === null) return wrong('source', 'and destination are of different IP versions', 'use two addresses of one version');
  const [sourceAddress, destinationAddress] = pair;
  const { vpcId } = from;
  if (vpcId === undefined) return wrong('source.vpc_id', 'is required', 'name the VPC of the source address, or an instance');
  const own = (await ownVpc(reader, caller, vpcId)).ok;
  if (!own) {
    // Where an address leads from there is the other owner's to know: the asker says which of its own VPCs it means.
    if (to.vpcId === undefined || !(await ownVpc(reader, caller, to.vpcId)).ok || !(await isPeer(reader, caller, vpcId)))
      return err({ kind: 'not-found', resource: 'vpc', id: vpcId });
  }
  return ok({
    question: {
      source: { vpcId, address: sourceAddress, ...(from.instance && { instanceId: from.instance.instance.id }) },
      destination: { address: destinationAddress, ...(to.vpcId !== undefined && { vpcId: to.vpcId }) },
      protocol,
      port: protocol === 'icmp' ? null : port,
    },
    sender: from.instance ?? (own ? await instanceAt(reader, vpcId, sourceAddress) : null),
  });
}

interface End {
  readonly vpcId?: VpcId;
  /** In order of preference. */
  readonly addresses: readonly Address[];
  readonly instance?: InstanceWithPort;
}

async function endOf(reader: Reader, caller: ProjectCaller, end: AskedEnd): Promise<Result<End, Problem>> {
  if (!('instanceId' in end)) return ok({ ...(end.vpcId !== undefined && { vpcId: end.vpcId }), addresses: [end.address] });
  const found = await ownInstance(reader, caller, end.instanceId);
  if (!found.ok) return found;
  const { instance, port } = found.value;
  return ok({ vpcId: instance.vpcId, addresses: end.address === undefined ? port.addresses : [end.address], instance: found.value });
}

function commonFamily(sources: readonly Address[], destinations: readonly Address[]): readonly [Address, Address] | null {
  const of = (addresses: readonly Address[], family: Family) => addresses.find((address) => address.family === family);
  for (const family of [4, 6] as const) {
    const [source, destination] = [of(sources, family), of(destinations, family)];
    if (source !== undefined && destination !== undefined) return [source, destination];
  }
  return null;
}

const isPeer = async (reader: Reader, caller: ProjectCaller, vpcId: VpcId): Promise<boolean> =>
  (await reader.peerings.count({ vpcId, projectId: caller.project.id })) > 0;

async function instanceAt(reader: Reader, vpcId: VpcId, address: Address): Promise<InstanceWithPort | null> {
  for (const port of (await reader.ports.list({ vpcId, address }, { limit: 10 })).items) {
    const [instance] = (await reader.instances.list({ portId: port.id }, { limit: 1 })).items;
    if (instance !== undefined) return { instance, port };
  }
  return null;
}

function reasonNotToSend(
  caller: ProjectCaller,
  { source, destination, protocol }: Question,
  sender: InstanceWithPort | null,
): string | null {
  if (!caller.roles.some((role) => access['probe-instance'].roles.includes(role))) return 'your role may not send packets';
  if (sender === null) return 'no instance of yours has the source address';
  if (sender.instance.status !== 'ACTIVE') return `the instance is ${sender.instance.status}`;
  if (!isOfOneHost(destination.address)) return 'the address means no one other host';
  if (protocol === 'udp') return 'a packet of udp says nothing: nobody has to answer it';
  // An instance speaks with the address of its port; with another one it cannot be made to speak.
  const spoken = sender.port.addresses.find(({ family }) => family === source.address.family);
  return spoken !== undefined && sameAddress(spoken, source.address) ? null : 'the instance does not send with this address';
}

const wrong = (field: string, reason: string, fix: string): Result<never, Problem> =>
  err({ kind: 'invalid-field', nature: 'shape', field, reason, fix });
