import type { ListingId } from '@stoa/events/catalog';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { money } from '@stoa/platform/money';
import type { Card, Facet, ListingState, SearchDocument } from './document.js';

const STOCK = { sold_out: 0, low: 1, in_stock: 2 } as const;
/** The card as the index keeps it: JSON, with the price in minor units as text so that no digit is lost. */
export type StoredCard = Omit<Card, 'price'> & { readonly price_minor: string; readonly currency: string; readonly facets?: readonly Facet[] };

/** A number for the state that is read next: whoever draws later has seen at least as much. */
export async function drawVersion(ctx: TxCtx): Promise<bigint> {
  const { rows } = await ctx.tx.raw<{ rows: { version: bigint }[] }>(`select nextval('search.version_seq') as version`);
  const version = rows[0]?.version;
  invariant(version !== undefined, 'a sequence answers');
  return version;
}

/** Replaces what is known of a listing; false when a newer state is known already. */
export async function putListingState(ctx: TxCtx, state: ListingState): Promise<boolean> {
  const documents = JSON.stringify(state.documents.map(toRow));
  const { rows } = await ctx.tx.raw<{ rows: { taken: boolean }[] }>('select search.put(?, ?, ?, ?::jsonb) as taken', [ctx.tenantId, state.listingId, String(state.version), documents]);
  return rows[0]?.taken ?? false;
}

/** Every listing that was ever written, with the version of what is known of it, in the order of their ids. */
export async function listKnownVersions(ctx: TxCtx, after: ListingId | null, limit: number): Promise<{ listingId: ListingId; version: bigint }[]> {
  const { rows } = await ctx.tx.raw<{ rows: { listing_id: ListingId; version: bigint }[] }>('select listing_id, version from search.known(?, ?, ?)', [ctx.tenantId, after, limit]);
  return rows.map(({ listing_id: listingId, version }) => ({ listingId, version }));
}

/** The card as any index keeps it. */
export function toStoredCard(document: SearchDocument): StoredCard {
  const { price, ...card } = document.card;
  return { ...card, price_minor: String(price.minor), currency: price.currency, facets: document.facets };
}

/** The card as shoppers see it. */
export const toCard = ({ price_minor, currency, facets: _facets, ...card }: StoredCard): Card => ({ ...card, price: money(BigInt(price_minor), currency) });

function toRow(document: SearchDocument): Record<string, unknown> {
  const { price } = document.card;
  return {
    market: document.market, locale: document.locale, title: document.card.title, keywords: document.keywords, body: document.body,
    vendor_handle: document.card.vendor.handle, category_handles: document.categories.map((c) => c.handle), category_names: document.categories.map((c) => c.name),
    price_minor: String(price.minor), stock: STOCK[document.card.stock], published_at: document.publishedAt.toISOString(),
    attribute_keys: document.facets.flatMap((facet) => facet.values.map(({ value }) => `${facet.code}=${value}`)), card: toStoredCard(document),
  };
}
