import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { InstanceStatus } from '@isthmus/core';
import { useWords } from '../../words/language.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

const look: Readonly<Record<InstanceStatus, StatusIndicatorProps.Type>> = { BUILD: 'in-progress', ACTIVE: 'success', ERROR: 'error' };

export function InstanceStatusText({ status }: { readonly status: InstanceStatus }) {
  const words = useWords();
  return <StatusMark type={look[status]}>{words.instance.status[status]}</StatusMark>;
}
