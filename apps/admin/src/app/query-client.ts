import { ApiProblem } from '@stoa/web-api-client';
import { QueryClient } from '@tanstack/react-query';

/** What the server refused will be refused again; only a server that stumbled or a cut line is asked twice. */
export const openQueryClient = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.problem.status < 500) },
    mutations: { retry: false },
  },
});
