import { answer } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export const selfBillingQuery = queryOptions({ queryKey: ['vendor', 'self-billing'], queryFn: () => answer(api.GET('/v1/vendor/self-billing-agreement')) });

/** Agrees to the text that was shown. What waited for it is written within minutes. */
export function useAgreeToSelfBilling() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (version: string) => answer(api.PUT('/v1/vendor/self-billing-agreement', { body: { version } })),
    onSuccess: (agreement) => { queryClient.setQueryData(selfBillingQuery.queryKey, agreement); void queryClient.invalidateQueries({ queryKey: ['waiting documents'] }); },
  });
}

/** Ends it with a month. Pressed twice with the same day it is said once. */
export function useEndSelfBilling() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (endsOn: string) => answer(api.PUT('/v1/vendor/self-billing-agreement/ending', { body: { ends_on: endsOn } })),
    onSuccess: (agreement) => queryClient.setQueryData(selfBillingQuery.queryKey, agreement),
  });
}
