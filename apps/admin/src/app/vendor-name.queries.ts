import { answer } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './auth.js';

/** What a vendor of the marketplace is called, for crumbs and titles. */
export const vendorNameQuery = (id: string) =>
  queryOptions({ queryKey: ['vendor', id, 'name'], queryFn: async () => (await answer(api.GET('/v1/admin/vendors/{vendor_id}', { params: { path: { vendor_id: id } } }))).name, staleTime: 60_000 });
