import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';

/** A mark of colour and shape with its words. The kit breaks inside of words where it is narrow; here a word stays whole. */
export function StatusMark({ type, children }: { readonly type?: StatusIndicatorProps.Type; readonly children: ReactNode }) {
  return (
    <span className="whole-words">
      <StatusIndicator {...(type ? { type } : {})}>{children}</StatusIndicator>
    </span>
  );
}
