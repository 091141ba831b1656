import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type Warehouse = components['schemas']['Warehouse'];
export type Rate = components['schemas']['ShippingRate'];
export type Vendor = components['schemas']['Vendor'];
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
/** What a vendor needs before the first sale, each ticked from the data itself. Who may not see a part is told by the vendor's own checklist. */
export const setupStepsQuery = (permissions: readonly string[]) =>
  queryOptions({
    queryKey: ['vendor', 'setup-steps', permissions],
    queryFn: async (): Promise<SetupStep[]> => {
      const may = (permission: string): boolean => permissions.includes(permission);
      const [me, warehouses, rates, live] = await Promise.all([
        answer(api.GET('/v1/vendor/me')), may('inventory.read') ? answer(api.GET('/v1/vendor/warehouses')) : null, may('shipping.read') ? answer(api.GET('/v1/vendor/shipping-rates')) : null,
        may('catalog.read') ? answer(api.GET('/v1/vendor/listings', { params: { query: { 'filter[status]': 'published', limit: 1 } } })) : null,
      ]);
      const isDone = (code: string): boolean => me.checklist.some((item) => item.code === code && item.done);
      return [
        { label: 'Application approved', done: isDone('approved'), to: '/vendor/setup' },
        { label: 'Address and trader data', done: isDone('trader_file'), to: '/vendor/setup' },
        { label: 'Payout account', done: isDone('payout_account'), to: '/vendor/setup' },
        ...(warehouses ? [{ label: 'A warehouse', done: warehouses.data.some((warehouse) => warehouse.active), to: '/vendor/setup' }] : []),
        ...(rates ? [{ label: 'Shipping rates', done: rates.data.some((rate) => rate.active), to: '/vendor/setup' }] : []),
        ...(live ? [{ label: 'A first listing in the shop', done: live.data.length > 0, to: '/vendor/listings' }] : []),
      ];
    },
  });

export function useOnboardPayouts() {
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/vendor/payout-account', { body: { return_url: `${window.location.origin}/vendor/setup` } })),
    onSuccess: ({ onboarding_url }) => window.location.assign(onboarding_url),
  });
}

export type NewWarehouse = { name: string; address: { line1: string; line2: string | null; city: string; postcode: string; region: string | null; country: string }; priority: number };
export function useOpenWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (body: NewWarehouse) => answer(api.POST('/v1/vendor/warehouses', { body })), onSuccess: refresh });
}
export function useChangeWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: ({ id, ...body }: { id: string; active?: boolean } & Partial<NewWarehouse>) => answer(api.PATCH('/v1/vendor/warehouses/{warehouse_id}', { params: { path: { warehouse_id: id } }, body })), onSuccess: refresh });
}
export function useCloseWarehouse() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (id: string) => answer(api.DELETE('/v1/vendor/warehouses/{warehouse_id}', { params: { path: { warehouse_id: id } } })), onSuccess: refresh });
}

export type NewRate = { name: Record<string, string>; carrier: string; price: { amount: number; currency: string }; countries: string[]; regions: string[]; handling_days: number; cutoff: string; transit_days: { min: number; max: number }; window: { from: string; to: string } | null; adult_signature: boolean; max_weight_grams: number | null };
export function useAddRate() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (body: NewRate) => answer(api.POST('/v1/vendor/shipping-rates', { body })), onSuccess: refresh });
}
export function useChangeRate() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: ({ id, ...body }: { id: string; active?: boolean } & Partial<NewRate>) => answer(api.PATCH('/v1/vendor/shipping-rates/{rate_id}', { params: { path: { rate_id: id } }, body })), onSuccess: refresh });
}
export function useDropRate() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: (id: string) => answer(api.DELETE('/v1/vendor/shipping-rates/{rate_id}', { params: { path: { rate_id: id } } })), onSuccess: refresh });
}

type ProfileChange = { version: number } & Pick<Vendor, 'name' | 'email' | 'phone' | 'register_number' | 'vat_id' | 'about' | 'registrations'>;
/** Refused with 412 when somebody changed it since `version` was read. */
export function useChangeProfile() {
  const refresh = useRefreshSetup();
  return useMutation({ mutationFn: ({ version, ...body }: ProfileChange) => answer(api.PATCH('/v1/vendor/profile', { params: { header: { 'If-Match': `"${version}"` } }, body })), onSettled: refresh });
}

function useRefreshSetup() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['vendor'] });
}
