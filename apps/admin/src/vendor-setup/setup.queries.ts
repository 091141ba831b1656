import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type Warehouse = components['schemas']['Warehouse'];
export type PayoutAccount = components['schemas']['PayoutAccount'];

export const warehousesQuery = queryOptions({ queryKey: ['vendor', 'warehouses'], queryFn: () => answer(api.GET('/v1/vendor/warehouses')) });
export const ratesQuery = queryOptions({ queryKey: ['vendor', 'rates'], queryFn: () => answer(api.GET('/v1/vendor/shipping-rates')) });
/** Looked at again while the payment company is at work. */
export const payoutAccountQuery = queryOptions({
  queryKey: ['vendor', 'payout-account'],
  queryFn: () => answer(api.GET('/v1/vendor/payout-account')),
  refetchInterval: (query) => (['created', 'onboarding', 'pending_verification'].includes(query.state.data?.status ?? '') ? 2_000 : false),
});

export type SetupStep = { label: string; done: boolean; to: string };
/** What a vendor needs before the first sale, each ticked from the data itself. */
export const setupStepsQuery = queryOptions({
  queryKey: ['vendor', 'setup-steps'],
  queryFn: async (): Promise<SetupStep[]> => {
    const [me, account, warehouses, rates] = await Promise.all([answer(api.GET('/v1/vendor/me')), answer(api.GET('/v1/vendor/payout-account')), answer(api.GET('/v1/vendor/warehouses')), answer(api.GET('/v1/vendor/shipping-rates'))]);
    const isDone = (code: string): boolean => me.checklist.some((item) => item.code === code && item.done);
    return [
      { label: 'Application approved', done: isDone('approved'), to: '/vendor/setup' },
      { label: 'Address and trader data', done: isDone('trader_file'), to: '/vendor/setup' },
      { label: 'Payout account', done: account.can_receive, to: '/vendor/setup' },
      { label: 'A warehouse', done: warehouses.data.some((w) => w.active), to: '/vendor/setup' },
      { label: 'Shipping rates', done: rates.data.some((r) => r.active), to: '/vendor/setup' },
    ];
  },
});

export function useOnboardPayouts() {
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/vendor/payout-account', { body: { return_url: `${window.location.origin}/vendor/setup` } })),
    onSuccess: ({ onboarding_url }) => window.location.assign(onboarding_url),
  });
}

export type NewWarehouse = { name: string; address: { line1: string; city: string; postcode: string; region: string | null; country: string }; priority: number };
export function useOpenWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (body: NewWarehouse) => answer(api.POST('/v1/vendor/warehouses', { body })), onSuccess: refresh });
}
export function useChangeWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: ({ id, priority }: { id: string; priority: number }) => answer(api.PATCH('/v1/vendor/warehouses/{warehouse_id}', { params: { path: { warehouse_id: id } }, body: { priority } })), onSuccess: refresh });
}
export function useCloseWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (id: string) => answer(api.DELETE('/v1/vendor/warehouses/{warehouse_id}', { params: { path: { warehouse_id: id } } })), onSuccess: refresh });
}

export type NewRate = { name: Record<string, string>; carrier: string; price: { amount: number; currency: string }; countries: string[]; regions: string[]; transit_days: { min: number; max: number }; window: { from: string; to: string } | null; adult_signature: boolean };
export function useAddRate() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (body: NewRate) => answer(api.POST('/v1/vendor/shipping-rates', { body })), onSuccess: refresh });
}
export function useDropRate() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (id: string) => answer(api.DELETE('/v1/vendor/shipping-rates/{rate_id}', { params: { path: { rate_id: id } } })), onSuccess: refresh });
}

function useRefreshSetup() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['vendor'] });
}
