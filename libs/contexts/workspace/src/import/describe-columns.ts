import { attributesOf, listCategories, type AttributeDefinition, type Category } from '@stoa/catalog';
import type { VendorId } from '@stoa/events/vendors';
import { warehousesOfVendor } from '@stoa/inventory';
import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import { writePrice } from './cells.js';
import { labelOf, nameOf, protect, type Column } from './columns.js';
import { MARK, writeRows } from './write-table.js';

/** A column this vendor may write, in words, with what could stand in it. `to_sell`: without it a listing stays a draft. */
export type ColumnHelp = { readonly name: string; readonly about: string; readonly example: string; readonly needed: 'always' | 'to_sell' | 'no' };

/** The columns as they are for this vendor: with the languages and currencies of the marketplace, its categories and what they ask, and the vendor's own warehouses. */
export async function describeColumns(ctx: TxCtx, vendorId: VendorId): Promise<ColumnHelp[]> {
  const { locale } = await getVendor(ctx, vendorId);
  const [markets, categories, warehouses] = [await listMarkets(ctx), await listCategories(ctx), await warehousesOfVendor(ctx, vendorId)];
  const locales = [...new Set([locale, ...markets.flatMap(({ locales: own }) => own.map((each) => each.slice(0, 2)))])];
  const shelf = categories.find((category) => !categories.some(({ parentId }) => parentId === category.id)) ?? null;
  const help = (column: Column, about: string, example: string, needed: ColumnHelp['needed'] = 'no'): ColumnHelp => ({ name: nameOf(column), about, example, needed });
  return [
    help({ kind: 'sku' }, 'Your own number of the variant. It tells which one a row is about: a known one is changed, a new one joins.', 'MUG-BLUE', 'always'),
    help({ kind: 'listing' }, 'Rows with the same word here are variants of one listing. An export writes its id. Left empty, a row is a listing of its own.', 'mug'),
    ...locales.map((each) => help({ kind: 'title', locale: each }, `What it is called (${each}). Written in the first row of a listing; at most 120 letters.`, 'Mug', each === locale ? 'to_sell' : 'no')),
    ...locales.map((each) => help({ kind: 'description', locale: each }, `What shoppers should know (${each}).`, 'Thrown on the wheel, holds 300 ml.', each === locale ? 'to_sell' : 'no')),
    help({ kind: 'category' }, `Where it stands in the marketplace: ${listed(categories.map(({ path }) => path))}.`, shelf?.path ?? '', 'to_sell'),
    ...attributesIn(categories).map(({ definition, paths }) => help({ kind: 'attribute', code: definition.code }, `${kindOf(definition)}${definition.required ? ` Needed in ${listed(paths)}.` : ` For ${listed(paths)}.`}`, exampleOf(definition, shelf, categories), definition.required ? 'to_sell' : 'no')),
    help({ kind: 'option', code: 'size' }, 'What tells the variants of a listing apart. Any word may stand behind the colon; three such columns at most.', 'small'),
    ...[...new Set(markets.map(({ currency }) => currency))].map((currency) => help({ kind: 'price', currency }, `The price in ${currency}, as shoppers see it; without a currency sign.`, writePrice({ currency, minor: 3490n }), 'to_sell')),
    ...warehouses.map((warehouse) => help({ kind: 'stock', warehouse: labelOf(warehouse, warehouses) }, `How many pieces lie in ${warehouse.name}. Left empty, the count stays as it is.`, '12')),
    help({ kind: 'images' }, 'Web addresses that begin with https://, or names of files that you upload with the table. Several are separated by |.', 'https://example.com/mug-1.jpg|mug-2.jpg', 'to_sell'),
    help({ kind: 'gtin' }, 'The number below the barcode: 8, 12, 13 or 14 digits.', '4006381333931'),
    help({ kind: 'weight_grams' }, 'The weight of one piece in whole grams.', '400'),
    help({ kind: 'tax_category' }, 'Only where it differs from that of the category.', ''),
    help({ kind: 'made_by_vendor' }, 'Do you make it yourself? Write yes or no.', 'yes'),
  ];
}

/** An empty table to begin with: the names of the columns, and two variants of one listing as an example. */
export function writeTemplate(columns: readonly ColumnHelp[]): string {
  const OF_VARIANT = /^(sku|gtin|weight_grams|(option|price|stock):)/;
  const second = (column: ColumnHelp): string => ({ sku: 'MUG-GREEN', listing: column.example, 'option:size': 'large' })[column.name] ?? (OF_VARIANT.test(column.name) && column.name !== 'gtin' ? column.example : '');
  const first = (column: ColumnHelp): string => (column.name === 'images' || column.name === 'gtin' ? '' : column.example);
  return MARK + writeRows([columns.map(({ name }) => name), columns.map(first), columns.map(second)].map((cells) => cells.map(protect)));
}

type Asked = { readonly definition: AttributeDefinition; readonly paths: readonly string[] };

/** Every attribute once, with the categories that ask for it. */
function attributesIn(categories: readonly Category[]): Asked[] {
  const byCode = new Map<string, Asked>();
  for (const { path, attributes } of categories) {
    for (const definition of attributes) byCode.set(definition.code, { definition, paths: [...(byCode.get(definition.code)?.paths ?? []), path] });
  }
  return [...byCode.values()];
}

function kindOf({ type, unit, values }: AttributeDefinition): string {
  const codes = listed(values.map(({ code }) => code));
  switch (type) {
    case 'text': return 'A text.';
    case 'number': return unit === null || unit === '' ? 'A number.' : `A number in ${unit}.`;
    case 'boolean': return 'Yes or no.';
    case 'select': return `One of: ${codes}.`;
    case 'multiselect': return `Some of: ${codes}; separated by |.`;
  }
}

/** Only for the category of the example: the others would refuse it. */
function exampleOf(definition: AttributeDefinition, shelf: Category | null, categories: readonly Category[]): string {
  if (shelf === null || !attributesOf(categories, shelf.path).some(({ code }) => code === definition.code)) return '';
  const [first] = definition.values;
  return { text: 'blue', number: '8.5', boolean: 'yes', select: first?.code ?? '', multiselect: first?.code ?? '' }[definition.type];
}

const LISTED = 12;
const listed = (words: readonly string[]): string => (words.length > LISTED ? `${words.slice(0, LISTED).join(', ')} and ${words.length - LISTED} more` : words.join(', '));
