import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../app/auth.js';

export type DocumentWithDeliveries = components['schemas']['DocumentWithDeliveries'];
export type DocumentDelivery = components['schemas']['DocumentDelivery'];

/** How often a page looks again while a document is under way. */
const LOOK_AGAIN_MS = 5_000;
const isUnderWay = ({ document }: DocumentWithDeliveries): boolean => !document.is_ready || document.delivery?.state === 'waiting' || (document.delivery?.state === 'sent' && document.delivery.channel === 'peppol');

export const documentQuery = (id: string) => queryOptions({
  queryKey: ['document', id], queryFn: () => answer(api.GET('/v1/admin/documents/{document_id}/deliveries', { params: { path: { document_id: id } } })),
  refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOK_AGAIN_MS : false),
});

/** Documents that did not reach their buyers: not sent or not drawn, and turned away. */
export const undeliveredQuery = queryOptions({
  queryKey: ['documents', 'undelivered'],
  queryFn: async () => {
    const list = async (state: 'failed' | 'refused') => (await answer(api.GET('/v1/admin/documents', { params: { query: { 'filter[delivery]': state, limit: 20 } } }))).data;
    const [failed, refused] = await Promise.all([list('failed'), list('refused')]);
    return { failed, refused };
  },
});

function useAgain<T>(id: string, act: (input: T) => Promise<unknown>) {
  const queryClient = useQueryClient();
  const isRunning = useRef(false);
  const { mutate, ...mutation } = useMutation({ mutationFn: act, onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['document', id] }), queryClient.invalidateQueries({ queryKey: ['documents'] })]) });
  // The second half of a double click comes before the button is drawn as one that cannot be pressed.
  const once = (input: T): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutate(input, { onSettled: () => { isRunning.current = false; } });
  };
  return { ...mutation, mutate: once };
}

/** Sends it once more. Pressed twice on the same page it is one sending: the key names the newest delivery that was seen. */
export const useSendAgain = ({ document, deliveries }: DocumentWithDeliveries) => useAgain(document.id, (channel: DocumentDelivery['channel']) =>
  answer(api.POST('/v1/admin/documents/{document_id}/deliveries', { params: { path: { document_id: document.id }, header: { 'Idempotency-Key': `${document.id}:${deliveries[0]?.id ?? 'first'}:${channel}` } }, body: { channel } })));

/** Has the files made once more. */
export const useMakeAgain = ({ document }: DocumentWithDeliveries) => useAgain(document.id, () =>
  answer(api.POST('/v1/admin/documents/{document_id}/renditions', { params: { path: { document_id: document.id }, header: { 'Idempotency-Key': crypto.randomUUID() } } })));
