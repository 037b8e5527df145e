export interface Asked {
  readonly reason: string;
  /** `ours`: the service cannot go on, and its supervisor should start it again. */
  readonly fault: 'ours' | 'nobody';
}

/** Why this process should end, once there is a reason. */
export interface Stop {
  readonly asked: Promise<Asked>;
  /** Something that the service cannot replace is gone. */
  broken(reason: string): void;
}

export function createStop(): Stop {
  const { promise, resolve } = Promise.withResolvers<Asked>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve({ reason: signal, fault: 'nobody' }));
  // Started by `npm start`: whoever kills that one outright must not leave us behind on the port.
  process.on('disconnect', () => resolve({ reason: 'the process that started this one is gone', fault: 'nobody' }));
  process.channel?.unref();
  return { asked: promise, broken: (reason) => resolve({ reason, fault: 'ours' }) };
}
