import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { downloadBlob } from '../app/download.js';
import { cursor } from '../app/rows.js';

export type Document = components['schemas']['Document'];
export type DocumentKind = Document['kind'];
/** Whose documents: all of the marketplace, or the vendor's own. */
export type Whose = 'market' | 'vendor';
export type DocumentsFilter = { whose: Whose; kind: DocumentKind | null; period: string | null; number: string; delivery: NonNullable<Document['delivery']>['state'] | null };

export const documentsQuery = ({ whose, kind, period, number, delivery }: DocumentsFilter) =>
  infiniteQueryOptions({
    queryKey: ['documents', whose, kind, period, number, delivery],
    queryFn: ({ pageParam }) => {
      const query = { ...(kind && { 'filter[kind]': kind }), ...(period && { 'filter[period]': period }), ...(number && { 'filter[number]': number }), ...(delivery && { 'filter[delivery]': delivery }), ...(pageParam && { after: pageParam }) };
      return whose === 'vendor' ? answer(api.GET('/v1/vendor/documents', { params: { query } })) : answer(api.GET('/v1/admin/documents', { params: { query } }));
    },
    ...cursor,
  });

/** Fetches a document: the PDF opens beside this page, the XML is saved. */
export function useDocumentFile(whose: Whose) {
  return useMutation({
    mutationFn: async ({ document, format }: { document: Document; format: 'pdf' | 'xml' }) => {
      const params = { path: { document_id: document.id } };
      if (format === 'xml') {
        const xml = await answer<unknown>(whose === 'vendor' ? api.GET('/v1/vendor/documents/{document_id}/xml', { params, parseAs: 'blob' }) : api.GET('/v1/admin/documents/{document_id}/xml', { params, parseAs: 'blob' }));
        downloadBlob(`${document.number}.xml`, xml as Blob);
        return;
      }
      const pdf = await answer<unknown>(whose === 'vendor' ? api.GET('/v1/vendor/documents/{document_id}', { params, parseAs: 'blob' }) : api.GET('/v1/admin/documents/{document_id}', { params, parseAs: 'blob' }));
      window.open(URL.createObjectURL(pdf as Blob), '_blank', 'noopener');
    },
  });
}

/** Fetches all documents of a period as one ZIP. */
export function useArchive(whose: Whose) {
  return useMutation({
    mutationFn: async (period: string) => {
      const params = { path: { period } };
      const zip = await answer<unknown>(whose === 'vendor' ? api.GET('/v1/vendor/document-archives/{period}', { params, parseAs: 'blob' }) : api.GET('/v1/admin/document-archives/{period}', { params, parseAs: 'blob' }));
      downloadBlob(`documents-${period}.zip`, zip as Blob);
    },
  });
}
