import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import type { OperationName } from '@isthmus/core';
import type { ReactNode } from 'react';
import { useMay } from './may.ts';

interface DoProps {
  readonly operation: OperationName;
  readonly go: () => void;
  readonly children: ReactNode;
  readonly variant?: ButtonProps.Variant;
  /** Where what it acts on is not told by the text: `Delete subnet-1`. */
  readonly label?: string | undefined;
  /** Why this one is not possible now, beyond what the person may do at all. */
  readonly whyNot?: string | undefined;
}

/** A button that begins an operation. Where it is not possible it stands there with the reason. */
export function Do({ operation, go, children, variant = 'normal', label, whyNot }: DoProps) {
  const reason = useMay()(operation) ?? whyNot;
  return (
    <Button variant={variant} ariaLabel={label} disabled={reason !== undefined} disabledReason={reason} onClick={go}>
      {children}
    </Button>
  );
}
