import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type PaymentMethods = components['schemas']['PaymentMethods'];

export const methodsQuery = queryOptions({ queryKey: ['payment-methods'], queryFn: () => answer(api.GET('/v1/admin/payment-methods')) });

/** How shoppers may pay from now on. */
export function useSetMethods() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PaymentMethods) => answer(api.PUT('/v1/admin/payment-methods', { body })),
    onSuccess: (saved) => {
      queryClient.setQueryData(methodsQuery.queryKey, saved);
      return queryClient.invalidateQueries({ queryKey: ['audit'] });
    },
  });
}
