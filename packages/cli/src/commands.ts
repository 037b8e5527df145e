import type { Command } from './command.ts';
import { accessKeyCommands } from './commands/access-key.ts';
import { accountCommands } from './commands/account.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { networkCommands } from './commands/network.ts';
import { quotaCommands } from './commands/quota.ts';
import { planCommand } from './commands/plan.ts';
import { reachabilityCommands } from './commands/reachability.ts';
import { downCommand, upCommand } from './commands/up.ts';

/** Every command, in the order of the help text. */
export const commands: readonly Command[] = [
  upCommand,
  downCommand,
  demoCommand,
  doctorCommand,
  planCommand,
  ...accountCommands,
  ...accessKeyCommands,
  ...quotaCommands,
  ...networkCommands,
  ...reachabilityCommands,
];
