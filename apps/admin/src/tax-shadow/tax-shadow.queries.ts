import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

type Schemas = components['schemas'];
export type ShadowRun = Schemas['TaxShadowRun'];
export type ShadowRunWithSums = Schemas['TaxShadowRunWithSums'];
export type ShadowDifference = Schemas['TaxShadowDifference'];
export type ShadowSum = ShadowRunWithSums['sums'][number];

const LOOK_AGAIN_MS = 1_000;
const at = (id: string) => ({ params: { path: { run_id: id } } });

export const runsQuery = queryOptions({
  queryKey: ['tax-shadow-runs'], queryFn: () => answer(api.GET('/v1/admin/tax-shadow-runs')),
  refetchInterval: (query) => (query.state.data?.data.some(({ state }) => state === 'running') ? 3 * LOOK_AGAIN_MS : false),
});
export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['tax-shadow-run', id], queryFn: () => answer(api.GET('/v1/admin/tax-shadow-runs/{run_id}', at(id))), refetchInterval: (query) => (query.state.data?.state === 'running' ? LOOK_AGAIN_MS : false) });
/** What a run found so far is asked for anew when it has gone on. */
export const differencesQuery = (id: string, found: number) =>
  infiniteQueryOptions({
    queryKey: ['tax-shadow-run', id, 'differences', found],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/tax-shadow-runs/{run_id}/differences', { params: { path: { run_id: id }, query: pageParam ? { after: pageParam } : {} } })),
    ...cursor,
  });

/** Hands a new version in; the worker does the rest. */
export function useStartRun() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (pack: string) => answer(api.POST('/v1/admin/tax-shadow-runs', { body: { pack } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runsQuery.queryKey }),
  });
}
