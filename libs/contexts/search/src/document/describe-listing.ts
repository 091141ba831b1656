import { ancestry, attributesOf, pick, type AttributeDefinition, type Category, type ListingVersion, type Media } from '@stoa/catalog';
import { stockFlag } from '@stoa/inventory';
import { money } from '@stoa/platform/money';
import type { Market } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import type { ListingId, VariantId } from '@stoa/events/catalog';
import type { Facet, SearchDocument } from './document.js';

/** All that the documents of a listing are made of. */
export type Source = {
  readonly listing: { readonly id: ListingId; readonly handle: string };
  readonly version: ListingVersion;
  readonly vendor: Vendor;
  readonly categories: readonly Category[];
  readonly markets: readonly Market[];
  readonly media: Media | null;
  readonly available: ReadonlyMap<VariantId, number>;
};

/** Pure: one document per market that allows the listing and prices it, and per language of that market. */
export function describeListing(source: Source): SearchDocument[] {
  return source.markets.flatMap((market) => {
    const judged = source.version.judgement.markets[market.code];
    const prices = source.version.content.variants.flatMap((variant) => variant.prices.filter((price) => price.currency === market.currency).map((price) => price.minor));
    if (judged?.outcome !== 'allowed' || prices.length === 0) return [];
    const flags = judged.gates.filter((gate) => gate.kind === 'age').map((gate) => `age_${String(gate.params['min_age'])}`);
    return market.locales.map((locale) => describe(source, market, locale, prices, [...new Set(flags)]));
  });
}

function describe(source: Source, market: Market, locale: string, prices: readonly bigint[], flags: readonly string[]): SearchDocument {
  const { version, vendor, listing } = source;
  const { content } = version;
  const say = (words: Readonly<Record<string, string>>): string => pick(words, locale, market.defaultLocale);
  const own = source.categories.find((category) => category.id === version.categoryId);
  const path = own ? ancestry(source.categories, own.path) : [];
  const facets = own ? facetsOf(attributesOf(source.categories, own.path), content.attributes, say) : [];
  const lowest = prices.reduce((least, price) => (price < least ? price : least));
  const left = content.variants.reduce((sum, variant) => sum + (source.available.get(variant.id) ?? 0), 0);
  const stock = stockFlag(left);
  const first = content.media[0];
  return {
    market: market.code,
    locale,
    publishedAt: version.publishedAt,
    body: say(content.description),
    keywords: [vendor.name, ...path.flatMap((category) => say(category.names)), ...facets.flatMap((facet) => facet.values.map((value) => value.label)), ...content.variants.map((variant) => variant.sku)].join(' '),
    categories: path.map((category) => ({ handle: category.handle, name: say(category.names) })),
    facets,
    card: {
      listingId: listing.id, handle: listing.handle, title: say(content.title),
      vendor: { id: vendor.id, handle: vendor.handle, name: vendor.name, city: vendor.address.city },
      price: money(lowest, market.currency), priceFrom: prices.some((price) => price !== lowest),
      media: source.media && first ? { id: source.media.id, alt: say(first.alt), width: source.media.width, height: source.media.height } : null,
      stock, availableLow: stock === 'low' ? left : null, flags, category: own ? { handle: own.handle, name: say(own.names) } : { handle: '', name: '' },
    },
  };
}

/** The filterable attributes a listing answers, in the shopper's words. Numbers and free text make no facet: nobody ticks one of a thousand values. */
function facetsOf(definitions: readonly AttributeDefinition[], answers: ListingVersion['content']['attributes'], say: (words: Readonly<Record<string, string>>) => string): Facet[] {
  return definitions.filter((definition) => definition.filterable && (definition.type === 'select' || definition.type === 'multiselect')).flatMap((definition) => {
    const answer = answers[definition.code];
    const codes = Array.isArray(answer) ? answer : answer === undefined ? [] : [String(answer)];
    const values = definition.values.filter((value) => codes.includes(value.code)).map((value) => ({ value: value.code, label: say(value.names) }));
    return values.length > 0 ? [{ code: definition.code, name: say(definition.names), values }] : [];
  });
}
