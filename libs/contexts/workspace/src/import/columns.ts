import type { Warehouse } from '@stoa/inventory';
import { currencies } from '@stoa/platform/money';
import { encode } from '@stoa/platform/typeid';
import { fileUnreadable } from './import.errors.js';

/** What a column of the file holds. Export writes the same names. */
export type Column =
  | { readonly kind: 'listing' | 'category' | 'tax_category' | 'made_by_vendor' | 'images' | 'sku' | 'gtin' | 'weight_grams' | 'reason' }
  | { readonly kind: 'title' | 'description'; readonly locale: string }
  | { readonly kind: 'attribute' | 'option'; readonly code: string }
  | { readonly kind: 'price'; readonly currency: string }
  | { readonly kind: 'stock'; readonly warehouse: string };
export type NamedColumn = Column & { readonly name: string; readonly index: number };

const PLAIN = ['listing', 'category', 'tax_category', 'made_by_vendor', 'images', 'sku', 'gtin', 'weight_grams', 'reason'] as const;
const isPlain = (name: string): name is (typeof PLAIN)[number] => (PLAIN as readonly string[]).includes(name);

/** What the first row says; refuses a file whose columns we do not know, as a guess would write the wrong things. `locale` is the language of a title without one. */
export function readHeader(header: readonly string[], locale: string): NamedColumn[] {
  const columns = header.map((text, index): NamedColumn => {
    const name = text.trim();
    const column = toColumn(name, locale);
    if (column === null) throw fileUnreadable(name === '' ? `Column ${index + 1} has no name.` : `“${name.slice(0, 80)}” is no column of a listing file. Take the names of an exported file.`);
    return { ...column, name, index };
  });
  const keys = columns.map(keyOf);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (twice >= 0) throw fileUnreadable(`The column “${columns[twice]!.name}” stands there twice.`);
  if (!keys.includes('sku')) throw fileUnreadable('The column “sku” is missing: it tells which variant a row is about.');
  return columns;
}

function toColumn(name: string, locale: string): Column | null {
  const [kind = '', ...rest] = name.split(':');
  const of = rest.join(':').trim();
  if (rest.length === 0) return isPlain(kind) ? { kind } : kind === 'title' || kind === 'description' ? { kind, locale } : null;
  if ((kind === 'title' || kind === 'description') && /^[a-z]{2}$/.test(of)) return { kind, locale: of };
  if (kind === 'attribute' && /^[a-z][a-z0-9_]{0,60}$/.test(of)) return { kind, code: of };
  if (kind === 'option' && /^[a-z0-9][a-z0-9_-]{0,40}$/.test(of)) return { kind, code: of };
  if (kind === 'price' && of in currencies) return { kind, currency: of };
  return kind === 'stock' && of !== '' ? { kind, warehouse: of } : null;
}

/** The same for two columns that mean the same, and the order in which an export writes them. */
const keyOf = (column: Column): string => Object.entries(column).filter(([field]) => field !== 'name' && field !== 'index').map(([, value]) => String(value)).join(':');

/** The name an export gives a column. */
export const nameOf = (column: Column): string => keyOf(column);

/** How a column calls a warehouse: by name where that tells, else by id. */
export const labelOf = (warehouse: Warehouse, all: readonly Warehouse[]): string =>
  all.filter(({ name }) => name === warehouse.name).length === 1 && warehouse.name.trim() === warehouse.name ? warehouse.name : encode('whs', warehouse.id);

/** Spreadsheets take a cell that begins so for a formula. One apostrophe more keeps it a text, and is taken off again when read. */
export const protect = (cell: string): string => (/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
export const unprotect = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
