import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import type { Whose } from './document.queries.js';

export type HeldDocument = components['schemas']['HeldDocument'];

/** Documents that lack something: of the whole marketplace, or the vendor's own. */
export const heldQuery = (whose: Whose) => queryOptions({
  queryKey: ['held documents', whose],
  queryFn: () => (whose === 'vendor' ? answer(api.GET('/v1/vendor/held-documents', { params: { query: { limit: 100 } } })) : answer(api.GET('/v1/admin/held-documents', { params: { query: { limit: 100 } } }))),
});

/** Looks at a held document again: what was supplied meanwhile is seen. Pressed twice it is one look. */
export function useLookAgain() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (held: HeldDocument) => answer(api.POST('/v1/admin/held-documents/{held_document_id}/looks', { params: { path: { held_document_id: held.id }, header: { 'Idempotency-Key': `${held.id}:${held.looked_at}` } } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['held documents'] }), queryClient.invalidateQueries({ queryKey: ['documents'] })]),
  });
}

/** What is missing, as one line. */
export const missingText = (held: HeldDocument): string => held.missing.map((one) => one.field).join(', ');
