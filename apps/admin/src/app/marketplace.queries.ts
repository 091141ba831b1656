import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './auth.js';
import { useMay } from './session.js';

export type Category = components['schemas']['Category'];

/** The tree of categories with what each asks of its listings. It changes rarely. */
export const categoriesQuery = queryOptions({ queryKey: ['categories'], queryFn: () => answer(api.GET('/v1/admin/categories')), staleTime: 300_000 });
const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: () => answer(api.GET('/v1/admin/settings')), staleTime: 300_000 });

/** What the marketplace calls its markets: "Deutschland" for `de`. Until it is known, and for who may not read it, the code. */
export function useMarketName(): (code: string) => string {
  const settings = useQuery({ ...settingsQuery, enabled: useMay('tenancy.read') });
  const names = new Map(settings.data?.markets.map((market) => [market.code, market.name]));
  return (code) => names.get(code) ?? code.toUpperCase();
}
