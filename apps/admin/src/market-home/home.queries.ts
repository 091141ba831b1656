import { answer, type components } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type Sales = components['schemas']['Sales'];
export type DayOfSales = Sales['days'][number];

export const DAYS = 14;
export const salesQuery = queryOptions({ queryKey: ['sales', DAYS], queryFn: () => answer(api.GET('/v1/admin/sales', { params: { query: { days: DAYS } } })) });
export const newestOrdersQuery = queryOptions({ queryKey: ['orders', 'newest'], queryFn: () => answer(api.GET('/v1/admin/orders', { params: { query: { limit: 5 } } })) });
export const vendorsWithoutAccountQuery = queryOptions({ queryKey: ['vendors', 'without account'], queryFn: () => answer(api.GET('/v1/admin/vendors', { params: { query: { 'filter[status]': 'approved', limit: 100 } } })) });
