import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type Vendor = components['schemas']['Vendor'];
export type Listing = components['schemas']['Listing'];
export type Judgement = Listing['judgement'][number];
export type Change = { field: string; before?: unknown; after?: unknown };

/** All that wait for staff: at most a hundred of each at once, the rest follows as they are decided. */
export const waitingVendorsQuery = queryOptions({ queryKey: ['approvals', 'vendors'], queryFn: () => answer(api.GET('/v1/admin/vendors', { params: { query: { 'filter[status]': 'applied', limit: 100 } } })) });
export const waitingListingsQuery = queryOptions({ queryKey: ['approvals', 'listings'], queryFn: () => answer(api.GET('/v1/admin/listings', { params: { query: { 'filter[status]': 'submitted', limit: 100 } } })) });

export const vendorQuery = (id: string) => queryOptions({ queryKey: ['approvals', 'vendor', id], queryFn: () => answer(api.GET('/v1/admin/vendors/{vendor_id}', { params: { path: { vendor_id: id } } })) });
export const reviewQuery = (id: string) => queryOptions({ queryKey: ['approvals', 'listing', id], queryFn: () => answer(api.GET('/v1/admin/listings/{listing_id}', { params: { path: { listing_id: id } } })) });

/** How many things wait. Who may see only one of the two kinds counts that kind. */
export async function countApprovals(): Promise<number> {
  const counts = await Promise.allSettled([
    answer(api.GET('/v1/admin/listings-to-review')).then((page) => page.count),
    answer(api.GET('/v1/admin/vendors', { params: { query: { 'filter[status]': 'applied', limit: 100 } } })).then((page) => page.data.length),
  ]);
  return counts.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}

type Decision = { id: string; reason: string | null };

/** Let in, or send back with a reason. */
export function useDecide(kind: 'vendor' | 'listing') {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: Decision): Promise<unknown> => (kind === 'vendor' ? decideVendor(id, reason) : decideListing(id, reason)),
    onSuccess: () => Promise.all([['approvals'], ['count', '/market/approvals'], ['vendors']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

const decideVendor = (vendor_id: string, reason: string | null) => reason === null
  ? answer(api.PUT('/v1/admin/vendors/{vendor_id}/approval', { params: { path: { vendor_id } } }))
  : answer(api.PUT('/v1/admin/vendors/{vendor_id}/rejection', { params: { path: { vendor_id } }, body: { reason } }));
const decideListing = (listing_id: string, reason: string | null) => reason === null
  ? answer(api.PUT('/v1/admin/listings/{listing_id}/approval', { params: { path: { listing_id } } }))
  : answer(api.PUT('/v1/admin/listings/{listing_id}/refusal', { params: { path: { listing_id } }, body: { reason } }));
