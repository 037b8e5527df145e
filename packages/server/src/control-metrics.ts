import type { Control } from '@isthmus/control';
import { peeringHealths } from '@isthmus/core';
import { Counter, Gauge, type Registry } from 'prom-client';

export type CountedControl = Pick<Control, 'evidence' | 'health' | 'ledger'>;

/** What the control layer counts itself, and the sides of peerings by what works of them; read when they are asked for. */
export function countControl({ evidence, health, ledger }: CountedControl, registers: Registry[]): void {
  const rows: readonly (readonly [name: string, help: string, value: () => number])[] = [
    ['isthmus_proofs_compared_total', 'Proofs that a real packet was sent for', () => evidence.counts().compared],
    ['isthmus_proofs_disagreed_total', 'Real packets that did not do what the proof says', () => evidence.counts().disagreed],
    ['isthmus_isolation_checked_total', 'Pairs that must not talk, tried by a real packet', () => evidence.counts().isolationChecked],
    ['isthmus_isolation_breaches_total', 'Of these, packets that got through', () => evidence.counts().isolationBreaches],
    ['isthmus_health_commits_total', 'Commits that tell owners of a changed health', () => health.counts().commits],
  ];
  for (const [name, help, value] of rows) {
    const counter: Counter = new Counter({
      name,
      help,
      registers,
      collect() {
        counter.reset();
        counter.inc(value());
      },
    });
  }
  const sides: Gauge = new Gauge({
    name: 'isthmus_peering_health',
    help: 'Sides of peerings by what works of them',
    labelNames: ['health'],
    registers,
    async collect() {
      for (const word of peeringHealths) sides.set({ health: word }, await ledger.read.peeringHealths.count({ health: word }));
    },
  });
}
