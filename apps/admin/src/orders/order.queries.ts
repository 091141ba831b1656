import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import type { OrderStatus, PaymentState } from '../app/badges.js';
import { cursor } from '../app/rows.js';

export type OrderGroupRow = components['schemas']['OrderGroupRow'];
export type OrderGroup = components['schemas']['OrderGroup'];
export type Order = OrderGroup['orders'][number];
export type Consignment = components['schemas']['Consignment'];
export type TimelineEntry = components['schemas']['TimelineEntry'];
export type OrdersFilter = { status: OrderStatus | null; payment: PaymentState | null; number: string };

export const ordersQuery = ({ status, payment, number }: OrdersFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', status, payment, number],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/orders', { params: { query: {
      ...(status && { 'filter[status]': status }), ...(payment && { 'filter[payment_state]': payment }), ...(number && { 'filter[number]': number }), ...(pageParam && { after: pageParam }),
    } } })),
    ...cursor,
  });

/** Which order an order of one vendor belongs to. */
export const vendorOrderQuery = (id: string) => queryOptions({ queryKey: ['vendor-order', id], queryFn: () => answer(api.GET('/v1/admin/vendor-orders/{order_id}', { params: { path: { order_id: id } } })), staleTime: Infinity });
export const orderQuery = (id: string) => queryOptions({ queryKey: ['order', id], queryFn: () => answer(api.GET('/v1/admin/orders/{order_group_id}', { params: { path: { order_group_id: id } } })) });

export function useAddNote(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => answer(api.POST('/v1/admin/orders/{order_group_id}/notes', { params: { path: { order_group_id: id } }, body: { text } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['order', id] }),
  });
}

export type Receipt = { amount: { amount: number; currency: string }; received_on: string; note: string | null };

/** Says that the bank transfer of an order has come. Pressed twice with the same words it is one receipt. */
export function useReceiveTransfer(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Receipt) => answer(api.POST('/v1/admin/orders/{order_group_id}/transfer-receipts', { params: { path: { order_group_id: id }, header: { 'Idempotency-Key': `${id}:${body.received_on}:${body.amount.amount}` } }, body })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['order', id] }), queryClient.invalidateQueries({ queryKey: ['orders'] })]),
  });
}

/** Opens the shopper's contact data. That somebody looked is written to the audit trail by the API. */
export const useContact = (id: string) => useMutation({ mutationFn: () => answer(api.POST('/v1/admin/orders/{order_group_id}/contact', { params: { path: { order_group_id: id } } })) });
