import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type VendorOrderRow = components['schemas']['VendorOrderRow'];
export type VendorOrder = components['schemas']['VendorOrder'];
export type Consignment = components['schemas']['Consignment'];
export type OrderStatus = VendorOrderRow['status'];

export const vendorOrdersQuery = (status: OrderStatus | null) =>
  infiniteQueryOptions({
    queryKey: ['vendor', 'orders', status],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/orders', { params: { query: { limit: 50, ...(status && { 'filter[status]': status }), ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const vendorOrderQuery = (id: string) => queryOptions({ queryKey: ['vendor', 'order', id], queryFn: () => answer(api.GET('/v1/vendor/orders/{order_id}', { params: { path: { order_id: id } } })) });

/** How many orders wait to be packed, up to a page of them. */
export const countOrdersToShip = async (): Promise<number> => (await answer(api.GET('/v1/vendor/orders', { params: { query: { 'filter[status]': 'to_ship', limit: 100 } } }))).data.length;

export function useShip(orderId: string) {
  const refresh = useRefreshOrders(orderId);
  return useMutation({
    mutationFn: ({ consignmentId, carrier, trackingNumber }: { consignmentId: string; carrier: string; trackingNumber: string }) =>
      answer(api.PUT('/v1/vendor/consignments/{consignment_id}/shipment', { params: { path: { consignment_id: consignmentId } }, body: { carrier, tracking_number: trackingNumber } })),
    onSuccess: refresh,
  });
}

export function useDeliver(orderId: string) {
  const refresh = useRefreshOrders(orderId);
  return useMutation({
    mutationFn: (consignmentId: string) => answer(api.PUT('/v1/vendor/consignments/{consignment_id}/delivery', { params: { path: { consignment_id: consignmentId } } })),
    onSuccess: refresh,
  });
}

function useRefreshOrders(orderId: string) {
  const queryClient = useQueryClient();
  return () => Promise.all([
    queryClient.invalidateQueries({ queryKey: vendorOrderQuery(orderId).queryKey }),
    queryClient.invalidateQueries({ queryKey: ['vendor', 'orders'] }),
    queryClient.invalidateQueries({ queryKey: ['vendor', 'balance'] }),
    queryClient.invalidateQueries({ queryKey: ['count'] }),
  ]);
}
