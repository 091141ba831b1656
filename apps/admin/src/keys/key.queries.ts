import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type ApiKey = components['schemas']['ApiKey'];
export type NewApiKey = components['schemas']['NewApiKey'];
/** Whose keys: the marketplace's own, or one vendor's. */
export type KeyPlace = 'market' | 'vendor';
export type KeyWish = { name: string; permissions: string[]; expires_at: string | null };
type Body = components['schemas']['ApiKeyWish'];

export const keysQuery = (place: KeyPlace) =>
  queryOptions({ queryKey: ['api-keys', place], queryFn: () => (place === 'market' ? answer(api.GET('/v1/admin/api-keys')) : answer(api.GET('/v1/vendor/api-keys'))) });

export const useMakeKey = (place: KeyPlace) => useChange(place, (wish: KeyWish) => {
  const body = wish as Body; // what may be given comes from the API itself, as plain names
  return place === 'market' ? answer(api.POST('/v1/admin/api-keys', { body })) : answer(api.POST('/v1/vendor/api-keys', { body }));
});

export const useRevokeKey = (place: KeyPlace) => useChange(place, ({ id, reason }: { id: string; reason: string }) => {
  const call = { params: { path: { api_key_id: id } }, body: { reason } };
  return place === 'market' ? answer(api.PUT('/v1/admin/api-keys/{api_key_id}/revocation', call)) : answer(api.PUT('/v1/vendor/api-keys/{api_key_id}/revocation', call));
});

function useChange<Input, Result>(place: KeyPlace, mutationFn: (input: Input) => Promise<Result>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery(place).queryKey }) });
}
