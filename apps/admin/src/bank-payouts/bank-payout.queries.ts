import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

type Schemas = components['schemas'];
export type BankPayout = Schemas['BankPayout'];
export type Due = Schemas['BankPayouts']['due'][number];
export type Paid = { amount: Schemas['Money']; paid_on: string; reference: string };

/** What a vendor is to be paid from the marketplace's own account, and what was. */
export const bankPayoutsQuery = (vendorId: string) =>
  infiniteQueryOptions({ queryKey: ['bank-payouts', vendorId], queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/vendors/{vendor_id}/bank-payouts', { params: { path: { vendor_id: vendorId }, query: pageParam ? { after: pageParam } : {} } })), ...cursor });

/** Says that a vendor was paid. The key belongs to what is said of these orders: pressed again after a cut line, it is said once. */
export function useRecordBankPayout(vendorId: string, due: Due) {
  const queryClient = useQueryClient();
  const about = due.orders.at(-1)?.transfer_id ?? '';
  return useMutation({
    mutationFn: (body: Paid) => answer(api.POST('/v1/admin/vendors/{vendor_id}/bank-payouts', { params: { path: { vendor_id: vendorId }, header: { 'Idempotency-Key': `${vendorId}:${about}:${body.paid_on}:${body.amount.amount}` } }, body })),
    // Also after a refusal: the books have moved on, so what is due is another amount now.
    onSettled: () => Promise.all([['bank-payouts', vendorId], ['transfers'], ['transfer'], ['audit']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
