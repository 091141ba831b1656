import { ancestry, attributesOf, pick, type AttributeDefinition, type Category, type Gate, type Listing, type ListingVersion, type Localized, type Media } from '@stoa/catalog';
import { stockFlag } from '@stoa/inventory';
import { money, moneyView } from '@stoa/platform/money';
import type { ShippingOption } from '@stoa/shipping';
import type { Market } from '@stoa/tenancy';
import { toShopVendorView, type Vendor } from '@stoa/vendors';
import type { MediaId, VariantId } from '@stoa/events/catalog';
import type { Card } from '../document/document.js';
import { toCardView, type MediaUrl } from '../results/search.schemas.js';
import { listingId, listingVersionId, mediaId, variantId, type ListingPageView } from './listing-page.schemas.js';
import { pageWords, type TaxShown } from './page-words.js';

/** All that a listing's page is made of. */
export type PageSource = {
  readonly listing: Pick<Listing, 'id' | 'handle'>;
  readonly version: ListingVersion;
  readonly vendor: Vendor;
  readonly categories: readonly Category[];
  readonly market: Market;
  readonly locale: string;
  readonly media: ReadonlyMap<MediaId, Media>;
  readonly available: ReadonlyMap<VariantId, number>;
  readonly tax: TaxShown;
  readonly delivery: readonly ShippingOption[];
  readonly related: readonly Card[];
};

/** Pure: the page of a listing in one market and language; null where that market does not sell it. */
export function toListingPage(source: PageSource, mediaUrl: MediaUrl): ListingPageView | null {
  const { listing, version, market, locale, vendor } = source;
  const { content } = version;
  const say = (words: Localized): string => pick(words, locale, market.defaultLocale);
  const judged = version.judgement.markets[market.code];
  const variants = variantsOf(source, say);
  const own = source.categories.find((category) => category.id === version.categoryId);
  if (judged?.outcome !== 'allowed' || variants.length === 0 || !own) return null;
  const path = ancestry(source.categories, own.path).map((category) => ({ handle: category.handle, name: say(category.names) }));
  const warnings = say(content.warnings);
  return {
    id: listingId.toWire(listing.id), version_id: listingVersionId.toWire(version.id), handle: listing.handle, title: say(content.title), description: say(content.description),
    category: { handle: own.handle, name: say(own.names), path: path.slice(0, -1) },
    vendor: toShopVendorView(vendor, locale),
    media: content.media.flatMap((picture) => {
      const kept = source.media.get(picture.mediaId);
      return kept ? [{ id: mediaId.toWire(kept.id), url: mediaUrl(kept.id, 960), alt: say(picture.alt), width: kept.width, height: kept.height }] : [];
    }),
    attributes: attributesOf(source.categories, own.path).flatMap((definition) => answered(definition, content.attributes[definition.code], { locale, say })),
    options: content.options.map((option) => ({ code: option.code, name: say(option.names), values: option.values.map((value) => say(value.names)) })),
    variants,
    tax: { mode: market.priceMode, note: pageWords(locale).tax(source.tax) },
    gates: judged.gates.map((gate) => ({ place: gate.market, kind: gate.kind, params: paramsOf(gate), cite: gate.cite, words: say(gate.words) })),
    warnings: warnings === '' ? null : warnings,
    delivery: source.delivery.map((option) => ({ name: say(option.name), price: moneyView(option.price), from: option.deliveryFrom, to: option.deliveryTo })),
    related: source.related.map((card) => toCardView(card, mediaUrl)),
  };
}

/** Variants the market's currency has a price for. A choice is told by its words: that is what the page's buttons read. */
function variantsOf({ version, market, available }: PageSource, say: (words: Localized) => string): ListingPageView['variants'] {
  return version.content.variants.flatMap((variant) => {
    const price = variant.prices.find((each) => each.currency === market.currency);
    if (!price) return [];
    const left = available.get(variant.id) ?? 0;
    const stock = stockFlag(left);
    const chosen = version.content.options.flatMap((option) => option.values.filter((value) => value.code === variant.options[option.code]).map((value) => [option.code, say(value.names)] as const));
    return [{
      id: variantId.toWire(variant.id), sku: variant.sku, gtin: variant.gtin, options: Object.fromEntries(chosen), price: moneyView(money(price.minor, price.currency)), stock, available_low: stock === 'low' ? left : null,
    }];
  });
}

type Saying = { readonly locale: string; readonly say: (words: Localized) => string };
function answered(definition: AttributeDefinition, answer: unknown, { locale, say }: Saying): ListingPageView['attributes'] {
  if (answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)) return [];
  return [{ code: definition.code, name: say(definition.names), value: valueText(definition, answer, { locale, say }) }];
}

function valueText(definition: AttributeDefinition, answer: unknown, { locale, say }: Saying): string {
  if (typeof answer === 'boolean') return pageWords(locale).yesNo(answer);
  if (typeof answer === 'number') return `${new Intl.NumberFormat(locale).format(answer)}${definition.unit === null || definition.unit === '' ? '' : `\u00a0${definition.unit}`}`;
  const named = (code: string) => definition.values.find((value) => value.code === code);
  return (Array.isArray(answer) ? answer.map(String) : [String(answer)]).map((code) => (named(code) ? say(named(code)!.names) : code)).join(', ');
}

/** Hours with their first opening spelled out beside the rule's own windows: a page says "from 6 am to 2 am". */
function paramsOf(gate: Gate): Record<string, unknown> {
  const windows = gate.params['windows'];
  const [first] = Array.isArray(windows) ? (windows as { from: string; to: string; days: number[] }[]) : [];
  return first ? { ...gate.params, from: first.from, to: first.to, days: first.days, zone: gate.params['time_zone'] } : { ...gate.params };
}
