import type { PeeringHealthWord } from '@isthmus/core';

/** A line on the map: its colour, its dashes, and a mark, so that nothing is told by colour alone. */
export interface LineLook {
  readonly tone: 'good' | 'warn' | 'bad' | 'idle';
  readonly dashes: string;
  readonly mark: string;
}

const working: LineLook = { tone: 'good', dashes: '', mark: '✓' };
const troubled = (mark: string): LineLook => ({ tone: 'warn', dashes: '10 5', mark });
const waiting: LineLook = { tone: 'idle', dashes: '3 5', mark: '…' };
const dead = (mark: string): LineLook => ({ tone: 'bad', dashes: '2 6', mark });

export const healthLine: Readonly<Record<PeeringHealthWord, LineLook>> = {
  working,
  'one-way': troubled('→'),
  'no-routes': troubled('0'),
  shadowed: troubled('!'),
  overlapping: troubled('!'),
  blocked: dead('✕'),
  'waiting-on-you': waiting,
  'waiting-on-them': waiting,
  rejected: dead('✕'),
  expired: { tone: 'idle', dashes: '2 6', mark: '⌛' },
};
