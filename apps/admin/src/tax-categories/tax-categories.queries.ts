import { answer, type components, type paths } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type ShelfTaxCategory = components['schemas']['ShelfTaxCategory'];
type Path = paths['/v1/admin/tax-categories'];
export type TaxCategories = Path['get']['responses'][200]['content']['application/json'];
export type KnownCategory = TaxCategories['known'][number];
type Body = NonNullable<Path['put']['requestBody']>['content']['application/json'];

export const taxCategoriesQuery = queryOptions({ queryKey: ['tax-categories'], queryFn: () => answer(api.GET('/v1/admin/tax-categories')) });

/** Says what the goods of a shelf are for tax law, from a day on. */
export function useMapCategory() {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: (body: Body) => answer(api.PUT('/v1/admin/tax-categories', { body })), onSuccess: (saved) => queryClient.setQueryData(taxCategoriesQuery.queryKey, saved) });
}
