import type { Command } from './command.ts';
import { accessKeyCommands } from './commands/access-key.ts';
import { accountCommands } from './commands/account.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eventCommand } from './commands/event.ts';
import { instanceCommands } from './commands/instance.ts';
import { peeringCommands } from './commands/peering.ts';
import { quotaCommands } from './commands/quota.ts';
import { planCommand } from './commands/plan.ts';
import { routeTableCommands } from './commands/route-table.ts';
import { routeCommands } from './commands/route.ts';
import { securityGroupCommands } from './commands/security-group.ts';
import { subnetCommands } from './commands/subnet.ts';
import { vpcCommands } from './commands/vpc.ts';
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
  ...vpcCommands,
  ...subnetCommands,
  ...instanceCommands,
  ...peeringCommands,
  ...routeCommands,
  ...routeTableCommands,
  ...securityGroupCommands,
  ...reachabilityCommands,
  eventCommand,
];
