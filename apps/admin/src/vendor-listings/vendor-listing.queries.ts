import { answer, ApiProblem, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';
import type { Answer, Listing, ListingBody, Party } from './listing-draft.js';

export type ListingLine = components['schemas']['ListingLine'];
export type StockLevel = components['schemas']['StockLevel'];
export type Market = components['schemas']['Market'];
export type Picture = components['schemas']['Picture'];

export const vendorListingsQuery = (status: Listing['status'] | null, text = '') =>
  infiniteQueryOptions({
    queryKey: ['vendor-listings', status, text],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/listings', { params: { query: { ...(status && { 'filter[status]': status }), ...(text && { q: text }), ...(pageParam && { after: pageParam }) } } })),
    ...cursor,
  });

export const listingQuery = (id: string) => queryOptions({ queryKey: ['vendor-listing', id], queryFn: () => answer(api.GET('/v1/vendor/listings/{listing_id}', { params: { path: { listing_id: id } } })) });
export const stockQuery = (id: string) => queryOptions({ queryKey: ['vendor-stock', id], queryFn: async () => (await answer(api.GET('/v1/vendor/stock', { params: { query: { listing_id: id } } }))).data });
export const categoriesQuery = queryOptions({ queryKey: ['vendor', 'categories'], staleTime: 300_000, queryFn: async () => (await answer(api.GET('/v1/vendor/categories'))).data });

export const createListing = (body: ListingBody): Promise<Listing> => answer(api.POST('/v1/vendor/listings', { body }));
/** Refused with 412 when somebody saved another version since `from`. */
export const changeListing = (from: Listing, changes: Partial<ListingBody>): Promise<Listing> =>
  answer(api.PATCH('/v1/vendor/listings/{listing_id}', { params: { path: { listing_id: from.id }, header: { 'If-Match': `"${from.version}"` } }, body: changes }));
export const submitListing = (id: string): Promise<Listing> => answer(api.PUT('/v1/vendor/listings/{listing_id}/submission', { params: { path: { listing_id: id } } }));
export const unlistListing = (id: string): Promise<Listing> => answer(api.DELETE('/v1/vendor/listings/{listing_id}/publication', { params: { path: { listing_id: id } } }));
/** Inventory's own: how many pieces lie where, beside and not inside the listing's versions. */
export const setStock = async (levels: { variant_id: string; warehouse_id: string; on_hand: number }[]): Promise<StockLevel[]> => (await answer(api.PUT('/v1/vendor/stock', { body: { levels } }))).data;
/** The bytes go as they are; the API draws the picture anew and drops what the camera wrote into it. */
export const uploadPicture = (file: File): Promise<Picture> =>
  answer(api.POST('/v1/vendor/media', { body: file as unknown as string, bodySerializer: (body: unknown) => body as BodyInit, headers: { 'Content-Type': file.type || 'application/octet-stream' } }));

export const isConflict = (error: unknown): boolean => error instanceof ApiProblem && error.problem.status === 412;

export type VerdictFacts = { category_id: string | null; tax_category: string | null; attributes: Record<string, Answer>; pictures: number; made_by_vendor: boolean; manufacturer: Party | null; responsible_person: Party | null; excluded_markets: string[] };
/** What the rule packs would say of goods like these; nothing is kept. */
export const verdictQuery = (facts: VerdictFacts) => queryOptions({ queryKey: ['vendor-verdict', facts], staleTime: 60_000, queryFn: async () => (await answer(api.POST('/v1/vendor/listing-verdicts', { body: facts }))).judgement });
