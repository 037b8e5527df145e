import { administratorClient } from '../administrator.ts';
import type { Call, Shown } from '../command.ts';
import { tableOf } from '../table.ts';

interface Unread {
  readonly fields: readonly { readonly dialect: string; readonly endpoint: string; readonly field: string; readonly requests: number }[];
  readonly paths: readonly { readonly method: string; readonly path: string; readonly requests: number }[];
}

/** What clients sent to a running service and nobody read: `isthmus doctor --wire`. */
export async function wireFindings(call: Call): Promise<Shown> {
  const client = await administratorClient(call);
  const { body } = await client.call('GET', '/isthmus/v1/wire/unread');
  const { fields, paths } = body as Unread;
  const text = [
    'Fields and parameters that no handler reads:',
    tableOf(fields, [
      { heading: 'REQUESTS', of: (row) => row.requests },
      { heading: 'DIALECT', of: (row) => row.dialect },
      { heading: 'ENDPOINT', of: (row) => row.endpoint },
      { heading: 'FIELD', of: (row) => row.field },
    ]),
    '',
    'Paths without an endpoint:',
    tableOf(paths, [
      { heading: 'REQUESTS', of: (row) => row.requests },
      { heading: 'METHOD', of: (row) => row.method },
      { heading: 'PATH', of: (row) => row.path },
    ]),
  ].join('\n');
  return { data: body, text };
}
