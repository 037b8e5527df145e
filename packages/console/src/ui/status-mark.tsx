import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';

/** Letters of a status that stands on one line with its mark, however narrow its column. What is longer is a sentence. */
const short = 24;

/** A mark of colour and shape with its words. The kit breaks inside of words where it is narrow; here a word stays whole. */
export function StatusMark({ type, children }: { readonly type?: StatusIndicatorProps.Type; readonly children: ReactNode }) {
  return (
    <span className={typeof children === 'string' && children.length <= short ? 'whole-words nowrap' : 'whole-words'}>
      <StatusIndicator {...(type ? { type } : {})}>{children}</StatusIndicator>
    </span>
  );
}
