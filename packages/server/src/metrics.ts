import type { Endpoint, Unread } from '@isthmus/wire';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countControl, type CountedControl } from './control-metrics.ts';
import { unreadLogOf } from './unread.ts';

export interface ServedRequest {
  readonly dialect: string;
  /** Method and path of the row, never the path as sent: ids would make a series each. */
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
}

/** One converge of the data plane, as the reconciler saw it. */
export interface ConvergeSeen {
  readonly seconds: number;
  readonly commands: number;
  readonly failures: number;
}

export interface Metrics {
  request(served: ServedRequest): void;
  unknownPath(method: string, path: string): void;
  /** A field, or `?parameter`, that a client sent and no handler reads. */
  unreadField(endpoint: Endpoint, field: string): void;
  /** Both of the above since the start, with the paths themselves: for a person to read. */
  unread(): Unread;
  commit(generation: number): void;
  converged(seen: ConvergeSeen): void;
  inForce(generation: number, lagSeconds: number): void;
  /** What the control layer counts itself, read when it is asked for. */
  watch(control: CountedControl): void;
  /** Prometheus text and its content type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

const fast = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** A registry of its own: several services may live in one process, as in tests. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'isthmus_' });

  const requests = new Histogram({
    name: 'isthmus_http_request_seconds',
    help: 'HTTP requests by endpoint and status',
    labelNames: ['dialect', 'endpoint', 'status'],
    buckets: fast,
    registers,
  });
  const unknownPaths = new Counter({
    name: 'isthmus_unknown_paths_total',
    help: 'Requests for which there is no endpoint, by the first part of their path',
    labelNames: ['method', 'prefix'],
    registers,
  });
  const unreadFields = new Counter({
    name: 'isthmus_unread_fields_total',
    help: 'Requests with a field that no handler reads',
    labelNames: ['dialect', 'endpoint', 'field'],
    registers,
  });
  const unread = unreadLogOf();
  const commits = new Counter({ name: 'isthmus_commits_total', help: 'Committed writes seen by this process', registers });
  const generation = new Gauge({ name: 'isthmus_generation', help: 'Newest committed generation', registers });
  const inForce = new Gauge({ name: 'isthmus_in_force_generation', help: 'Newest generation in force in the data plane', registers });
  const lag = new Histogram({
    name: 'isthmus_in_force_lag_seconds',
    help: 'From commit to in force in the data plane',
    buckets: fast,
    registers,
  });
  const converge = new Histogram({ name: 'isthmus_converge_seconds', help: 'Duration of one converge', buckets: fast, registers });
  const commands = new Counter({ name: 'isthmus_converge_commands_total', help: 'Commands issued to the data plane', registers });
  const failures = new Counter({ name: 'isthmus_converge_failures_total', help: 'VPCs that could not be converged', registers });

  return {
    request: ({ dialect, endpoint, status, seconds }) => requests.observe({ dialect, endpoint, status: String(status) }, seconds),
    unknownPath: (method, path) => {
      unread.path(methodLabel(method), path);
      unknownPaths.inc({ method: methodLabel(method), prefix: prefixLabel(path) });
    },
    unreadField: (endpoint, field) => {
      const { dialect, method, path } = endpoint;
      unreadFields.inc({ dialect, endpoint: `${method} ${path}`, field: unread.field(endpoint, field) });
    },
    unread: () => unread.seen(),
    commit: (value) => {
      commits.inc();
      generation.set(value);
    },
    converged: (seen) => {
      converge.observe(seen.seconds);
      commands.inc(seen.commands);
      failures.inc(seen.failures);
    },
    inForce: (value, lagSeconds) => {
      inForce.set(value);
      lag.observe(lagSeconds);
    },
    watch: (control) => countControl(control, registers),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

/** Labels come from a closed set: a stranger who asks for many paths must not fill our memory with series. */
const prefixes = ['v1', 'v2.0', 'v3', 'v3.0', 'v3-ext', 'isthmus', 'console', 'v2', 'v2.1'];
const prefixLabel = (path: string): string => {
  const first = path.split('/', 2)[1] ?? '';
  return prefixes.includes(first) ? `/${first}` : 'other';
};
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const methodLabel = (method: string): string => (methods.includes(method) ? method : 'other');
