import { type Actor, speaksFor } from '@stoa/platform/context';
import type { CategoryId, ListingId, ListingVersionId, MediaId, VariantId, VendorId } from '@stoa/events/catalog';
import type { AttributeDefinition, Localized } from '../category/category.js';
import { isGtin } from './gtin.js';
import { listingCannotMove, listingNotReady } from './listing.errors.js';

/** Where the draft stands. What shoppers see is the live version, if there is one, whatever the draft is at. */
export type ListingStatus = 'draft' | 'submitted' | 'refused' | 'published' | 'unlisted';
export type AttributeAnswer = string | number | boolean | readonly string[];
export type Price = { readonly currency: string; readonly minor: bigint };
export type ListingMedia = { readonly mediaId: MediaId; readonly alt: Localized };
/** One axis of choice, such as the glaze. `swatch` is a colour to show for a value. */
export type ListingOption = {
  readonly code: string;
  readonly names: Localized;
  readonly values: readonly { readonly code: string; readonly names: Localized; readonly swatch: string | null }[];
};
export type Variant = {
  readonly id: VariantId;
  readonly sku: string;
  readonly gtin: string | null;
  /** Option code to value code; one answer per option of the listing. */
  readonly options: Readonly<Record<string, string>>;
  /** One price per currency, never converted. With or without tax: as the market of that currency shows prices. */
  readonly prices: readonly Price[];
  readonly weightGrams: number;
};
/** Who answers for the product's safety, with a postal and an electronic address (GPSR art. 19). */
export type ResponsibleParty = { readonly name: string; readonly address: string; readonly email: string; readonly country: string };

/** Everything a vendor says about what it offers. */
export type ListingContent = {
  readonly title: Localized;
  readonly description: Localized;
  readonly categoryId: CategoryId | null;
  /** Overrides the category's tax category, when the goods differ from their shelf. */
  readonly taxCategory: string | null;
  readonly attributes: Readonly<Record<string, AttributeAnswer>>;
  readonly media: readonly ListingMedia[];
  readonly options: readonly ListingOption[];
  readonly variants: readonly Variant[];
  /** The vendor makes it: then its trader file stands for the manufacturer. */
  readonly madeByVendor: boolean;
  readonly manufacturer: ResponsibleParty | null;
  /** In the union, when the manufacturer is not (GPSR art. 16). */
  readonly responsiblePerson: ResponsibleParty | null;
  readonly warnings: Localized;
  /** Codes of markets where the vendor does not want to sell this: their rules are not asked. */
  readonly excludedMarkets: readonly string[];
};

export type Listing = {
  readonly id: ListingId;
  readonly vendorId: VendorId;
  readonly handle: string;
  readonly status: ListingStatus;
  readonly content: ListingContent;
  readonly liveVersionId: ListingVersionId | null;
  /** The number of the newest version ever published; 0 before the first. */
  readonly versionNumber: number;
  readonly submittedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly refusalReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
};

const MOVES: Record<ListingStatus, readonly ListingStatus[]> = {
  draft: ['submitted', 'unlisted'],
  submitted: ['published', 'refused', 'draft', 'unlisted'],
  refused: ['draft', 'submitted', 'unlisted'],
  published: ['draft', 'unlisted'],
  unlisted: ['draft', 'submitted'],
};

const moved = (listing: Listing, status: ListingStatus): Listing => {
  if (!MOVES[listing.status].includes(status)) throw listingCannotMove(listing.status, status);
  return { ...listing, status };
};

/** The draft gets new content. One under review leaves it; a live version stays in the shop until the next is approved. */
export function edit(listing: Listing, content: ListingContent, now: Date): Listing {
  const draft = listing.status === 'draft' ? listing : moved(listing, 'draft');
  return { ...draft, content, updatedAt: now, submittedAt: null };
}

/** Hands the draft to the staff; refuses one that lacks something. */
export function submit(listing: Listing, attributes: readonly AttributeDefinition[], now: Date): Listing {
  const missing = gapsIn(listing.content, attributes);
  if (missing.length > 0) throw listingNotReady(missing);
  return { ...moved(listing, 'submitted'), submittedAt: now, refusalReason: null };
}

/** The staff let it in: the draft becomes version `versionNumber`, which is live from now on. */
export const approve = (listing: Listing, liveVersionId: ListingVersionId, now: Date): Listing => ({
  ...moved(listing, 'published'), liveVersionId, versionNumber: listing.versionNumber + 1, publishedAt: now, refusalReason: null,
});

export const refuse = (listing: Listing, reason: string): Listing => ({ ...moved(listing, 'refused'), refusalReason: reason });

/** Takes what is live out of the shop. The draft stays, to be submitted again. */
export const unlist = (listing: Listing): Listing => ({ ...moved(listing, 'unlisted'), liveVersionId: null });

/** Whose listing it is: a vendor's people touch their own, staff every one. */
export const mayEdit = (actor: Actor, listing: Pick<Listing, 'vendorId'>): boolean => speaksFor(actor, listing.vendorId);

/** What still stands in the way of a submission, in the words of the editor. */
export function gapsIn(content: ListingContent, attributes: readonly AttributeDefinition[]): string[] {
  const gaps: string[] = [];
  if (Object.values(content.title).every((title) => title.trim() === '')) gaps.push('title');
  if (Object.values(content.description).every((text) => text.trim() === '')) gaps.push('description');
  if (content.categoryId === null) gaps.push('category');
  if (content.media.length === 0) gaps.push('picture');
  if (content.variants.length === 0) gaps.push('variant');
  for (const variant of content.variants) if (variant.prices.length === 0) gaps.push(`price of ${variant.sku}`);
  for (const attribute of attributes) if (attribute.required && !(attribute.code in content.attributes)) gaps.push(`attribute ${attribute.code}`);
  return gaps;
}

export type Flaw = { readonly pointer: string; readonly message: string };

/** What cannot even be saved: answers that contradict their schema, variants that cannot be told apart, numbers that are none. */
export function flawsIn(content: ListingContent, attributes: readonly AttributeDefinition[] | null): Flaw[] {
  return [...flawsOfVariants(content), ...(attributes === null ? [] : flawsOfAttributes(content, attributes))];
}

function flawsOfVariants({ options, variants }: ListingContent): Flaw[] {
  const flaws: Flaw[] = [];
  const skus = new Map<string, number>();
  const combinations = new Map<string, number>();
  for (const [index, variant] of variants.entries()) {
    const at = `/variants/${index}`;
    const sameSku = skus.get(variant.sku);
    if (sameSku !== undefined) flaws.push({ pointer: `${at}/sku`, message: `This SKU is already used by variant ${sameSku + 1}.` });
    skus.set(variant.sku, index);
    if (variant.gtin !== null && !isGtin(variant.gtin)) flaws.push({ pointer: `${at}/gtin`, message: 'The check digit of this GTIN is wrong.' });
    const currencies = variant.prices.map((price) => price.currency);
    if (new Set(currencies).size < currencies.length) flaws.push({ pointer: `${at}/prices`, message: 'One price per currency.' });
    const codes = Object.keys(variant.options);
    const answersAll = codes.length === options.length && options.every((option) => option.values.some((value) => value.code === variant.options[option.code]));
    if (!answersAll) flaws.push({ pointer: `${at}/options`, message: 'Choose one value of each option.' });
    const combination = options.map((option) => variant.options[option.code]).join('\u0000');
    const same = combinations.get(combination);
    if (answersAll && same !== undefined) flaws.push({ pointer: `${at}/options`, message: `The same choice as variant ${same + 1}.` });
    combinations.set(combination, index);
  }
  return flaws;
}

function flawsOfAttributes(content: ListingContent, attributes: readonly AttributeDefinition[]): Flaw[] {
  return Object.entries(content.attributes).flatMap(([code, answer]) => {
    const definition = attributes.find((attribute) => attribute.code === code);
    const pointer = `/attributes/${code}`;
    if (!definition) return [{ pointer, message: 'The category has no such attribute.' }];
    return fits(definition, answer) ? [] : [{ pointer, message: EXPECTED[definition.type] }];
  });
}

const EXPECTED: Record<AttributeDefinition['type'], string> = {
  text: 'A text.', number: 'A number.', boolean: 'Yes or no.', select: 'One of the listed values.', multiselect: 'Some of the listed values.',
};

function fits(definition: AttributeDefinition, answer: AttributeAnswer): boolean {
  const known = (code: unknown) => definition.values.some((value) => value.code === code);
  switch (definition.type) {
    case 'text': return typeof answer === 'string' && answer.length <= 2_000;
    case 'number': return typeof answer === 'number' && Number.isFinite(answer);
    case 'boolean': return typeof answer === 'boolean';
    case 'select': return known(answer);
    case 'multiselect': return Array.isArray(answer) && answer.every(known) && new Set(answer).size === answer.length;
  }
}

/** What distinguishes a variant, per language of the listing's options: `Moss, 280 ml`. Empty for the only one. */
export function optionText(options: readonly ListingOption[], variant: Pick<Variant, 'options'>): Record<string, string> {
  const chosen = options.flatMap((option) => option.values.filter((value) => value.code === variant.options[option.code]));
  const locales = new Set(chosen.flatMap((value) => Object.keys(value.names)));
  return Object.fromEntries([...locales].map((locale) => [locale, chosen.map((value) => value.names[locale] ?? Object.values(value.names)[0] ?? value.code).join(', ')]));
}
