import { answer, type components, type paths } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { downloadBlob } from '../app/download.js';

type Schemas = components['schemas'];
export type Bookings = Schemas['Bookings'];
export type DatevSettings = Schemas['DatevSettings'];
export type DatevBody = NonNullable<paths['/v1/admin/datev-settings']['put']['requestBody']>['content']['application/json'];
/** Which file of a month is wanted. */
export type Wanted = { month: string; format: 'csv' } | { month: string; format: 'datev'; currency: string; part: number };

export const bookingsQuery = (month: string) => queryOptions({ queryKey: ['bookings', month], queryFn: () => answer(api.GET('/v1/admin/bookings/{month}', { params: { path: { month } } })) });
export const datevQuery = queryOptions({ queryKey: ['datev-settings'], queryFn: () => answer(api.GET('/v1/admin/datev-settings')) });

/** Fetches a month of the books as a file. */
export const useBooksFile = () => useMutation({
  mutationFn: async (wanted: Wanted) => {
    const path = { month: wanted.month };
    if (wanted.format === 'csv') {
      downloadBlob(`bookings-${wanted.month}.csv`, (await answer<unknown>(api.GET('/v1/admin/bookings/{month}/csv', { params: { path }, parseAs: 'blob' }))) as Blob);
      return;
    }
    const { currency, part } = wanted;
    const file = await answer<unknown>(api.GET('/v1/admin/bookings/{month}/datev', { params: { path, query: { currency, part } }, parseAs: 'blob' }));
    downloadBlob(`EXTF_Buchungsstapel_${wanted.month}_${currency}_${part}.csv`, file as Blob);
  },
});

/** Says how the accounts are numbered. */
export function useNumberAccounts() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: DatevBody) => answer(api.PUT('/v1/admin/datev-settings', { body })),
    onSuccess: async (saved) => {
      queryClient.setQueryData(datevQuery.queryKey, saved);
      await queryClient.invalidateQueries({ queryKey: ['bookings'] });
    },
  });
}
