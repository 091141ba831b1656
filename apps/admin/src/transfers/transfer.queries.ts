import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

export type Transfer = components['schemas']['Transfer'];
export type StaffTransfer = components['schemas']['StaffTransfer'];
export type TransferState = Transfer['state'];

const filterOf = (state: TransferState | null, after: string | null) => ({ ...(state && { 'filter[state]': state }), ...(after && { after }) });

export const ownTransfersQuery = (state: TransferState | null) =>
  infiniteQueryOptions({ queryKey: ['own-transfers', state], queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/transfers', { params: { query: filterOf(state, pageParam) } })), ...cursor });

export type TransferReason = NonNullable<Transfer['reason']>;
export type TransfersFilter = { state: TransferState | null; reason: TransferReason | null; vendor: string | null };
export const transfersQuery = ({ state, reason, vendor }: TransfersFilter) =>
  infiniteQueryOptions({
    queryKey: ['transfers', state, reason, vendor],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/transfers', { params: { query: { ...filterOf(state, pageParam), ...(reason && { 'filter[reason]': reason }), ...(vendor && { 'filter[vendor]': vendor }) } } })), ...cursor,
  });

/** What waits for somebody of the marketplace, as far as one page counts: refused, or to be paid by bank transfer. */
export const refusedTransfersQuery = queryOptions({ queryKey: ['transfers', 'count', 'refused'], queryFn: () => answer(api.GET('/v1/admin/transfers', { params: { query: { 'filter[state]': 'refused', limit: 100 } } })).then((page) => page.data) });
export const bankTransfersQuery = queryOptions({
  queryKey: ['transfers', 'count', 'by bank'], queryFn: () => answer(api.GET('/v1/admin/transfers', { params: { query: { 'filter[state]': 'waiting', 'filter[reason]': 'paid_by_bank_transfer', limit: 100 } } })).then((page) => page.data),
});

export const transferQuery = (id: string) => queryOptions({ queryKey: ['transfer', id], queryFn: () => answer(api.GET('/v1/admin/transfers/{transfer_id}', { params: { path: { transfer_id: id } } })) });

/** Puts it at the head of the line; what it came to shows a moment later. */
export function useRetryTransfer(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/admin/transfers/{transfer_id}/retry', { params: { path: { transfer_id: id } } })),
    onSuccess: async (transfer) => {
      queryClient.setQueryData(transferQuery(id).queryKey, transfer);
      await queryClient.invalidateQueries({ queryKey: ['transfers'] });
    },
  });
}
