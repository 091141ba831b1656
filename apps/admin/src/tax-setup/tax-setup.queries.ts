import { answer, type components, type paths } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

type Schemas = components['schemas'];
export type TaxThreshold = Schemas['TaxThreshold'];
export type RateFeed = Schemas['RateFeed'];
export type TaxDraft = Schemas['TaxDraft'];
export type TaxSettings = Schemas['TaxSettings'];
export type TaxSourcePlace = Schemas['TaxSourcePlace'];
export type TaxTrial = Schemas['TaxTrial'];
export type Decided = Extract<TaxTrial, { outcome: 'decided' }>;

export const thresholdsQuery = queryOptions({ queryKey: ['tax-thresholds'], queryFn: () => answer(api.GET('/v1/admin/tax-thresholds')) });
export const draftsQuery = queryOptions({ queryKey: ['tax-drafts'], queryFn: () => answer(api.GET('/v1/admin/tax-drafts')) });
export const settingsQuery = queryOptions({ queryKey: ['tax-settings'], queryFn: () => answer(api.GET('/v1/admin/tax-settings')) });
export const ratesQuery = queryOptions({ queryKey: ['exchange-rates'], queryFn: () => answer(api.GET('/v1/admin/exchange-rates')) });

export type TrialBody = NonNullable<paths['/v1/admin/tax-trials']['post']['requestBody']>['content']['application/json'];
/** Asks what the tax of a sale would be; nothing is kept. */
export const useTrial = () => useMutation({ mutationFn: (body: TrialBody) => answer(api.POST('/v1/admin/tax-trials', { body })) });

type OutsideSales = NonNullable<paths['/v1/admin/tax-thresholds/{place}/{code}/outside-sales/{year}']['put']['requestBody']>['content']['application/json'];
/** Writes down what was sold to a place outside the marketplace in a year. */
export function useEnterOutsideSales({ place, code }: Pick<TaxThreshold, 'place' | 'code'>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ year, ...body }: OutsideSales & { year: number }) => answer(api.PUT('/v1/admin/tax-thresholds/{place}/{code}/outside-sales/{year}', { params: { path: { place, code, year } }, body })),
    onSuccess: (saved) => queryClient.setQueryData(thresholdsQuery.queryKey, saved),
  });
}

/** Accepts an unconfirmed rate by name, with a reason, or takes that back. */
export function useDraftAcceptance(draft: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (reason: string | null) => (reason === null
      ? answer(api.DELETE('/v1/admin/tax-drafts/{draft}/acceptance', { params: { path: { draft } } }))
      : answer(api.PUT('/v1/admin/tax-drafts/{draft}/acceptance', { body: { reason }, params: { path: { draft } } }))),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey }),
  });
}

export const sourcesQuery = queryOptions({ queryKey: ['tax-sources'], queryFn: () => answer(api.GET('/v1/admin/tax-sources')) });

/** Has a company asked for the local rates that the packs do not know in a place, or nobody again. */
export function useChooseSource(place: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { source: 'stripe_tax' | null; reason: string }) => answer(api.PUT('/v1/admin/tax-sources/{place}', { params: { path: { place } }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  });
}

/** Chooses what becomes of businesses whose tax id nobody could check. */
export function useSetPolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TaxSettings & { reason: string }) => answer(api.PUT('/v1/admin/tax-settings', { body })),
    onSuccess: (saved) => queryClient.setQueryData(settingsQuery.queryKey, saved),
  });
}

/** Has the rates of a source fetched at once; the worker does it within a minute. */
export function useFetchRates() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/admin/exchange-rates/feeds/{source}/look', { params: { path: { source: 'ecb' } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ratesQuery.queryKey }),
  });
}

/** Reads a file of the European Central Bank's rates. */
export function useReadRates() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (xml: string) => answer(api.POST('/v1/admin/exchange-rates/imports', { body: { xml } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ratesQuery.queryKey }), queryClient.invalidateQueries({ queryKey: thresholdsQuery.queryKey })]),
  });
}
