import type { DraftVariant, ListingOption, Texts } from './listing-draft.js';
import { nameOf } from './listing-words.js';

/** "Dusk blue, 0.2 l"; what is sold in one shape only has no such name. */
export const variantName = (variant: Pick<DraftVariant, 'options' | 'sku'>, options: readonly ListingOption[]): string =>
  options.map((option) => nameOf(option.values.find((value) => value.code === variant.options[option.code])?.names ?? {})).filter(Boolean).join(', ') || variant.sku || 'The only variant';

/** Every choice the options allow, in their order. */
export const combinations = (options: readonly ListingOption[]): Texts[] =>
  options.reduce<Texts[]>((all, option) => all.flatMap((sofar) => option.values.map((value) => ({ ...sofar, [option.code]: value.code }))), [{}]);

const keyOf = (choice: Texts, options: readonly ListingOption[]): string => options.map((option) => choice[option.code]).join('\u0000');

/** Choices that no variant offers yet. */
export function openChoices(options: readonly ListingOption[], variants: readonly DraftVariant[]): Texts[] {
  const taken = new Set(variants.map((variant) => keyOf(variant.options, options)));
  return combinations(options).filter((choice) => !taken.has(keyOf(choice, options)));
}

/**
 * The variants after the options changed. Those that still can be chosen stay as they are; a new option is answered with its first value; each new value
 * brings its variants. A choice that was left out before stays out.
 */
export function recombine(before: readonly ListingOption[], after: readonly ListingOption[], variants: readonly DraftVariant[]): DraftVariant[] {
  const wasOffered = (option: ListingOption, code: string | undefined): boolean => {
    const old = before.find((one) => one.code === option.code);
    return old ? old.values.some((value) => value.code === code) : code === option.values[0]?.code;
  };
  const kept = new Map<string, DraftVariant>();
  for (const variant of variants) {
    const options = Object.fromEntries(after.map((option) => [option.code, variant.options[option.code] ?? option.values[0]?.code ?? '']));
    if (!after.every((option) => option.values.some((value) => value.code === options[option.code]))) continue;
    const key = keyOf(options, after);
    if (!kept.has(key)) kept.set(key, { ...variant, options });
  }
  return combinations(after).flatMap((choice) => {
    const key = keyOf(choice, after);
    const same = kept.get(key);
    if (same) return [same];
    return kept.size > 0 && after.every((option) => wasOffered(option, choice[option.code])) ? [] : [newVariant(choice, after, variants)];
  });
}

/** A variant of a choice, priced and weighed like the first, with a SKU to begin from. */
export function newVariant(choice: Texts, options: readonly ListingOption[], like: readonly DraftVariant[]): DraftVariant {
  const [first] = like;
  const stem = first?.sku.split('-')[0] ?? '';
  const ending = options.map((option) => (choice[option.code] ?? '').replace(/[^a-z0-9]/g, '').slice(0, 4).toUpperCase()).filter(Boolean);
  return { key: `new-${crypto.randomUUID()}`, id: null, sku: stem === '' ? '' : [stem, ...ending].join('-'), gtin: '', options: choice, prices: { ...first?.prices }, weightGrams: first?.weightGrams ?? null };
}

/** A code for a name, not among those taken: "Größe" is `groesse`. */
export function codeFor(name: string, taken: readonly string[]): string {
  const plain = name.toLowerCase().replace(/ß/g, 'ss').replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 36).replace(/-$/, '');
  const stem = plain || 'value';
  return [stem, ...Array.from({ length: taken.length + 1 }, (_, i) => `${stem}-${i + 2}`)].find((code) => !taken.includes(code)) ?? stem;
}
