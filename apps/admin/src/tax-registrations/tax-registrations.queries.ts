import { answer, type components, type paths } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

type Schemas = components['schemas'];
export type TaxOverlay = Schemas['TaxOverlay'];
export type TaxRegistrationHeld = Schemas['TaxRegistrationHeld'];
export type TaxRegistrationKind = Schemas['TaxRegistrationKind'];
export type TaxRole = Schemas['TaxRole'];
export type TaxEffect = Schemas['TaxOverlayEffects']['effects'][number];
export type OverlayChange = NonNullable<paths['/v1/admin/tax-overlay']['patch']['requestBody']>['content']['application/json']['change'];

export const overlayQuery = queryOptions({ queryKey: ['tax-overlay'], queryFn: () => answer(api.GET('/v1/admin/tax-overlay')) });

/** Asks which typical sales a change would tax differently; nothing is kept. */
export const usePreview = () => useMutation({ mutationFn: (change: OverlayChange) => answer(api.POST('/v1/admin/tax-overlay/previews', { body: { change } })) });

/** Makes a change, upon the version that was seen. */
export function useChangeOverlay() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, change, reason }: { version: number; change: OverlayChange; reason: string }) => answer(api.PATCH('/v1/admin/tax-overlay', { params: { header: { 'If-Match': `"${version}"` } }, body: { change, reason } })),
    onSuccess: (saved) => queryClient.setQueryData(overlayQuery.queryKey, saved),
  });
}
