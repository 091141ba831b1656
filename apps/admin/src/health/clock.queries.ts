import { answer } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export const clockQuery = queryOptions({ queryKey: ['clock'], queryFn: () => answer(api.GET('/v1/operator/clock')) });

/** Lets time pass for the whole deployment. */
export function usePassTime() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ms: number) => answer(api.POST('/v1/operator/clock', { body: { advance_ms: ms } })),
    onSuccess: (clock) => {
      queryClient.setQueryData(clockQuery.queryKey, clock);
      return queryClient.invalidateQueries({ queryKey: ['health'] });
    },
  });
}
