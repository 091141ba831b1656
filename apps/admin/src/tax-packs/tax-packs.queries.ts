import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

type Schemas = components['schemas'];
export type TaxPackVersions = Schemas['TaxPackVersions'];
export type TaxPackVersion = TaxPackVersions['versions'][number];
export type TaxPackDifference = Schemas['TaxPackDifference'];

export const packsQuery = queryOptions({ queryKey: ['tax-packs'], queryFn: () => answer(api.GET('/v1/admin/tax-packs')) });
export const differencesQuery = (pack: string, from: string, to: string) =>
  queryOptions({ queryKey: ['tax-packs', pack, from, to], queryFn: () => answer(api.GET('/v1/admin/tax-packs/{pack}/differences', { params: { path: { pack }, query: { from, to } } })), staleTime: Infinity });

/** Chooses a version at once or from a day on; null follows the newest that is active. */
export function useChooseVersion(pack: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: string | null; from: string | null; reason: string }) => answer(api.PUT('/v1/admin/tax-packs/{pack}/choice', { params: { path: { pack } }, body })),
    onSuccess: (saved) => queryClient.setQueryData(packsQuery.queryKey, saved),
  });
}

/** Takes the plan for another version back. */
export function useCancelPlan(pack: string) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: () => answer(api.DELETE('/v1/admin/tax-packs/{pack}/plan', { params: { path: { pack } } })), onSuccess: (saved) => queryClient.setQueryData(packsQuery.queryKey, saved) });
}

/** Holds a version against the sales of the last 30 days; the worker does it. */
export function useShadow(pack: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (version: string) => answer(api.POST('/v1/admin/tax-packs/{pack}/shadow-runs', { params: { path: { pack } }, body: { version } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: packsQuery.queryKey }),
  });
}
