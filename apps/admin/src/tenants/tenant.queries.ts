import { answer, type components, type paths } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type TenantLine = components['schemas']['TenantLine'];
export type Tenant = components['schemas']['Tenant'];
export type TenantStatus = TenantLine['status'];

export const tenantsQuery = (status: TenantStatus | null) =>
  infiniteQueryOptions({
    queryKey: ['tenants', status],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/operator/tenants', { params: { query: { ...(status && { 'filter[status]': status }), ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some((tenant) => tenant.status === 'provisioning')) ? 1_500 : false),
  });

/** Watched live while parts are still at work. */
export const tenantQuery = (id: string) =>
  queryOptions({
    queryKey: ['tenant', id],
    queryFn: () => answer(api.GET('/v1/operator/tenants/{tenant_id}', { params: { path: { tenant_id: id } } })),
    refetchInterval: (query) => (query.state.data?.status === 'provisioning' ? 700 : false),
  });

export const plansQuery = queryOptions({ queryKey: ['plans'], queryFn: () => answer(api.GET('/v1/operator/plans')) });

export type Plan = components['schemas']['Plan'];
export const rulePacksQuery = queryOptions({ queryKey: ['rule-packs'], queryFn: () => answer(api.GET('/v1/operator/rule-packs')), staleTime: Infinity });

export type NewTenant = paths['/v1/operator/tenants']['post']['requestBody']['content']['application/json'];

export function useCreateTenant() {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: (body: NewTenant) => answer(api.POST('/v1/operator/tenants', { body })), onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tenants'] }) });
}

export function useSuspension(id: string) {
  const queryClient = useQueryClient();
  const path = { tenant_id: id };
  return useMutation({
    mutationFn: (reason: string | null) => reason === null
      ? answer(api.DELETE('/v1/operator/tenants/{tenant_id}/suspension', { params: { path } }))
      : answer(api.PUT('/v1/operator/tenants/{tenant_id}/suspension', { params: { path }, body: { reason } })),
    onSuccess: (tenant) => { queryClient.setQueryData(tenantQuery(id).queryKey, tenant); return queryClient.invalidateQueries({ queryKey: ['tenants'] }); },
  });
}

export function useRetryPart(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (part: Tenant['parts'][number]['part']) => answer(api.POST('/v1/operator/tenants/{tenant_id}/parts/{part}/retry', { params: { path: { tenant_id: id, part: part as never } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tenantQuery(id).queryKey }),
  });
}

export function useVerifyDomain(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (domainId: string) => answer(api.PUT('/v1/operator/tenants/{tenant_id}/domains/{domain_id}/verification', { params: { path: { tenant_id: id, domain_id: domainId } } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: tenantQuery(id).queryKey }), queryClient.invalidateQueries({ queryKey: ['tenants'] })]),
  });
}
