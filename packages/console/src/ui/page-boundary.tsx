import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';
import { useWords } from '../words/language.ts';

/** Keeps a bug of one page from taking the whole console down. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };
  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }
  override render(): ReactNode {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children;
  }
}

function Crashed({ error }: { readonly error: Error }) {
  const words = useWords();
  return (
    <Alert type="error" header={words.common.crashed} action={<Button onClick={() => location.reload()}>{words.common.retry}</Button>}>
      {error.message}
    </Alert>
  );
}
