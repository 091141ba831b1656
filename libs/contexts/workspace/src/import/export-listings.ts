import { Readable } from 'node:stream';
import { listCategories, listOwnListings, type Listing, type Variant } from '@stoa/catalog';
import type { CategoryId, ListingId } from '@stoa/events/catalog';
import type { VendorId } from '@stoa/events/vendors';
import { listLevels, warehousesOfVendor, type Level, type Warehouse } from '@stoa/inventory';
import type { Ctx } from '@stoa/platform/context';
import { encode } from '@stoa/platform/typeid';
import { writeAnswer, writePrice, writeYesNo } from './cells.js';
import { labelOf, nameOf, protect, type Column } from './columns.js';
import { MARK, writeRows } from './write-table.js';

const LISTINGS_AT_ONCE = 100;

/** A vendor's listings as a file that the import reads: one row per variant, and importing it changes nothing. Listings without a variant have no row. */
export async function exportListings(ctx: Ctx, vendorId: VendorId): Promise<Readable> {
  const { warehouses, paths } = await ctx.inRead(async (tx) => ({ warehouses: await warehousesOfVendor(tx, vendorId), paths: new Map((await listCategories(tx)).map(({ id, path }) => [id, path])) }));
  const columns = await gatherColumns(ctx, vendorId, warehouses);
  async function* pieces() {
    yield MARK + writeRows([columns.map(nameOf)]);
    for await (const listings of piecesOf(ctx, vendorId)) {
      const levels = await ctx.inRead((tx) => listLevels(tx, listings.flatMap((listing) => listing.content.variants.map(({ id }) => id))));
      const sources = { paths, stock: stockOf(levels, warehouses) };
      yield writeRows(listings.flatMap((listing) => rowsOf(listing, columns, sources)));
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

async function* piecesOf(ctx: Ctx, vendorId: VendorId): AsyncGenerator<Listing[]> {
  for (let after: ListingId | null = null; ; ) {
    const last: ListingId | null = after;
    const listings: Listing[] = await ctx.inRead((tx) => listOwnListings(tx, vendorId, { after: last, limit: LISTINGS_AT_ONCE }));
    if (listings.length === 0) return;
    yield listings;
    after = listings.at(-1)!.id;
  }
}

/** The file needs its columns before its rows, so the listings are read twice. What joins in between is left out, which changes nothing when the file is imported. */
async function gatherColumns(ctx: Ctx, vendorId: VendorId, warehouses: readonly Warehouse[]): Promise<Column[]> {
  const found = { title: new Set<string>(), description: new Set<string>(), attribute: new Set<string>(), option: new Set<string>(), price: new Set<string>() };
  const add = (set: Set<string>, keys: readonly string[]) => keys.forEach((key) => set.add(key));
  for await (const listings of piecesOf(ctx, vendorId)) {
    for (const { content } of listings) {
      add(found.title, Object.keys(content.title));
      add(found.description, Object.keys(content.description));
      add(found.attribute, Object.keys(content.attributes));
      add(found.option, content.options.map(({ code }) => code));
      add(found.price, content.variants.flatMap((variant) => variant.prices.map(({ currency }) => currency)));
    }
  }
  const sorted = (set: Set<string>) => [...set].sort();
  return [
    { kind: 'listing' }, ...sorted(found.title).map((locale): Column => ({ kind: 'title', locale })), ...sorted(found.description).map((locale): Column => ({ kind: 'description', locale })), { kind: 'category' }, { kind: 'tax_category' },
    { kind: 'made_by_vendor' }, ...sorted(found.attribute).map((code): Column => ({ kind: 'attribute', code })), { kind: 'images' }, ...sorted(found.option).map((code): Column => ({ kind: 'option', code })), { kind: 'sku' }, { kind: 'gtin' },
    ...sorted(found.price).map((currency): Column => ({ kind: 'price', currency })), { kind: 'weight_grams' }, ...warehouses.map((warehouse): Column => ({ kind: 'stock', warehouse: labelOf(warehouse, warehouses) })),
  ];
}

type Stock = (variantId: string, label: string) => string;
function stockOf(levels: readonly Level[], warehouses: readonly Warehouse[]): Stock {
  const labels = new Map(warehouses.map((warehouse) => [warehouse.id, labelOf(warehouse, warehouses)]));
  const pieces = new Map(levels.map((level) => [`${level.variantId} ${labels.get(level.warehouseId)}`, String(level.onHand)]));
  return (variantId, label) => pieces.get(`${variantId} ${label}`) ?? '';
}

type Sources = { readonly paths: ReadonlyMap<CategoryId, string>; readonly stock: Stock };
const rowsOf = (listing: Listing, columns: readonly Column[], sources: Sources): string[][] =>
  listing.content.variants.map((variant) => columns.map((column) => protect(cellOf(column, listing, variant, sources))));

function cellOf(column: Column, { id, content }: Listing, variant: Variant, { paths, stock }: Sources): string {
  switch (column.kind) {
    case 'listing': return encode('lst', id);
    case 'title': case 'description': return content[column.kind][column.locale] ?? '';
    case 'category': return content.categoryId === null ? '' : (paths.get(content.categoryId) ?? '');
    case 'tax_category': return content.taxCategory ?? '';
    case 'made_by_vendor': return writeYesNo(content.madeByVendor);
    case 'attribute': return writeAnswer(content.attributes[column.code]);
    case 'images': return content.media.map(({ mediaId }) => encode('med', mediaId)).join(' ');
    case 'option': return variant.options[column.code] ?? '';
    case 'sku': return variant.sku;
    case 'gtin': return variant.gtin ?? '';
    case 'price': return variant.prices.filter(({ currency }) => currency === column.currency).map(writePrice).join('');
    case 'weight_grams': return String(variant.weightGrams);
    case 'stock': return stock(variant.id, column.warehouse);
    case 'reason': return '';
  }
}
