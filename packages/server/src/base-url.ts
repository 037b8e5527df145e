import type { FastifyRequest } from 'fastify';

interface Address {
  readonly fallbackUrl: () => string;
  readonly mainPort?: () => number;
}

const host = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]{1,253})(:\d{1,5})?$/;

/**
 * Where the client reached us, for links and the catalog: its Host header (from a trusted proxy, the forwarded
 * one) where that is a plain host and port, and otherwise the address that we listen on. What a stranger writes there is only ever told to that stranger.
 */
export function baseUrlOf(request: Pick<FastifyRequest, 'host' | 'protocol'>, { fallbackUrl, mainPort }: Address): string {
  const [, name, port] = host.exec(request.host) ?? [];
  if (name === undefined) return fallbackUrl();
  return `${request.protocol}://${name}${mainPort === undefined ? (port ?? '') : `:${mainPort()}`}`;
}
