import type { components } from '@stoa/web-api-client';

type Schemas = components['schemas'];
export type Listing = Schemas['Listing'];
export type Category = Schemas['Category'];
export type Texts = Record<string, string>;
export type Answer = string | number | boolean | string[];
export type Party = { name: string; address: string; email: string; country: string };
export type ListingOption = { code: string; names: Texts; values: { code: string; names: Texts; swatch: string | null }[] };
/** `key` names the row on this page; `id` is null until the variant was saved once. */
export type DraftVariant = { key: string; id: string | null; sku: string; gtin: string; options: Texts; prices: Record<string, number | null>; weightGrams: number | null };

/** A listing as somebody writes it: every field filled in or empty, nothing missing. */
export type Draft = {
  title: Texts; description: Texts; categoryId: string | null;
  /** Null: the one of the category. */
  taxCategory: string | null;
  attributes: Record<string, Answer>; media: { id: string; url: string; alt: Texts }[]; options: ListingOption[]; variants: DraftVariant[];
  madeByVendor: boolean; manufacturer: Party | null; responsiblePerson: Party | null; warnings: Texts; excludedMarkets: string[];
};

export const emptyParty: Party = { name: '', address: '', email: '', country: '' };

export const emptyDraft = (currency: string): Draft => ({
  title: {}, description: {}, categoryId: null, taxCategory: null, attributes: {}, media: [], options: [], variants: [{ key: 'new-1', id: null, sku: '', gtin: '', options: {}, prices: { [currency]: null }, weightGrams: null }],
  madeByVendor: true, manufacturer: null, responsiblePerson: null, warnings: {}, excludedMarkets: [],
});

/** What was saved, opened for writing. */
export function toDraft(l: Listing, categories: readonly Category[]): Draft {
  const ofCategory = categories.find((category) => category.id === l.category?.id)?.tax_category ?? null;
  return {
    title: l.title, description: l.description, categoryId: l.category?.id ?? null, taxCategory: l.tax_category === ofCategory ? null : l.tax_category, attributes: l.attributes,
    media: l.media.map(({ id, url, alt }) => ({ id, url, alt })), options: l.options,
    variants: l.variants.map((v) => ({ key: v.id, id: v.id, sku: v.sku, gtin: v.gtin ?? '', options: v.options, prices: Object.fromEntries(v.prices.map((price) => [price.currency, price.amount])), weightGrams: v.weight_grams })),
    madeByVendor: l.made_by_vendor, manufacturer: l.manufacturer, responsiblePerson: l.responsible_person, warnings: l.warnings, excludedMarkets: l.excluded_markets,
  };
}

const filled = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
const partyOrNull = (party: Party | null): Party | null => (party && Object.values(party).some((text) => text.trim() !== '') ? party : null);

/** The draft as the API takes it. Empty texts and answers to questions the category does not ask are left out. */
export function toBody(draft: Draft, categories: readonly Category[]) {
  const asked = categories.find((category) => category.id === draft.categoryId)?.attributes.map((attribute) => attribute.code) ?? [];
  const answers = Object.entries(draft.attributes).filter(([code, answer]) => asked.includes(code) && answer !== '' && !(Array.isArray(answer) && answer.length === 0));
  return {
    title: filled(draft.title), description: filled(draft.description), category_id: draft.categoryId, tax_category: draft.taxCategory, attributes: Object.fromEntries(answers),
    media: draft.media.map(({ id, alt }) => ({ id, alt: filled(alt) })),
    options: draft.options.map((option) => ({ code: option.code, names: filled(option.names), values: option.values.map((value) => ({ code: value.code, names: filled(value.names), swatch: value.swatch })) })),
    variants: draft.variants.map((v) => ({
      ...(v.id !== null && { id: v.id }), sku: v.sku.trim(), gtin: v.gtin.trim() === '' ? null : v.gtin.trim(), options: v.options, weight_grams: v.weightGrams ?? 0,
      prices: Object.entries(v.prices).flatMap(([currency, amount]) => (amount === null ? [] : [{ currency, amount }])),
    })),
    made_by_vendor: draft.madeByVendor, manufacturer: draft.madeByVendor ? null : partyOrNull(draft.manufacturer), responsible_person: partyOrNull(draft.responsiblePerson), warnings: filled(draft.warnings),
    excluded_markets: [...draft.excludedMarkets].sort(),
  };
}
export type ListingBody = ReturnType<typeof toBody>;
export type Field = keyof ListingBody;

/** The fields of `draft` that differ from `base`: all that a save has to send. */
export function changesOf(base: Draft, draft: Draft, categories: readonly Category[]): Partial<ListingBody> {
  const [before, after] = [toBody(base, categories), toBody(draft, categories)];
  const changed = (Object.keys(after) as Field[]).filter((field) => !isSame(before[field], after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/** Equal whatever the order of the keys. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

const OF_FIELD: Record<Field, keyof Draft> = {
  title: 'title', description: 'description', category_id: 'categoryId', tax_category: 'taxCategory', attributes: 'attributes', media: 'media', options: 'options', variants: 'variants', made_by_vendor: 'madeByVendor',
  manufacturer: 'manufacturer', responsible_person: 'responsiblePerson', warnings: 'warnings', excluded_markets: 'excludedMarkets',
};

/** What somebody else saved, with the fields that I changed as I have them. */
export function keepMine(mine: { base: Draft; draft: Draft }, theirs: Draft, categories: readonly Category[]): Draft {
  const fields = Object.keys(changesOf(mine.base, mine.draft, categories)) as Field[];
  return { ...theirs, ...Object.fromEntries(fields.map((field) => [OF_FIELD[field], mine.draft[OF_FIELD[field]]])) };
}
