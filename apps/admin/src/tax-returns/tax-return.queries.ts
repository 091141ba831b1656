import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../app/auth.js';

export type TaxReturnHead = components['schemas']['TaxReturnHead'];
export type TaxReturn = components['schemas']['TaxReturn'];

export const taxReturnsQuery = (period: string) => queryOptions({ queryKey: ['tax-returns', period], queryFn: () => answer(api.GET('/v1/admin/tax-returns/{period}', { params: { path: { period } } })) });
export const taxReturnQuery = (period: string, name: string) =>
  queryOptions({ queryKey: ['tax-returns', period, name], queryFn: () => answer(api.GET('/v1/admin/tax-returns/{period}/{return_name}', { params: { path: { period, return_name: name } } })) });

/** Keeps a return as filed. One key for one filing, however often the button is pressed. */
export function useFileReturn(period: string, name: string) {
  const queryClient = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: { reference: string; owed: TaxReturn['owed'] }) =>
      answer(api.POST('/v1/admin/tax-returns/{period}/{return_name}/filing', { body, params: { path: { period, return_name: name }, header: { 'Idempotency-Key': key } } })),
    onSuccess: (filed) => {
      queryClient.setQueryData(taxReturnQuery(period, name).queryKey, filed);
      return queryClient.invalidateQueries({ queryKey: ['tax-returns', period], exact: true });
    },
  });
}
