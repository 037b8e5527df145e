import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exchange } from '../client.ts';
import { defaultAuthUrl } from '../clouds.ts';
import { onOff, type Call, type Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { tableOf } from '../table.ts';
import { wireFindings } from './wire.ts';

/** One thing that a machine can or cannot do. `mend` is the command that changes a no to a yes. */
interface Finding {
  readonly what: string;
  readonly able: 'yes' | 'no';
  readonly detail: string;
  readonly mend: string;
}

interface Check {
  readonly what: string;
  readonly mend: string;
  /** Null where all is well; otherwise why not. */
  problem(call: Call): string | null | Promise<string | null>;
}

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const installed = (program: string, name: string): Check => ({
  what: `${program} is installed`,
  mend: `apt-get install -y --no-install-recommends ${name}`,
  problem: () => (folders.some((folder) => existsSync(`${folder}/${program}`)) ? null : `${program} was not found`),
});

const checks: readonly Check[] = [
  {
    what: 'Node is new enough',
    mend: 'npm ci',
    problem: () => (Number(process.versions.node.split('.')[0]) >= 24 ? null : `this is ${process.versions.node}, and 24 is needed`),
  },
  {
    what: 'the kernel data plane may be programmed',
    mend: 'sudo npm start',
    problem: () => (process.getuid?.() === 0 ? null : 'not root: instances and peerings are simulated in memory'),
  },
  installed('ip', 'iproute2'),
  installed('nft', 'nftables'),
  installed('ping', 'iputils-ping'),
  {
    what: 'network namespaces can be made',
    mend: 'run on a Linux host or in a privileged container (docker run --privileged)',
    problem: () => {
      if (process.platform !== 'linux') return `${process.platform} has none`;
      const tried = spawnSync('unshare', ['--net', 'true'], { stdio: 'ignore' });
      return tried.status === 0 ? null : 'the kernel refused';
    },
  },
  {
    what: 'the service answers',
    mend: 'npm start',
    problem: async (call) => {
      const { status, body } = await exchange({ method: 'GET', url: `${originOf(call)}/readyz` });
      if (status === 200) return null;
      const failing = (body as { checks?: { name: string; problem: string | null }[] } | null)?.checks ?? [];
      return (
        failing.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`])).join('; ') || `it answered ${status}`
      );
    },
  },
];

const originOf = ({ flags, environment }: Call): string =>
  new URL(flags['os-auth-url'] ?? environment['OS_AUTH_URL'] ?? defaultAuthUrl).origin;

async function findingOf(check: Check, call: Call): Promise<Finding> {
  const problem = await problemOf(check, call);
  return { what: check.what, able: problem === null ? 'yes' : 'no', detail: problem ?? '', mend: problem === null ? '' : check.mend };
}

async function problemOf(check: Check, call: Call): Promise<string | null> {
  try {
    return await check.problem(call);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

export const doctorCommand: Command = {
  noun: 'doctor',
  verb: '',
  summary: 'what this machine can and cannot do, and the command that mends it',
  words: [],
  flags: [onOff('wire', 'instead, what clients sent to the running service and no handler read; needs the data directory')],
  async run(call) {
    if (call.flags['wire'] !== undefined) return wireFindings(call);
    const findings = await Promise.all(checks.map((check) => findingOf(check, call)));
    const text = tableOf(findings, [
      { heading: 'CAN', of: (row) => row.able },
      { heading: 'WHAT', of: (row) => row.what },
      { heading: 'WHY NOT', of: (row) => row.detail },
      { heading: 'MEND WITH', of: (row) => row.mend },
    ]);
    return { data: { findings }, text, code: findings.every((finding) => finding.able === 'yes') ? 0 : 1 };
  },
};
