import { amountText, parseAmount } from '@stoa/web-ui';
import type { Warehouse } from '../vendor-setup/setup.queries.js';
import type { DraftVariant } from './listing-draft.js';
import { stockKey, type ListingEditor } from './use-listing-editor.js';
import type { StockLevel } from './vendor-listing.queries.js';

export type VariantColumn = {
  code: string; head: string; isRight: boolean; isMono: boolean; isStock: boolean;
  /** The `name` of a variant's cell. */
  name: (variant: DraftVariant) => string;
  text: (variant: DraftVariant) => string;
  /** Takes what was typed, or answers what is wrong with it. */
  enter: (variant: DraftVariant, typed: string) => string | null;
};

type World = { editor: ListingEditor; currencies: readonly string[]; warehouses: readonly Warehouse[]; levels: readonly StockLevel[] };

/** The columns of the sheet: what a variant is called and costs, what it weighs, and a column per warehouse. */
export function variantColumns({ editor, currencies, warehouses, levels }: World): VariantColumn[] {
  const change = (variant: DraftVariant, part: Partial<DraftVariant>): null => {
    editor.editVariant(variant.key, part);
    return null;
  };
  const plain = { isRight: false, isMono: true, isStock: false };
  const number = { isRight: true, isMono: false, isStock: false };
  return [
    { ...plain, code: 'sku', head: 'SKU', name: (v) => `sku-${v.key}`, text: (v) => v.sku, enter: (v, typed) => change(v, { sku: typed.slice(0, 60) }) },
    { ...plain, code: 'gtin', head: 'GTIN', name: (v) => `gtin-${v.key}`, text: (v) => v.gtin, enter: (v, typed) => change(v, { gtin: typed.replace(/[\s-]/g, '').slice(0, 20) }) },
    ...currencies.map((currency): VariantColumn => ({
      ...number, code: `price-${currency}`, head: currency, name: (v) => `price-${currency}-${v.key}`, text: (v) => { const amount = v.prices[currency] ?? null; return amount === null ? '' : amountText({ amount, currency }); },
      enter(v, typed) {
        const amount = typed.trim() === '' ? null : parseAmount(typed, currency);
        if (amount === null && typed.trim() !== '') return `“${typed}” is no amount. Write it as in ${amountText({ amount: 3450, currency })}.`;
        editor.editPrice(v.key, currency, amount);
        return null;
      },
    })),
    { ...number, code: 'weight', head: 'Grams', name: (v) => `weight_grams-${v.key}`, text: (v) => (v.weightGrams === null ? '' : String(v.weightGrams)), enter: (v, typed) => { const grams = whole(typed, 1_000_000); return grams === undefined ? 'A weight is a whole number of grams.' : change(v, { weightGrams: grams }); } },
    ...warehouses.map((warehouse): VariantColumn => ({
      ...number, isStock: true, code: warehouse.id, head: warehouse.name, name: (v) => `stock-${warehouse.id}-${v.key}`,
      text: (v) => String(editor.stock[stockKey(v.key, warehouse.id)] ?? levels.find((level) => level.variant_id === v.id && level.warehouse_id === warehouse.id)?.on_hand ?? 0),
      enter(v, typed) {
        const count = whole(typed, 1_000_000);
        if (count === undefined) return `${warehouse.name}: pieces are counted in whole numbers.`;
        editor.setCount(v.key, warehouse.id, count ?? 0);
        return null;
      },
    })),
  ];
}

/** Null for nothing typed, undefined for what is no whole number. */
function whole(typed: string, most: number): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  return /^\d{1,7}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
