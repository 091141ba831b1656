import { attributesOf, findMediaByFileNames, findOwnListings, getMediaByIds, listCategories, type AttributeDefinition } from '@stoa/catalog';
import type { ListingId, MediaId } from '@stoa/events/catalog';
import { warehousesOfVendor } from '@stoa/inventory';
import type { TxCtx } from '@stoa/platform/context';
import { decode, encode } from '@stoa/platform/typeid';
import { getVendor } from '@stoa/vendors';
import type { NamedColumn } from './columns.js';
import { isAddress, pictureWords } from './read-pictures.js';
import type { GroupWorld } from './group.js';
import type { Import, ImportRow } from './import.js';

/** Everything that the rows of a few listings are read against, in a handful of statements. */
export async function loadWorld(ctx: TxCtx, found: Import, columns: readonly NamedColumn[], rows: readonly ImportRow[]): Promise<GroupWorld> {
  const { vendorId, maySetStock } = found;
  const vendor = await getVendor(ctx, vendorId);
  const cellsOf = (kind: NamedColumn['kind']) => columns.filter((column) => column.kind === kind).flatMap((column) => rows.map((row) => (row.cells[column.index] ?? '').trim()));
  const categories = await listCategories(ctx);
  const warehouses = await warehousesOfVendor(ctx, vendorId);
  const named = await findOwnListings(ctx, vendorId, { ids: idsIn<ListingId>('lst', cellsOf('listing')), skus: rows.map((row) => row.sku) });
  const words = [...new Set(cellsOf('images').flatMap(pictureWords))];
  const media = await getMediaByIds(ctx, idsIn<MediaId>('med', words));
  const inFiles = await findMediaByFileNames(ctx, vendorId, words.filter((word) => !isAddress(word)));
  const known = new Map<string, readonly AttributeDefinition[]>();
  const nameCounts = new Map<string, number>();
  for (const { name } of warehouses) nameCounts.set(name, (nameCounts.get(name) ?? 0) + 1);
  return {
    locale: vendor.locale, categories, maySetStock,
    attributesAt: (path) => {
      const definitions = known.get(path) ?? attributesOf(categories, path);
      known.set(path, definitions);
      return definitions;
    },
    // A name that two warehouses share names none.
    warehouses: new Map(warehouses.flatMap(({ id, name }) => [[encode('whs', id) as string, id] as const, ...(nameCounts.get(name) === 1 ? [[name, id] as const] : [])])),
    listings: new Map(named.map((listing) => [listing.id, listing])),
    holders: new Map(named.flatMap((listing) => listing.content.variants.map((variant) => [variant.sku, listing.id] as const))),
    media: new Set([...media.values()].filter((picture) => picture.vendorId === vendorId).map((picture) => picture.id)),
    mediaOfFiles: new Map([...inFiles].map(([name, picture]) => [name, picture.id])),
  };
}

const idsIn = <T extends string>(prefix: 'lst' | 'med', words: readonly string[]): T[] =>
  [...new Set(words.filter((word) => word.startsWith(`${prefix}_`)).flatMap((word) => decode(word.slice(prefix.length + 1)) ?? []))] as T[];
