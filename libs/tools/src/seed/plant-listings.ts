import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Client, inParallel } from './product/client.js';
import type { OpenTenant } from './onboard-tenant.js';
import type { OpenVendor } from './onboard-vendor.js';
import type { ListingSeed, Words } from './world/types.js';

type Category = { id: string; handle: string };
export type PlantedVariant = { id: string; sku: string; listingId: string; listing: ListingSeed };
type Drafted = { id: string; seed: ListingSeed; variants: PlantedVariant[] };
/** A draft, and who may submit it. */
export type Planted = Drafted & { session: Client };
type ListingView = { id: string; variants: { id: string; sku: string }[] };

/** Calls in flight per vendor: more would only wait for the database. */
const WIDTH = 4;
const PICTURES = path.resolve('libs/tools/src/seed/pictures');

/** A vendor puts its goods into the shop, and the staff approve. Answers with every variant by its SKU. */
export const plantListings = async (tenant: OpenTenant, vendor: OpenVendor, currencies: readonly string[]): Promise<Map<string, PlantedVariant>> => openShelves(tenant, [await draftListings(vendor, currencies)]);

/** A vendor makes its goods ready: pictures, drafts, stock. */
export async function draftListings(vendor: OpenVendor, currencies: readonly string[]): Promise<Planted[]> {
  const { session, seed } = vendor;
  const categories = new Map((await session<{ data: Category[] }>('GET', '/v1/vendor/categories')).data.map((category) => [category.handle, category.id]));
  const pictures = await uploadPictures(session, seed.listings);
  const drafted = await inParallel(seed.listings, WIDTH, (listing) => draft(vendor, listing, { categories, pictures, currencies }));
  await setStock(vendor, drafted);
  return drafted.map((listing) => ({ ...listing, session }));
}

/** What is ready is submitted and approved, the vendors' goods in turn: the newest on the shelf are then of every kind. Answers with every variant by its SKU. */
export async function openShelves(tenant: OpenTenant, shelves: readonly (readonly Planted[])[]): Promise<Map<string, PlantedVariant>> {
  await inParallel(inTurn(shelves), WIDTH, async ({ id, session, seed: { fate } }) => {
    if (fate === 'draft') return;
    await session('PUT', `/v1/vendor/listings/${id}/submission`);
    if (fate === 'published') await tenant.owner('PUT', `/v1/admin/listings/${id}/approval`);
  });
  return new Map(shelves.flat().flatMap((listing) => listing.variants.map((variant) => [variant.sku, variant])));
}

/** Several rows as one, each spread evenly over it, and the neighbours of a row far apart: listings are written kind by kind. */
function inTurn<T>(rows: readonly (readonly T[])[]): T[] {
  const placed = rows.flatMap((row) => row.map((item, index) => ({ item, at: ((index * strideFor(row.length)) % row.length + 0.5) / row.length })));
  return placed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

const strideFor = (length: number): number => [29, 23, 19, 17].find((prime) => length % prime !== 0) ?? 1;

/** Each picture once, though several listings show it. */
async function uploadPictures(session: Client, listings: readonly ListingSeed[]): Promise<Map<string, string>> {
  const files = [...new Set(listings.flatMap((listing) => listing.pictures.map((picture) => picture.file)))];
  const ids = await inParallel(files, WIDTH, async (file) => {
    const bytes = { type: 'image/webp', data: await readFile(path.join(PICTURES, file)) };
    return (await session<{ id: string }>('POST', '/v1/vendor/media', { bytes })).id;
  });
  return new Map(files.map((file, index) => [file, ids[index]!]));
}

type Shelf = { categories: ReadonlyMap<string, string>; pictures: ReadonlyMap<string, string>; currencies: readonly string[] };

async function draft(vendor: OpenVendor, listing: ListingSeed, shelf: Shelf): Promise<Drafted> {
  const categoryId = shelf.categories.get(listing.category);
  if (!categoryId) throw new Error(`There is no category ${listing.category}.`);
  const body = {
    title: listing.title, description: listing.description, category_id: categoryId, attributes: listing.attributes, made_by_vendor: listing.madeByVendor, responsible_person: vendor.seed.responsiblePerson,
    media: listing.pictures.map((picture) => ({ id: shelf.pictures.get(picture.file), alt: picture.alt })),
    options: listing.options.map((option) => ({ code: option.code, names: option.names, values: option.values.map((label) => ({ code: toCode(label), names: everywhere(option.names, label) })) })),
    variants: listing.variants.map((variant) => ({
      sku: variant.sku, gtin: variant.gtin, weight_grams: variant.weightGrams, prices: shelf.currencies.map((currency) => ({ amount: variant.priceMinor, currency })),
      options: Object.fromEntries(Object.entries(variant.options).map(([code, label]) => [code, toCode(label)])),
    })),
  };
  const created = await vendor.session<ListingView>('POST', '/v1/vendor/listings', { body });
  return { id: created.id, seed: listing, variants: created.variants.map(({ id, sku }) => ({ id, sku, listingId: created.id, listing })) };
}

/** A size is the same word in every language. */
const everywhere = (names: Words, label: string): Words => Object.fromEntries(Object.keys(names).map((locale) => [locale, label]));

/** `130 × 180 cm` as a code: `130-x-180-cm`. */
const toCode = (label: string): string => label.toLowerCase().replaceAll('×', 'x').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

async function setStock({ session, warehouseIds }: OpenVendor, listings: readonly Drafted[]): Promise<void> {
  const levels = listings.flatMap(({ seed, variants }) => variants.flatMap((variant) => {
    const stock = seed.variants.find((one) => one.sku === variant.sku)?.stock ?? [];
    return warehouseIds.map((warehouse_id, index) => ({ variant_id: variant.id, warehouse_id, on_hand: stock[index] ?? 0 }));
  }));
  for (let at = 0; at < levels.length; at += 500) await session('PUT', '/v1/vendor/stock', { body: { levels: levels.slice(at, at + 500) } });
}
