import type { Call } from '../../api/call-log.ts';
import { openstack } from './openstack.ts';
import { shellWord } from './shell.ts';
import { terraform } from './terraform.ts';

/** The call as it went over the wire, with a token in place of the console's session. */
export function curlOf({ method, path, body }: Call, origin: string): string {
  const lines = [`curl -X ${method} ${shellWord(origin + path)}`, `-H "X-Auth-Token: $TOKEN"`];
  if (body !== null && body !== undefined) lines.push(`-H 'Content-Type: application/json'`, `-d ${shellWord(JSON.stringify(body))}`);
  return lines.join(' \\\n  ');
}

const keyOf = ({ method, endpoint }: Call): string => `${method} ${endpoint}`;
/** Null where the client has no command for it. */
export const openstackOf = (call: Call): string | null => openstack[keyOf(call)]?.(call) ?? null;
export const terraformOf = (call: Call): string | null => terraform[keyOf(call)]?.(call) ?? null;
