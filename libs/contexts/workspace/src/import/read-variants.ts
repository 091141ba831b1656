import type { ListingContent, ListingOption, Price, Variant } from '@stoa/catalog';
import type { VariantId } from '@stoa/events/catalog';
import { newId } from '@stoa/platform/ids';
import { toHandle } from '@stoa/vendors';
import { readGrams, readPrice } from './cells.js';
import type { NamedColumn } from './columns.js';
import { understand, type Group, type GroupRow, type GroupWorld } from './group.js';

type OptionColumn = NamedColumn & { kind: 'option'; code: string };
const isOption = (column: NamedColumn): column is OptionColumn => column.kind === 'option';

/** Puts each row's variant into the listing: the one of the same SKU is changed, an unknown one joins. An import takes no variant away. */
export function readVariants(group: Group, content: ListingContent, world: Pick<GroupWorld, 'locale'>): ListingContent {
  const options = readOptions(group, content.options, world.locale);
  const variants = [...content.variants];
  const skuColumn = group.columns.find(({ kind }) => kind === 'sku')!;
  const seen = new Set<string>();
  for (const row of group.rows) {
    const sku = group.cell(row, skuColumn).trim();
    if (sku === '') group.complain(row.number, 'sku', 'Every row needs a SKU: write your own number of the variant.');
    if (sku.length > 60) group.complain(row.number, 'sku', 'At most 60 letters. Shorten it.');
    if (seen.has(sku)) continue; // told where doubles are looked for, over the whole file
    seen.add(sku);
    const index = variants.findIndex((variant) => variant.sku === sku);
    const known = variants[index] ?? { id: newId<VariantId>(), sku, gtin: null, options: {}, prices: [], weightGrams: 0 };
    variants[index < 0 ? variants.length : index] = readVariant(group, row, known, options);
  }
  return { ...content, options, variants };
}

function readVariant(group: Group, row: GroupRow, known: Variant, options: readonly ListingOption[]): Variant {
  let variant = known;
  for (const column of group.columns) {
    const cell = group.cell(row, column);
    understand(group, row.number, column, () => {
      if (column.kind === 'gtin') variant = { ...variant, gtin: cell.trim() === '' ? null : cell.trim() };
      if (column.kind === 'weight_grams') variant = { ...variant, weightGrams: readGrams(cell) };
      if (column.kind === 'price') variant = { ...variant, prices: withPrice(variant.prices, column.currency, cell.trim() === '' ? null : readPrice(cell, column.currency)) };
      if (isOption(column)) variant = { ...variant, options: withChoice(variant.options, column.code, valueOf(options.find(({ code }) => code === column.code), cell.trim())?.code ?? null) };
    });
  }
  return variant;
}

/** In its place, so that an unchanged list stays the same list. */
function withPrice(prices: readonly Price[], currency: string, price: Price | null): readonly Price[] {
  const others = prices.filter((known) => known.currency !== currency);
  if (price === null) return others;
  return prices.length > others.length ? prices.map((known) => (known.currency === currency ? price : known)) : [...prices, price];
}

function withChoice(options: Variant['options'], code: string, value: string | null): Variant['options'] {
  const { [code]: _before, ...others } = options;
  return value === null ? others : { ...others, [code]: value };
}

type OptionValue = ListingOption['values'][number];
/** By code, else by name: what an export writes means itself, whatever another value is called. */
const valueOf = (option: ListingOption | undefined, text: string): OptionValue | undefined =>
  option?.values.find(({ code }) => code === text) ?? option?.values.find(({ names }) => Object.values(names).includes(text));

/** The options of the listing and what the rows add to them. A value goes by its code or by its name in any language. */
function readOptions(group: Group, known: readonly ListingOption[], locale: string): readonly ListingOption[] {
  let options = known;
  for (const column of group.columns.filter(isOption)) {
    for (const row of group.rows) {
      const text = group.cell(row, column).trim();
      if (text === '') continue;
      if (text.length > 60) {
        group.complain(row.number, column.name, 'At most 60 letters. Shorten it.');
        continue;
      }
      const option = options.find(({ code }) => code === column.code) ?? { code: column.code, names: { [locale]: column.code }, values: [] };
      if (valueOf(option, text) === undefined) options = withOption(options, { ...option, values: [...option.values, newValue(option, text, locale)] });
    }
  }
  if (options.length > 3) group.complain(group.rows[0]!.number, null, 'A listing has three options at most.');
  return options;
}

const withOption = (options: readonly ListingOption[], option: ListingOption): readonly ListingOption[] =>
  options.some(({ code }) => code === option.code) ? options.map((known) => (known.code === option.code ? option : known)) : [...options, option];

function newValue(option: ListingOption, text: string, locale: string): OptionValue {
  const wanted = toHandle(text).slice(0, 36);
  const taken = new Set(option.values.map(({ code }) => code));
  let code = wanted;
  for (let n = 2; taken.has(code); n += 1) code = `${wanted}-${n}`;
  return { code, names: { [locale]: text }, swatch: null };
}
