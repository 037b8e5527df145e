import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Router } from 'wouter';
import { onExpired } from './api/client.ts';
import { Refusal } from './api/refusal.ts';
import { readSession, type Session } from './api/session.ts';
import { SignIn, type SignInReason } from './pages/session/sign-in.tsx';
import { Console } from './console.tsx';

/** Refusals are answers, and asking again does not change them; a network that hiccups deserves one more try. */
const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => !(error instanceof Refusal) && failures < 1, staleTime: 5_000 } },
});

type State = { kind: 'asking' } | { kind: 'outside'; reason: SignInReason } | { kind: 'inside'; session: Session };

export function App() {
  const [state, setState] = useState<State>({ kind: 'asking' });
  useEffect(() => {
    readSession().then(
      (session) => setState(session ? { kind: 'inside', session } : { kind: 'outside', reason: 'first' }),
      (error) => setState({ kind: 'outside', reason: error instanceof Refusal && error.status === 401 ? 'expired' : 'unreachable' }),
    );
    onExpired.handle = () => setState((before) => (before.kind === 'inside' ? { kind: 'outside', reason: 'expired' } : before));
  }, []);

  const leave = (): void => {
    queries.clear();
    setState({ kind: 'outside', reason: 'signed-out' });
  };
  if (state.kind === 'asking') return null;
  if (state.kind === 'outside')
    return (
      <SignIn
        reason={state.reason}
        entered={(session) => {
          queries.clear();
          setState({ kind: 'inside', session });
        }}
      />
    );
  return (
    <QueryClientProvider client={queries}>
      <Router base="/console">
        <Console session={state.session} left={leave} />
      </Router>
    </QueryClientProvider>
  );
}
