import { idOf, ok, type PortId, type PortWithSubnet } from '@isthmus/core';
import { Type, type TSchema } from 'typebox';
import type { Dialect, Endpoint } from './endpoint.ts';
import { decodePortChange, type WantedPort } from './port-shape.ts';
import { operationEndpoint } from './row.ts';

/** How a dialect speaks of ports. */
interface Spoken {
  readonly dialect: Dialect;
  /** Of its list. */
  readonly path: string;
  /** What of a port can be changed, and how one is shown; both without the wrapper. */
  readonly changeable: TSchema;
  readonly shown: TSchema;
  readonly changes: string;
  render(one: PortWithSubnet): unknown;
}

/** What v1 and v2.0 do alike with a port that is there. */
export function rowsOfOnePort({ dialect, path, changeable, shown, changes, render }: Spoken): readonly Endpoint[] {
  const common = { dialect, path: `${path}/:port_id` } as const;
  const portId = (params: Readonly<Record<string, string>>) => ({ id: idOf<PortId>(params['port_id'] ?? '') });
  const answered = { success: [200, Type.Object({ port: shown })], encode: (one: PortWithSubnet) => ({ port: render(one) }) } as const;
  return [
    operationEndpoint({
      ...common,
      ...answered,
      method: 'GET',
      summary: 'Show a port',
      operation: 'show-port',
      decode: ({ params }) => ok(portId(params)),
    }),
    operationEndpoint({
      ...common,
      ...answered,
      method: 'PUT',
      summary: `Change a port's ${changes}`,
      resource: 'port',
      operation: 'update-port',
      body: Type.Object({ port: changeable }),
      decode({ params, body }) {
        const change = decodePortChange(body.port as WantedPort);
        return change.ok ? ok({ ...portId(params), ...change.value }) : change;
      },
    }),
    operationEndpoint({
      ...common,
      method: 'DELETE',
      summary: 'Delete a port that nothing is attached to',
      operation: 'delete-port',
      success: [204, null],
      decode: ({ params }) => ok(portId(params)),
    }),
  ];
}
