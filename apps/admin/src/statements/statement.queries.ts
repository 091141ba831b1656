import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { downloadBlob } from '../app/download.js';
import { cursor } from '../app/rows.js';

export type StatementLine = components['schemas']['StatementLine'];
export type Statement = components['schemas']['Statement'];
export type StatementRow = components['schemas']['StatementRow'];
/** Whose statements: a vendor's as staff see them, or one's own. */
export type Whose = { readonly vendorId: string | null };
export type Wanted = Whose & { readonly period: string; readonly currency: string | null };

export const statementsQuery = ({ vendorId }: Whose) =>
  infiniteQueryOptions({
    queryKey: ['statements', vendorId],
    queryFn: ({ pageParam }) => {
      const query = { ...(pageParam && { after: pageParam }) };
      return vendorId === null ? answer(api.GET('/v1/vendor/statements', { params: { query } })) : answer(api.GET('/v1/admin/vendors/{vendor_id}/statements', { params: { path: { vendor_id: vendorId }, query } }));
    },
    ...cursor,
  });

export const statementQuery = ({ vendorId, period, currency }: Wanted) =>
  queryOptions({
    queryKey: ['statement', vendorId, period, currency],
    queryFn: () => {
      const query = currency === null ? {} : { currency };
      return vendorId === null ? answer(api.GET('/v1/vendor/statements/{period}', { params: { path: { period }, query } })) : answer(api.GET('/v1/admin/vendors/{vendor_id}/statements/{period}', { params: { path: { vendor_id: vendorId, period }, query } }));
    },
  });

export const statementRowsQuery = ({ vendorId, period, currency }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['statement-rows', vendorId, period, currency],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(currency && { currency }), ...(pageParam && { after: pageParam }) };
      return vendorId === null ? answer(api.GET('/v1/vendor/statements/{period}/rows', { params: { path: { period }, query } })) : answer(api.GET('/v1/admin/vendors/{vendor_id}/statements/{period}/rows', { params: { path: { vendor_id: vendorId, period }, query } }));
    },
    ...cursor,
  });

/** Fetches the statement as a file: the PDF opens beside this page, the CSV is saved. */
export function useStatementFile({ vendorId, period }: Whose & { period: string }) {
  return useMutation({
    mutationFn: async ({ kind, currency }: { kind: 'csv' | 'pdf'; currency: string }) => {
      const [own, of] = [{ path: { period }, query: { currency } }, { path: { vendor_id: vendorId ?? '', period }, query: { currency } }];
      const file = kind === 'csv'
        ? await answer<unknown>(vendorId === null ? api.GET('/v1/vendor/statements/{period}/csv', { params: own, parseAs: 'blob' }) : api.GET('/v1/admin/vendors/{vendor_id}/statements/{period}/csv', { params: of, parseAs: 'blob' }))
        : await answer<unknown>(vendorId === null ? api.GET('/v1/vendor/statements/{period}/pdf', { params: own, parseAs: 'blob' }) : api.GET('/v1/admin/vendors/{vendor_id}/statements/{period}/pdf', { params: of, parseAs: 'blob' }));
      if (kind === 'csv') downloadBlob(`statement-${period}-${currency}.csv`, file as Blob);
      else window.open(URL.createObjectURL(file as Blob), '_blank', 'noopener');
    },
  });
}
