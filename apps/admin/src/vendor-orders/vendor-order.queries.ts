import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import type { OrderStatus } from '../app/badges.js';
import { cursor } from '../app/rows.js';

export type VendorOrderRow = components['schemas']['VendorOrderRow'];
export type VendorOrder = components['schemas']['VendorOrder'];
export type Consignment = components['schemas']['Consignment'];

export const vendorOrdersQuery = (status: OrderStatus | null) =>
  infiniteQueryOptions({
    queryKey: ['vendor-orders', status],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/orders', { params: { query: { ...(status && { 'filter[status]': status }), ...(pageParam && { after: pageParam }) } } })),
    ...cursor,
  });

export const vendorOrderQuery = (id: string) => queryOptions({ queryKey: ['vendor-order', id], queryFn: () => answer(api.GET('/v1/vendor/orders/{order_id}', { params: { path: { order_id: id } } })) });

/** The balance, for what is held of one order. */
export const holdsQuery = queryOptions({ queryKey: ['balance', null], queryFn: () => answer(api.GET('/v1/vendor/balance', { params: { query: {} } })) });

/** The refunds of an order, what of each is the vendor's to give, and where it came from. */
export const vendorRefundsQuery = (id: string) => queryOptions({ queryKey: ['vendor-refunds', id], queryFn: () => answer(api.GET('/v1/vendor/orders/{order_id}/refunds', { params: { path: { order_id: id } } })) });
export type VendorRefund = components['schemas']['VendorRefund'];

/** How many orders wait for a parcel, up to a hundred of each kind. */
export async function countOrdersToShip(): Promise<number> {
  const waiting = await Promise.all((['to_ship', 'partly_shipped'] as const).map((status) => answer(api.GET('/v1/vendor/orders', { params: { query: { 'filter[status]': status, limit: 100 } } }))));
  return waiting.reduce((sum, page) => sum + page.data.length, 0);
}

function useAfterMove(orderId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([['vendor-order', orderId], ['vendor-orders'], ['balance'], ['count', '/vendor/orders']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
}

export function useShip(orderId: string) {
  return useMutation({
    mutationFn: ({ consignmentId, ...body }: { consignmentId: string; carrier: string; tracking_number: string }) => answer(api.PUT('/v1/vendor/consignments/{consignment_id}/shipment', { params: { path: { consignment_id: consignmentId } }, body })),
    onSuccess: useAfterMove(orderId),
  });
}

export function useDeliver(orderId: string) {
  return useMutation({
    mutationFn: (consignmentId: string) => answer(api.PUT('/v1/vendor/consignments/{consignment_id}/delivery', { params: { path: { consignment_id: consignmentId } } })),
    onSuccess: useAfterMove(orderId),
  });
}
