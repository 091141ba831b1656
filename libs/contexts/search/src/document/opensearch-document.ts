import { wordsOf } from '../words/understand-text.js';
import type { SearchDocument } from './document.js';
import { toStoredCard } from './document.repository.js';

/** Parts of what is counted by one key; no name holds it. */
export const SEPARATOR = '\u0001';
const STOCK = { sold_out: 0, low: 1, in_stock: 2 } as const;
/** In front of the head of a compound stand at least this many letters. */
const SHORTEST_FRONT = 3;
const SHORTEST_HEAD = 3;
const LONGEST_WORD = 40;

/** Pure: words are folded and cut here, so that the server only has to stem them. */
export function toShown(document: SearchDocument) {
  const [title, keywords] = [wordsOf(document.card.title), wordsOf(document.keywords)];
  const path = document.categories.map(({ handle }) => handle);
  const stock = STOCK[document.card.stock];
  const seconds = document.publishedAt.getTime() / 1000;
  return {
    market: document.market, locale: document.locale, card: toStoredCard(document), title_length: Math.max(1, title.length),
    ...worded('title', title, document.locale), ...worded('keywords', keywords, document.locale), ...stemmed('body', wordsOf(document.body), document.locale),
    vendor: document.card.vendor.handle, vendor_step: [document.card.vendor.handle, document.card.vendor.name].join(SEPARATOR), categories: path, category_steps: stepsOf(document),
    attributes: document.facets.flatMap((facet) => facet.values.map(({ value }) => `${facet.code}=${value}`)),
    attribute_steps: document.facets.flatMap((facet) => facet.values.map(({ value, label }) => [facet.code, value, facet.name, label].join(SEPARATOR))),
    price_minor: Number(document.card.price.minor), stock, published_seconds: seconds, shelf_place: stock * 1e10 + seconds,
  };
}

/** Each shelf under the one above it, and the last one under itself: choosing it shows it. */
function stepsOf({ categories }: SearchDocument): string[] {
  const steps = categories.map(({ handle, name }, at) => [categories[at - 1]?.handle ?? '', handle, name]);
  const last = categories.at(-1);
  return [...steps, ...(last ? [[last.handle, last.handle, last.name]] : [])].map((step) => step.join(SEPARATOR));
}

const LANGUAGES: ReadonlySet<string> = new Set(['de', 'en', 'fi']);
/** The field that holds stems in the language of a locale. */
export const stemField = (field: string, locale: string): string => `${field}_${LANGUAGES.has(locale.slice(0, 2)) ? locale.slice(0, 2) : 'other'}`;

const stemmed = (field: string, words: readonly string[], locale: string): Record<string, string> => ({ [stemField(field, locale)]: words.join(' ') });
const worded = (field: string, words: readonly string[], locale: string): Record<string, string | string[]> => ({
  [`${field}_words`]: words.filter((word) => word.length <= LONGEST_WORD), [`${field}_heads`]: [...new Set(words.flatMap(headsOf))], ...stemmed(field, words, locale),
});

/** Whatever a compound may end in. */
function headsOf(word: string): string[] {
  if (word.length > LONGEST_WORD) return [];
  return Array.from({ length: Math.max(0, word.length - SHORTEST_FRONT - SHORTEST_HEAD + 1) }, (_, at) => word.slice(SHORTEST_FRONT + at));
}

const keyword = { type: 'keyword' } as const;
const stem = (analyzer: string) => ({ type: 'text', analyzer, norms: false }) as const;
const stems = (field: string) => ({ [`${field}_de`]: stem('stem_de'), [`${field}_en`]: stem('stem_en'), [`${field}_fi`]: stem('stem_fi'), [`${field}_other`]: stem('whitespace') });
const analyzer = (language: string) => ({ type: 'custom', tokenizer: 'whitespace', filter: [language] }) as const;
const stemmer = (language: string) => ({ type: 'stemmer', language }) as const;

/** How the server keeps a listing: one document, so that one external version guards all its markets and languages at once. */
export const indexBody = (shards: number, replicas: number) => ({
  settings: {
    number_of_shards: shards, number_of_replicas: replicas, refresh_interval: '1s',
    analysis: {
      filter: { de: stemmer('german'), en: stemmer('porter2'), fi: stemmer('finnish') },
      analyzer: { stem_de: analyzer('de'), stem_en: analyzer('en'), stem_fi: analyzer('fi') },
    },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      tenant_id: keyword, listing_id: keyword, state_version: { type: 'long' },
      shown: {
        type: 'nested', dynamic: 'strict',
        properties: {
          market: keyword, locale: keyword, card: { type: 'object', enabled: false }, title_length: { type: 'short' },
          title_words: keyword, title_heads: keyword, ...stems('title'), keywords_words: keyword, keywords_heads: keyword, ...stems('keywords'), ...stems('body'),
          vendor: keyword, vendor_step: keyword, categories: keyword, category_steps: keyword, attributes: keyword, attribute_steps: keyword,
          price_minor: { type: 'long' }, stock: { type: 'byte' }, published_seconds: { type: 'double' }, shelf_place: { type: 'double' },
        },
      },
    },
  },
});
