import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { PeeringHealthWord, PeeringStatus } from '@isthmus/core';
import { useWords } from '../words/language.ts';
import { StatusMark } from './status-mark.tsx';

type Look = StatusIndicatorProps.Type;

/** Each word has its own colour and shape; a new word does not compile without one. */
export const statusLook: Readonly<Record<PeeringStatus, Look>> = {
  PENDING_ACCEPTANCE: 'pending',
  ACTIVE: 'success',
  REJECTED: 'error',
  EXPIRED: 'stopped',
  DELETED: 'stopped',
};

export const healthLook: Readonly<Record<PeeringHealthWord, Look>> = {
  working: 'success',
  'one-way': 'warning',
  'no-routes': 'warning',
  shadowed: 'warning',
  blocked: 'error',
  overlapping: 'warning',
  'waiting-on-you': 'pending',
  'waiting-on-them': 'pending',
  rejected: 'error',
  expired: 'stopped',
};

export function PeeringStatusText({ status }: { readonly status: PeeringStatus }) {
  const words = useWords();
  return <StatusMark type={statusLook[status]}>{words.peering.status[status]}</StatusMark>;
}

export function PeeringHealthText({ health }: { readonly health: PeeringHealthWord }) {
  const words = useWords();
  return <StatusMark type={healthLook[health]}>{words.peering.health[health]}</StatusMark>;
}
