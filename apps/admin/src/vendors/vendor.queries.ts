import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import type { VendorStatus } from '../app/badges.js';
import { cursor } from '../app/rows.js';

export type VendorLine = components['schemas']['VendorLine'];
export type Vendor = components['schemas']['Vendor'];

export const vendorsQuery = (status: VendorStatus | null) =>
  infiniteQueryOptions({
    queryKey: ['vendors', status],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/vendors', { params: { query: { ...(status && { 'filter[status]': status }), ...(pageParam && { after: pageParam }) } } })),
    ...cursor,
  });

export const vendorQuery = (id: string) => queryOptions({ queryKey: ['vendor', id], queryFn: () => answer(api.GET('/v1/admin/vendors/{vendor_id}', { params: { path: { vendor_id: id } } })) });

/** Whether the vendor lets the marketplace write its invoices to itself. */
export const vendorSelfBillingQuery = (id: string) => queryOptions({ queryKey: ['vendor self-billing', id], queryFn: () => answer(api.GET('/v1/admin/vendors/{vendor_id}/self-billing-agreement', { params: { path: { vendor_id: id } } })) });

/** Staff end a vendor's agreement on self-billing with a month. */
export function useEndVendorSelfBilling(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (endsOn: string) => answer(api.PUT('/v1/admin/vendors/{vendor_id}/self-billing-agreement/ending', { params: { path: { vendor_id: id } }, body: { ends_on: endsOn } })),
    onSuccess: (agreement) => queryClient.setQueryData(vendorSelfBillingQuery(id).queryKey, agreement),
  });
}

/** Statements of reasons that were given to vendors, newest first. */
export const reasonsQuery = queryOptions({ queryKey: ['statements-of-reasons'], queryFn: () => answer(api.GET('/v1/admin/statements-of-reasons', { params: { query: { limit: 100 } } })) });

/** A reason suspends, null lets sell again. */
export function useVendorSuspension(vendor_id: string) {
  const queryClient = useQueryClient();
  const params = { path: { vendor_id } };
  return useMutation({
    mutationFn: (reason: string | null) => (reason === null ? answer(api.DELETE('/v1/admin/vendors/{vendor_id}/suspension', { params })) : answer(api.PUT('/v1/admin/vendors/{vendor_id}/suspension', { params, body: { reason } }))),
    onSuccess: async (vendor) => {
      queryClient.setQueryData(vendorQuery(vendor_id).queryKey, vendor);
      await Promise.all([['vendors'], ['statements-of-reasons']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}
