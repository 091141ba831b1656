import { answer } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export const accessPointQuery = queryOptions({ queryKey: ['access point'], queryFn: () => answer(api.GET('/v1/admin/access-point')) });

/** Brings the key of the marketplace's own account; null uses the deployment's again. */
export function useAccessPointKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: string | null) => (key === null ? answer(api.DELETE('/v1/admin/access-point')) : answer(api.PUT('/v1/admin/access-point', { body: { key } }))),
    onSuccess: (accessPoint) => queryClient.setQueryData(accessPointQuery.queryKey, accessPoint),
  });
}
