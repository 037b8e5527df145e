import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Port } from './port.ts';

/** What a change says of one option: its value from now on, or null to take it off. */
export interface DhcpOptionChange {
  readonly name: string;
  readonly value: string | null;
}

const most = 20;

/**
 * A port's DHCP options after a change, which names some and leaves the others as they are (upstream Neutron). An option
 * that is named twice is what was said last. `a=1, b=2` changed by `a=null, c=3` is `b=2, c=3`.
 */
export function changedOptions(
  present: Port['extraDhcpOptions'],
  changes: readonly DhcpOptionChange[],
): Result<Port['extraDhcpOptions'], Problem> {
  const values = new Map(present.map(({ name, value }) => [name, value]));
  for (const { name, value } of changes)
    if (value === null) values.delete(name);
    else values.set(name, value);
  if (values.size > most)
    return err({
      kind: 'invalid-field',
      resource: 'port',
      field: 'port.extra_dhcp_opts',
      reason: `would make ${values.size} options of this port`,
      fix: `keep at most ${most}: a null opt_value takes an option off`,
    });
  return ok([...values].map(([name, value]) => ({ name, value })));
}
