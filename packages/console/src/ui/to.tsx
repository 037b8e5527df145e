import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { hrefOf } from '../paths.ts';

interface ToProps {
  readonly path: string;
  readonly children: ReactNode;
  readonly variant?: LinkProps.Variant;
  readonly fontSize?: LinkProps.FontSize;
  readonly label?: string;
}

/** A link to a page of the console: a real address, followed without a reload. */
export function To({ path, children, variant = 'primary', fontSize, label }: ToProps) {
  const [, navigate] = useLocation();
  return (
    <Link
      href={hrefOf(path)}
      variant={variant}
      {...(fontSize ? { fontSize } : {})}
      {...(label ? { ariaLabel: label } : {})}
      onFollow={(event) => {
        event.preventDefault();
        navigate(path);
      }}
    >
      {children}
    </Link>
  );
}
