import type { ListingPage, Money } from './store-types.js';

/** The listing for search engines (schema.org Product); the same price and stock that the page shows. */
export function jsonLd(listing: ListingPage, url: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org', '@type': 'Product', name: listing.title, description: listing.description, url,
    image: listing.media.map((m) => new URL(m.url, url).href),
    offers: listing.variants.map((variant) => ({
      '@type': 'Offer', sku: variant.sku, price: decimal(variant.price), priceCurrency: variant.price.currency, url: `${url}?variant=${variant.id}`,
      availability: variant.stock === 'sold_out' ? 'https://schema.org/OutOfStock' : 'https://schema.org/InStock', itemCondition: 'https://schema.org/NewCondition', seller: { '@type': 'Organization', name: listing.vendor.name },
    })),
  };
}

function decimal({ amount, currency }: Money): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
