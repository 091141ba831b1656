import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';
import type { DocumentKind } from './document.queries.js';

export type Series = components['schemas']['DocumentSeries'];
export type Numbering = components['schemas']['DocumentNumbering'];
export type NumberingChoice = Omit<Numbering, 'version' | 'examples'>;

export const seriesQuery = infiniteQueryOptions({ queryKey: ['document-series'], queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/document-series', { params: { query: pageParam ? { after: pageParam } : {} } })), ...cursor });
export const numberingQuery = queryOptions({ queryKey: ['document-numbering'], queryFn: () => answer(api.GET('/v1/admin/document-numbering')) });

/** Chooses how documents are numbered from the next one on. */
export function useChooseNumbering() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: NumberingChoice & { version: number; reason: string }) => answer(api.PUT('/v1/admin/document-numbering', { body, params: { header: { 'If-Match': `"${version}"` } } })),
    onSuccess: (saved) => queryClient.setQueryData(numberingQuery.queryKey, saved),
  });
}

/** Draws a document with the marketplace's name, colour and numbering; the PDF opens beside this page. */
export const usePreview = () => useMutation({
  mutationFn: async (query: { kind: DocumentKind; locale: string }) => {
    const pdf = await answer<unknown>(api.GET('/v1/admin/document-preview', { params: { query }, parseAs: 'blob' }));
    window.open(URL.createObjectURL(pdf as Blob), '_blank', 'noopener');
  },
});
