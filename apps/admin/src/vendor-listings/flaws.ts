import { problemOf } from '@stoa/web-ui';
import { complaintAboutGtin } from './gtin.js';
import type { Draft } from './listing-draft.js';
import { SECTIONS, sectionOf } from './listing-words.js';
import { variantName } from './variants.js';

/** What stands in the way of saving, and the `name` of the field where it is mended. */
export type Flaw = { field: string; words: string };

/** Cells that hold a text nobody could read as what they ask for, by name, with the complaint. */
export type Unread = Readonly<Record<string, string>>;

/** What the page can see by itself before the API is asked. */
export function flawsOf(draft: Draft, unread: Unread): Flaw[] {
  const flaws: Flaw[] = [];
  if (Object.values(draft.title).every((title) => title.trim() === '')) flaws.push({ field: 'title', words: 'Give it a title in one language at least.' });
  const bySku = new Map<string, string>();
  for (const variant of draft.variants) {
    const name = variantName(variant, draft.options);
    const sku = variant.sku.trim();
    const same = bySku.get(sku);
    if (sku === '') flaws.push({ field: `sku-${variant.key}`, words: `${name}: give it a SKU.` });
    else if (same) flaws.push({ field: `sku-${variant.key}`, words: `${name}: this SKU is already used by ${same}.` });
    else bySku.set(sku, name);
    const gtin = complaintAboutGtin(variant.gtin.trim());
    if (gtin) flaws.push({ field: `gtin-${variant.key}`, words: `${name}: ${gtin}` });
    for (const [field, complaint] of Object.entries(unread)) if (field.endsWith(variant.key)) flaws.push({ field, words: `${name}: ${complaint}` });
  }
  return flaws;
}

/** What the API refused, field by field. */
export function flawsFrom(error: unknown, draft: Draft): Flaw[] {
  return (problemOf(error).errors ?? []).map(({ pointer, message }) => {
    const [, part = '', first = '', second = ''] = pointer.split('/');
    const variant = part === 'variants' ? draft.variants[Number(first)] : undefined;
    if (variant) return { field: `${second === 'prices' ? 'price' : second}-${variant.key}`, words: `${variantName(variant, draft.options)}: ${message}` };
    const field = part === 'attributes' ? `attribute-${first}` : part === 'manufacturer' || part === 'responsible_person' ? `${part}-${first}` : part;
    return { field, words: `${SECTIONS[sectionOf(pointer)]}: ${message}` };
  });
}

/** Brings somebody to the field, wherever on the page it stands. */
export function goTo(field: string): void {
  const control = document.getElementsByName(field)[0] ?? document.querySelector<HTMLElement>(`[name^="${CSS.escape(field)}"]`);
  control?.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}
