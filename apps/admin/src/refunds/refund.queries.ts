import { answer, type components } from '@stoa/web-api-client';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

type Schemas = components['schemas'];
export type Refunds = Schemas['Refunds'];
export type Refundable = Refunds['refundable'][number];
export type Refund = Schemas['Refund'];
export type RefundPreview = Schemas['RefundPreview'];
export type RefundPolicy = Schemas['RefundPolicy'];
export type VendorMoney = Schemas['VendorMoney'];
export type OrderGroup = Schemas['OrderGroup'];
/** What is to be given back, as the API takes it. */
export type Wish = { lines: { line_id: string; quantity: number; restock: boolean }[]; shipping: { consignment_id: string; amount: number | null }[]; goodwill: { order_id: string; amount: number } | null };
export type Decision = Wish & { reason: Refund['reason']; note: string | null; expected_amount: Schemas['Money'] };

const path = (id: string) => ({ params: { path: { order_group_id: id } } });

/** What was refunded and what can be. While one is on its way, its news come by themselves. */
export const refundsQuery = (id: string) =>
  queryOptions({ queryKey: ['refunds', id], queryFn: () => answer(api.GET('/v1/admin/orders/{order_group_id}/refunds', path(id))), refetchInterval: untilSettled });

const untilSettled = (query: { state: { data?: Refunds } }): number | false => {
  const states = (query.state.data?.refunds ?? []).map((refund) => refund.state);
  if (states.includes('decided')) return 1_500;
  return states.includes('pending') ? 15_000 : false;
};

/** Where the vendors' money lies. While something was asked back from an account and has not come, its news come by themselves. */
export const vendorMoneyQuery = (id: string) => queryOptions({ queryKey: ['vendor-money', id], queryFn: () => answer(api.GET('/v1/admin/orders/{order_group_id}/vendor-money', path(id))), refetchInterval: untilCameBack });

const untilCameBack = (query: { state: { data?: VendorMoney } }): number | false => ((query.state.data?.taken ?? []).some((one) => !one.given_back && one.came_back.amount < one.asked_back.amount) ? 3_000 : false);

/** Who would get and pay what. The last answer stays while the next is reckoned, so that nothing jumps. */
export const previewQuery = (id: string, wish: Wish) =>
  queryOptions({
    queryKey: ['refund-preview', id, wish], queryFn: () => answer(api.POST('/v1/admin/orders/{order_group_id}/refunds/preview', { ...path(id), body: wish })),
    placeholderData: keepPreviousData, retry: false, staleTime: 0, gcTime: 0,
  });

/** Decides a refund. The key belongs to the decision: a repeated press is the same refund, however often the line was cut. */
export function useRefund(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ key, decision }: { key: string; decision: Decision }) => answer(api.POST('/v1/admin/orders/{order_group_id}/refunds', { params: { path: { order_group_id: id }, header: { 'Idempotency-Key': key } }, body: decision })),
    onSuccess: () => Promise.all(affected(id).map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

/** What a refund changes on the screens of staff. */
export const affected = (id: string): string[][] => [['refunds', id], ['vendor-money', id], ['order', id], ['money', id], ['orders'], ['audit']];

export const policyQuery = queryOptions({ queryKey: ['refund-policy'], queryFn: () => answer(api.GET('/v1/admin/refund-policy')) });

export function useSetPolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (policy: RefundPolicy) => answer(api.PUT('/v1/admin/refund-policy', { body: policy })),
    onSuccess: (saved) => {
      queryClient.setQueryData(policyQuery.queryKey, saved);
      return queryClient.invalidateQueries({ queryKey: ['audit'] });
    },
  });
}
