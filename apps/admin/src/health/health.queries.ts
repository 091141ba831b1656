import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

export type Health = components['schemas']['Health'];
export type Invariant = Health['invariants'][number];
export type DeadTask = components['schemas']['ReportedTask'];

/** Of the whole deployment, or of one marketplace. */
export const healthQuery = (tenant: string | null) =>
  queryOptions({ queryKey: ['health', tenant], queryFn: () => answer(api.GET('/v1/operator/health', { params: { query: tenant ? { tenant_id: tenant } : {} } })), refetchInterval: 10_000 });

export const deadTasksQuery = infiniteQueryOptions({
  queryKey: ['dead-tasks'],
  queryFn: ({ pageParam }) => answer(api.GET('/v1/operator/dead-tasks', { params: { query: pageParam ? { after: pageParam } : {} } })),
  ...cursor,
  refetchInterval: 10_000,
});

/** For the rail: how much was given up and waits for somebody. */
export const countReportedTasks = async (): Promise<number> => (await answer(api.GET('/v1/operator/health', { params: { query: {} } }))).tasks.dead;

export function useCheckNow(tenant: string | null) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/operator/health/check', { params: { query: tenant ? { tenant_id: tenant } : {} } })),
    onSuccess: (health) => {
      queryClient.setQueryData(healthQuery(tenant).queryKey, health);
      return queryClient.invalidateQueries({ queryKey: ['dead-tasks'] });
    },
  });
}

/** Puts given-up work back; several one after the other, so that what one refuses stops the rest and is told. */
export function useRetryTasks() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await answer(api.POST('/v1/operator/dead-tasks/{task_id}/retry', { params: { path: { task_id: id } } }));
    },
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['dead-tasks'] }), queryClient.invalidateQueries({ queryKey: ['health'] }), queryClient.invalidateQueries({ queryKey: ['count'] })]),
  });
}
