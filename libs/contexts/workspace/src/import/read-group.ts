import { isDeepStrictEqual } from 'node:util';
import { flawsIn, type AttributeDefinition, type Listing, type ListingContent } from '@stoa/catalog';
import type { ListingId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import { decode } from '@stoa/platform/typeid';
import { CellError, readAnswer, readPieces, readYesNo, writeAnswer } from './cells.js';
import type { NamedColumn } from './columns.js';
import { Group, understand, type GroupRow, type GroupWorld } from './group.js';
import type { Problem } from './import.js';
import { readPictures, type Picture } from './read-pictures.js';
import { readVariants } from './read-variants.js';

export type GroupReading = {
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
  /** The listing these rows change; null where they make a new one. */
  readonly existing: Listing | null;
  /** What the draft becomes, but for pictures that must be fetched first. */
  readonly content: ListingContent;
  /** All pictures in their order; null where the file has no such column. */
  readonly pictures: readonly Picture[] | null;
  readonly stock: readonly { readonly sku: string; readonly warehouseId: WarehouseId; readonly pieces: number }[];
};

const EMPTY: ListingContent = {
  title: {}, description: {}, categoryId: null, taxCategory: null, attributes: {}, media: [], options: [], variants: [], madeByVendor: false, manufacturer: null, responsiblePerson: null, warnings: {}, excludedMarkets: [],
};

/** Reads the rows of one listing: what its draft becomes, and everything that is wrong with them. A column the file does not have changes nothing. */
export function readGroup(rows: readonly GroupRow[], columns: readonly NamedColumn[], world: GroupWorld): GroupReading {
  const group = new Group(rows, columns);
  const existing = findExisting(group, world);
  const base = existing?.content ?? EMPTY;
  const { content: shared, attributes } = readShared(group, base, world);
  const pictures = readPictures(group, world);
  const described = pictures === null ? shared : { ...shared, media: pictures.flatMap((picture) => ('mediaId' in picture ? [base.media.find((known) => known.mediaId === picture.mediaId) ?? { mediaId: picture.mediaId, alt: {} }] : [])) };
  const content = readVariants(group, described, world);
  // What stands there already is not judged anew: an unchanged row is never wrong.
  if (!isDeepStrictEqual(content, existing?.content)) {
    if (Object.values(content.title).every((text) => text === '')) group.complain(rows[0]!.number, 'title', 'A listing needs a title: write one in its first row.');
    complainOfFlaws(group, content, attributes);
  }
  return { problems: group.problems, existing, content, pictures, stock: readStock(group, world) };
}

/** A listing is named by its id or by the SKUs of its variants: then the same file imported twice does not make it twice. */
function findExisting(group: Group, { listings, holders }: GroupWorld): Listing | null {
  const [first] = group.rows;
  const column = group.columns.find(({ kind }) => kind === 'listing');
  const key = column ? group.cell(first!, column).trim() : '';
  const named = key.startsWith('lst_') ? (decode(key.slice(4)) as ListingId | null) : null;
  if (key.startsWith('lst_') && (named === null || !listings.has(named))) {
    group.complain(first!.number, 'listing', 'There is no such listing of yours. Take the id of an export, or write a word of your own to make a new one.');
    return null;
  }
  const skuColumn = group.columns.find(({ kind }) => kind === 'sku')!;
  let found = named;
  for (const row of group.rows) {
    const holder = holders.get(group.cell(row, skuColumn).trim());
    if (holder !== undefined && found !== null && holder !== found) group.complain(row.number, 'sku', 'Another listing of yours already uses this SKU. Give this variant one of its own, or take the row out.');
    found ??= holder ?? null;
  }
  return found === null ? null : (listings.get(found) ?? null);
}

function readShared(group: Group, base: ListingContent, world: GroupWorld): { content: ListingContent; attributes: readonly AttributeDefinition[] | null } {
  const content = { ...base, title: { ...base.title }, description: { ...base.description }, attributes: { ...base.attributes } };
  const at = (kind: NamedColumn['kind'], read: (cell: string, column: NamedColumn) => void) => {
    for (const column of group.columns.filter((known) => known.kind === kind)) {
      const { row, cell } = group.shared(column);
      understand(group, row, column, () => read(cell, column));
    }
  };
  at('title', (cell, column) => setText(content.title, column, cell, 120));
  at('description', (cell, column) => setText(content.description, column, cell, 10_000));
  at('category', (cell) => { content.categoryId = categoryOf(cell.trim(), world); });
  at('tax_category', (cell) => { content.taxCategory = taxCategoryOf(cell.trim()); });
  at('made_by_vendor', (cell) => { content.madeByVendor = readYesNo(cell); });
  const category = world.categories.find(({ id }) => id === content.categoryId);
  const attributes = category ? world.attributesAt(category.path) : null;
  at('attribute', (cell, column) => {
    const code = 'code' in column ? column.code : '';
    if (cell === writeAnswer(base.attributes[code])) return;
    if (cell.trim() === '') delete content.attributes[code];
    else content.attributes[code] = readAnswer(cell, attributes?.find((definition) => definition.code === code));
  });
  return { content, attributes };
}

function setText(texts: Record<string, string>, column: NamedColumn, cell: string, max: number): void {
  const locale = 'locale' in column ? column.locale : '';
  if (cell === (texts[locale] ?? '')) return;
  const text = cell.replaceAll('\r\n', '\n').trim();
  if (text.length > max) throw new CellError(`At most ${max} letters. Shorten it by ${text.length - max}.`);
  if (text === '') delete texts[locale];
  else texts[locale] = text;
}

function categoryOf(path: string, { categories }: GroupWorld): ListingContent['categoryId'] {
  if (path === '') return null;
  const category = categories.find((known) => known.path === path);
  if (!category) throw new CellError('The marketplace has no such category. Write its path, like ceramics/mugs.');
  return category.id;
}

function taxCategoryOf(text: string): string | null {
  if (text !== '' && !/^goods(\.[a-z_]+)*$/.test(text)) throw new CellError('A tax category is written like goods.general. Leave it empty to take the category’s.');
  return text === '' ? null : text;
}

function readStock(group: Group, { warehouses, maySetStock }: GroupWorld): GroupReading['stock'] {
  const skuColumn = group.columns.find(({ kind }) => kind === 'sku')!;
  return group.columns.flatMap((column) => {
    if (column.kind !== 'stock') return [];
    return group.rows.flatMap((row) => {
      const cell = group.cell(row, column);
      if (cell.trim() === '') return [];
      const warehouseId = warehouses.get(column.warehouse);
      if (warehouseId === undefined) group.complain(row.number, column.name, `There is no warehouse “${column.warehouse.slice(0, 60)}” of yours. Rename the column, or open the warehouse first.`);
      else if (!maySetStock) group.complain(row.number, column.name, 'Whoever uploaded this file may not set stock. Leave the column empty.');
      else return understand(group, row.number, column, () => [{ sku: group.cell(row, skuColumn).trim(), warehouseId, pieces: readPieces(cell) }]) ?? [];
      return [];
    });
  });
}

/** The catalog's own judgement, told to the row it is about. */
function complainOfFlaws(group: Group, content: ListingContent, attributes: readonly AttributeDefinition[] | null): void {
  const skuColumn = group.columns.find(({ kind }) => kind === 'sku')!;
  for (const { pointer, message } of flawsIn(content, attributes)) {
    const [, part = '', key = '', field = ''] = pointer.split('/');
    const sku = part === 'variants' ? content.variants[Number(key)]?.sku : undefined;
    const row = group.rows.find((known) => group.cell(known, skuColumn).trim() === sku) ?? group.rows[0]!;
    const definition = part === 'attributes' ? attributes?.find(({ code }) => code === key) : undefined;
    group.complain(row.number, columnOf(group, part, field || key), [message, ...hintsFor(field, definition)].join(' '));
  }
}

/** The column that has to be mended, by the name it has in this file. */
function columnOf(group: Group, part: string, field: string): string | null {
  if (part === 'attributes') return `attribute:${field}`;
  const kind = ({ options: 'option', prices: 'price' } as Record<string, string>)[field] ?? field;
  return part === 'variants' ? (group.columns.find((column) => column.kind === kind)?.name ?? null) : null;
}

/** What to write, where the catalog says only what is wrong. */
function hintsFor(field: string, definition: AttributeDefinition | undefined): string[] {
  if (field === 'gtin') return ['Compare it with the number below the barcode, or leave the cell empty.'];
  if (field === 'options') return ['Write what tells the variants apart in a column like option:size.'];
  return definition && definition.values.length > 0 ? [listed(definition)] : [];
}

const LISTED = 12;
const listed = ({ values }: AttributeDefinition): string => `Write ${values.slice(0, LISTED).map(({ code }) => code).join(', ')}${values.length > LISTED ? ' or another one of the category' : ''}.`;
