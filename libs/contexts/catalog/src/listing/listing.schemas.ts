import { z } from 'zod';
import { currencies, moneySchema } from '@stoa/platform/money';
import { newId } from '@stoa/platform/ids';
import { wireId } from '@stoa/platform/typeid';
import type { ListingId, ListingVersionId, VariantId, VendorId } from '@stoa/events/catalog';
import { categoryId } from '../category/category.schemas.js';
import { mediaId } from '../media/media.schemas.js';
import type { Goods } from './judge.js';
import type { ListingContent } from './listing.js';

export const listingId = wireId<ListingId, 'lst'>('lst');
export const listingVersionId = wireId<ListingVersionId, 'lsv'>('lsv');
export const variantId = wireId<VariantId, 'var'>('var');
export const vendorId = wireId<VendorId, 'ven'>('ven');

const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/, 'Small letters, digits and dashes.');
const localized = (max: number) => z.record(z.string().regex(/^[a-z]{2}$/, 'A language of two letters, as in de.'), z.string().trim().max(max));
const price = moneySchema.refine((value) => value.amount >= 0 && value.currency in currencies, 'A price of a known currency, not negative.');
const party = z.strictObject({ name: z.string().trim().min(1).max(200), address: z.string().trim().min(1).max(400), email: z.email().max(254), country: z.string().regex(/^[A-Z]{2}$/) });
const answer = z.union([z.string().trim().max(2_000), z.number(), z.boolean(), z.array(z.string().max(60)).max(40)]);

const variantBody = z.strictObject({
  id: variantId.optional().meta({ description: 'Of a variant that exists; left out, a new one is made.' }),
  sku: z.string().trim().min(1).max(60), gtin: z.string().trim().regex(/^\d{8,14}$/, 'Digits only.').nullable().default(null), options: z.record(code, code).default({}),
  prices: z.array(price).max(20), weight_grams: z.int().min(0).max(1_000_000).default(0),
});
const fields = {
  title: localized(120), description: localized(10_000), category_id: categoryId.nullable(), tax_category: z.string().regex(/^goods(\.[a-z_]+)*$/).nullable(),
  attributes: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,60}$/), answer),
  media: z.array(z.strictObject({ id: mediaId, alt: localized(300) })).max(20),
  options: z.array(z.strictObject({
    code, names: localized(60), values: z.array(z.strictObject({ code, names: localized(60), swatch: z.string().regex(/^#[0-9a-f]{6}$/).nullable().default(null) })).min(1).max(60),
  })).max(3),
  variants: z.array(variantBody).max(200), made_by_vendor: z.boolean(), manufacturer: party.nullable(), responsible_person: party.nullable(), warnings: localized(2_000), excluded_markets: z.array(z.string().max(20)).max(40),
};

export const createListingBody = z.strictObject({
  title: fields.title.refine((titles) => Object.values(titles).some((text) => text !== ''), 'Give it a title in one language at least.'),
  description: fields.description.default({}), category_id: fields.category_id.default(null), tax_category: fields.tax_category.default(null), attributes: fields.attributes.default({}), media: fields.media.default([]),
  options: fields.options.default([]), variants: fields.variants.default([]), made_by_vendor: z.boolean().default(false), manufacturer: fields.manufacturer.default(null),
  responsible_person: fields.responsible_person.default(null), warnings: fields.warnings.default({}), excluded_markets: fields.excluded_markets.default([]),
});
export const editListingBody = z.strictObject(fields).partial();

/** Goods as the rules read them, described on a page and not saved yet. */
export const goodsBody = z.strictObject({
  category_id: fields.category_id, tax_category: fields.tax_category, attributes: fields.attributes, pictures: z.int().min(0).max(20), made_by_vendor: fields.made_by_vendor, manufacturer: fields.manufacturer,
  responsible_person: fields.responsible_person, excluded_markets: fields.excluded_markets,
});
export const toGoods = (body: z.output<typeof goodsBody>): Goods => ({
  categoryId: body.category_id, taxCategory: body.tax_category, attributes: body.attributes, pictures: body.pictures, madeByVendor: body.made_by_vendor, manufacturer: body.manufacturer,
  responsiblePerson: body.responsible_person, excludedMarkets: body.excluded_markets,
});

/** What came over the wire as content of the domain; fields that were left out stay out. Variants without an id are new. */
export function toContent(body: z.output<typeof editListingBody>): Partial<ListingContent> {
  const all = {
    title: body.title, description: body.description, categoryId: body.category_id, taxCategory: body.tax_category, attributes: body.attributes,
    media: body.media?.map((picture) => ({ mediaId: picture.id, alt: picture.alt })), options: body.options, madeByVendor: body.made_by_vendor, manufacturer: body.manufacturer,
    responsiblePerson: body.responsible_person, warnings: body.warnings, excludedMarkets: body.excluded_markets,
    variants: body.variants?.map((variant) => ({
      id: variant.id ?? newId<VariantId>(), sku: variant.sku, gtin: variant.gtin, options: variant.options, weightGrams: variant.weight_grams,
      prices: variant.prices.map(({ amount, currency }) => ({ currency, minor: BigInt(amount) })),
    })),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
