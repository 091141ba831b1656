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
  const states = (query.state.data?.refunds ?? []).filter((refund) => refund.way === 'gateway').map((refund) => refund.state);
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

export type SentBack = { amount: Schemas['Money']; sent_on: string; reference: string };

/** Says that the money of a refund went out by bank transfer. Pressed twice with the same words it is said once. */
export function useSentBack(refund: Refund) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SentBack) => answer(api.POST('/v1/admin/orders/{order_group_id}/refunds/{refund_id}/bank-transfer', {
      params: { path: { order_group_id: refund.order_group_id, refund_id: refund.id }, header: { 'Idempotency-Key': `${refund.id}:${body.sent_on}:${body.amount.amount}` } }, body,
    })),
    onSuccess: () => Promise.all([...affected(refund.order_group_id), ['count', '/market/refunds-to-send']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

export function useCallOff(refund: Refund) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => answer(api.POST('/v1/admin/orders/{order_group_id}/refunds/{refund_id}/calling-off', { params: { path: { order_group_id: refund.order_group_id, refund_id: refund.id } }, body: { reason } })),
    onSuccess: () => Promise.all([...affected(refund.order_group_id), ['count', '/market/refunds-to-send']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

/** Refunds that somebody has to send by bank transfer, as far as one page counts. */
export const refundsToSendQuery = queryOptions({ queryKey: ['count', '/market/refunds-to-send'], queryFn: () => answer(api.GET('/v1/admin/refunds-to-send', { params: { query: { limit: 100 } } })).then((page) => page.data) });

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
