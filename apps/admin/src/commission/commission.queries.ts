import { answer, answerWithEtag, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type CommissionPlan = components['schemas']['CommissionPlan'];
/** What the API takes as the next version: basis points, 100 are 1 %. */
export type PlanBody = { default_bp: number; rules: Omit<CommissionPlan['rules'][number], 'name'>[] };

export const planQuery = queryOptions({ queryKey: ['commission-plan'], queryFn: () => answerWithEtag(api.GET('/v1/admin/commission-plan')) });
export const sellersQuery = queryOptions({ queryKey: ['vendors', 'to choose from'], queryFn: () => answer(api.GET('/v1/admin/vendors', { params: { query: { limit: 100 } } })) });

/** Sets the next version; the API refuses it when somebody else set one meanwhile. */
export function useSetPlan() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, etag }: { body: PlanBody; etag: string }) => answerWithEtag(api.PUT('/v1/admin/commission-plan', { body, params: { header: { 'If-Match': etag } } })),
    onSuccess: (answered) => {
      queryClient.setQueryData(planQuery.queryKey, answered);
      return queryClient.invalidateQueries({ queryKey: ['audit'] });
    },
  });
}
