import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { onSession, resume, type Session } from './auth.js';

type State = { status: 'asking' } | { status: 'out' } | { status: 'in'; session: Session };
const SessionContext = createContext<State>({ status: 'asking' });

export function SessionProvider({ children }: { children: React.ReactNode }) {
  const [state, setState] = useState<State>({ status: 'asking' });
  const queryClient = useQueryClient();
  useEffect(() => {
    let place: string | null = null;
    const stop = onSession((session) => {
      const next = session ? (session.membership?.id ?? session.user.id) : null;
      // What was loaded in one place must never show in another.
      if (next !== place) queryClient.clear();
      place = next;
      setState(session ? { status: 'in', session } : { status: 'out' });
    });
    resume().catch(() => setState({ status: 'out' }));
    return stop;
  }, [queryClient]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

export const useSessionState = (): State => useContext(SessionContext);

/** The session of a page that only signed-in people see. */
export function useSession(): Session {
  const state = useContext(SessionContext);
  if (state.status !== 'in') throw new Error('This page needs somebody signed in.');
  return state.session;
}

/** What the marketplace is called that somebody works at or sells on. */
export const useMarketplaceName = (): string => useSession().membership?.tenant?.name ?? 'The marketplace';

export const useMay = (permission: string): boolean => useSession().membership?.permissions.includes(permission) ?? false;
