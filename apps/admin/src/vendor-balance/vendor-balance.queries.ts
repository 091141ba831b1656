import { answer, type components } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type VendorBalance = components['schemas']['VendorBalance'];
export type Hold = VendorBalance['holds'][number];
export type Debt = VendorBalance['debts'][number];

export const vendorBalanceQuery = (currency: string | null = null) =>
  queryOptions({ queryKey: ['vendor', 'balance', currency], queryFn: () => answer(api.GET('/v1/vendor/balance', { params: { query: currency ? { currency } : {} } })) });
