import { createContext, useContext } from 'react';
import type { Session, SessionProject } from '../api/session.ts';

export interface SessionView {
  readonly session: Session;
  readonly project: SessionProject;
  readonly left: () => void;
}

export const SessionContext = createContext<SessionView | null>(null);

/** Who is signed in and the project of this page. Pages are only ever drawn inside one. */
export function useSession(): SessionView {
  const view = useContext(SessionContext);
  if (!view) throw new Error('a page was drawn outside of a session');
  return view;
}
