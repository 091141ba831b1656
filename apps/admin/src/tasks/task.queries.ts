import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

export type DeadTask = components['schemas']['DeadTask'];

export const deadTasksQuery = infiniteQueryOptions({
  queryKey: ['dead-tasks'],
  queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/dead-tasks', { params: { query: pageParam ? { after: pageParam } : {} } })),
  ...cursor,
});

/** How much was given up, as far as one page counts. */
export const countDeadTasks = (): Promise<number> => answer(api.GET('/v1/admin/dead-tasks', { params: { query: { limit: 100 } } })).then((page) => page.data.length);

export function useRetryTask() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (task: DeadTask) => answer(api.POST('/v1/admin/dead-tasks/{task_id}/retry', { params: { path: { task_id: task.id } } })),
    // Also after a refusal: somebody else has tried it again, so the list is old.
    onSettled: () => Promise.all([['dead-tasks'], ['count', '/market/tasks']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
