import { z } from 'zod';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import type { TenantId } from '@stoa/platform/context';
import type { MediaId } from '@stoa/events/catalog';
import type { Vendor } from '@stoa/vendors';
import { categoryId } from '../category/category.schemas.js';
import { attributesOf, type Category } from '../category/category.js';
import type { Media } from '../media/media.js';
import { mediaId, pictureUrl, pictureView, toPictureView } from '../media/media.schemas.js';
import type { Judgement } from './judgement.js';
import { gapsIn, optionText, type Listing, type ListingContent } from './listing.js';
import type { ListingLine } from './list-listings.query.js';
import { listingId, listingVersionId, variantId, vendorId } from './listing.schemas.js';
import type { ListingVersion } from './version.repository.js';

const localized = z.record(z.string(), z.string());
const status = z.enum(['draft', 'submitted', 'refused', 'published', 'unlisted']);
const party = z.object({ name: z.string(), address: z.string(), email: z.string(), country: z.string() });
const refusal = z.object({ market: z.string(), place: z.string(), rule: z.string(), cite: z.string(), message: z.string(), what_to_do: z.string() });
const gate = z.object({ place: z.string(), kind: z.string(), params: z.record(z.string(), z.unknown()), rule: z.string(), cite: z.string(), words: localized });

export const judgementView = z.array(z.object({ market: z.string(), outcome: z.enum(['allowed', 'refused', 'excluded']), refusals: z.array(refusal), gates: z.array(gate) })).meta({ id: 'ListingJudgement' });

export const toJudgementView = (judgement: Judgement): z.input<typeof judgementView> =>
  Object.entries(judgement.markets).map(([market, { outcome, refusals, gates }]) => ({
    market, outcome, refusals: refusals.map((each) => ({ ...each })), gates: gates.map((each) => ({ place: each.market, kind: each.kind, params: { ...each.params }, rule: each.rule, cite: each.cite, words: { ...each.words } })),
  }));

export const listingView = z.object({
  id: listingId.wire, handle: z.string(), status, is_live: z.boolean(), live_version: z.object({ id: listingVersionId.wire, number: z.int() }).nullable(), version_number: z.int(),
  vendor: z.object({ id: vendorId.wire, name: z.string(), mark_colour: z.string() }),
  title: localized, description: localized, category: z.object({ id: categoryId.wire, path: z.string(), names: localized }).nullable(), tax_category: z.string().nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])), media: z.array(pictureView.extend({ alt: localized })),
  options: z.array(z.object({ code: z.string(), names: localized, values: z.array(z.object({ code: z.string(), names: localized, swatch: z.string().nullable() })) })),
  variants: z.array(z.object({ id: variantId.wire, sku: z.string(), gtin: z.string().nullable(), options: localized, option_text: localized, prices: z.array(moneySchema), weight_grams: z.int() })),
  made_by_vendor: z.boolean(), manufacturer: party.nullable(), responsible_person: party.nullable(), warnings: localized, excluded_markets: z.array(z.string()), gaps: z.array(z.string()), refusal_reason: z.string().nullable(),
  judgement: judgementView, versions: z.array(z.object({ id: listingVersionId.wire, number: z.int(), published_at: z.iso.datetime() })),
  submitted_at: z.iso.datetime().nullable(), published_at: z.iso.datetime().nullable(), created_at: z.iso.datetime(), updated_at: z.iso.datetime(), version: z.int(),
}).meta({ id: 'Listing' });

/** All that a page about one listing needs beside the listing. */
export type ListingAround = { tenantId: TenantId; vendor: Vendor; categories: readonly Category[]; media: ReadonlyMap<MediaId, Media>; versions: readonly ListingVersion[]; judgement: Judgement };

export function toListingView(l: Listing, around: ListingAround): z.input<typeof listingView> {
  const { content: c } = l;
  const category = around.categories.find((each) => each.id === c.categoryId) ?? null;
  const live = around.versions.find((version) => version.id === l.liveVersionId);
  return {
    id: listingId.toWire(l.id), handle: l.handle, status: l.status, is_live: l.liveVersionId !== null, live_version: live ? { id: listingVersionId.toWire(live.id), number: live.number } : null, version_number: l.versionNumber,
    vendor: { id: vendorId.toWire(l.vendorId), name: around.vendor.name, mark_colour: around.vendor.markColour },
    title: { ...c.title }, description: { ...c.description }, category: category && { id: categoryId.toWire(category.id), path: category.path, names: { ...category.names } }, tax_category: c.taxCategory ?? category?.taxCategory ?? null,
    attributes: Object.fromEntries(Object.entries(c.attributes).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value])),
    media: c.media.flatMap((picture) => {
      const kept = around.media.get(picture.mediaId);
      return kept ? [{ ...toPictureView(around.tenantId, kept), alt: { ...picture.alt } }] : [];
    }),
    options: c.options.map((option) => ({ code: option.code, names: { ...option.names }, values: option.values.map((value) => ({ ...value, names: { ...value.names } })) })),
    variants: c.variants.map((variant) => ({
      id: variantId.toWire(variant.id), sku: variant.sku, gtin: variant.gtin, options: { ...variant.options }, option_text: optionText(c.options, variant),
      prices: variant.prices.map((each) => moneyView(money(each.minor, each.currency))), weight_grams: variant.weightGrams,
    })),
    made_by_vendor: c.madeByVendor, manufacturer: c.manufacturer, responsible_person: c.responsiblePerson, warnings: { ...c.warnings }, excluded_markets: [...c.excludedMarkets],
    gaps: gapsIn(c, category ? attributesOf(around.categories, category.path) : []), refusal_reason: l.refusalReason, judgement: toJudgementView(around.judgement),
    versions: around.versions.map((version) => ({ id: listingVersionId.toWire(version.id), number: version.number, published_at: version.publishedAt.toISOString() })),
    submitted_at: l.submittedAt?.toISOString() ?? null, published_at: l.publishedAt?.toISOString() ?? null, created_at: l.createdAt.toISOString(), updated_at: l.updatedAt.toISOString(), version: l.version,
  };
}

export const listingLineView = z.object({
  id: listingId.wire, handle: z.string(), status, is_live: z.boolean(), title: localized, category: z.object({ path: z.string(), names: localized }).nullable(), vendor: z.object({ id: vendorId.wire, name: z.string() }),
  variants: z.int(), price_from: moneySchema.nullable(), picture: z.object({ id: mediaId.wire, url: z.string(), alt: localized }).nullable(), version: z.int(), submitted_at: z.iso.datetime().nullable(), updated_at: z.iso.datetime(),
  refusal_reason: z.string().nullable(),
}).meta({ id: 'ListingLine' });

export function toListingLineView(tenantId: TenantId, l: ListingLine, vendorName: string): z.input<typeof listingLineView> {
  const [picture] = l.content.media;
  return {
    id: listingId.toWire(l.id), handle: l.handle, status: l.status, is_live: l.isLive, title: { ...l.content.title }, category: l.category, vendor: { id: vendorId.toWire(l.vendorId), name: vendorName },
    variants: l.content.variants.length, price_from: lowest(l.content), picture: picture ? { id: mediaId.toWire(picture.mediaId), url: pictureUrl(tenantId, picture.mediaId, 160), alt: { ...picture.alt } } : null,
    version: l.version, submitted_at: l.submittedAt?.toISOString() ?? null, updated_at: l.updatedAt.toISOString(), refusal_reason: l.refusalReason,
  };
}

/** The lowest price in the currency that most variants name. */
function lowest(content: ListingContent) {
  const prices = content.variants.flatMap((variant) => variant.prices.slice(0, 1));
  const same = prices.filter((each) => each.currency === prices[0]?.currency);
  return same.length === 0 ? null : moneyView(money(same.reduce((least, each) => (each.minor < least ? each.minor : least), same[0]!.minor), same[0]!.currency));
}

export const changeView = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });

/** What a draft changes of the version that is live, field by field; everything when none is. */
export function changesOf(live: z.input<typeof listingView> | null, draft: z.input<typeof listingView>): z.input<typeof changeView>[] {
  const shown = ['title', 'description', 'category', 'tax_category', 'attributes', 'media', 'options', 'variants', 'made_by_vendor', 'manufacturer', 'responsible_person', 'warnings', 'excluded_markets'] as const;
  return shown.filter((field) => JSON.stringify(live?.[field] ?? null) !== JSON.stringify(draft[field])).map((field) => ({ field, before: live?.[field] ?? null, after: draft[field] }));
}
