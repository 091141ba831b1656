import type { TenantId } from '@stoa/platform/context';
import type { Term } from '../words/understand-text.js';
import { SEPARATOR, stemField } from './opensearch-document.js';
import type { SearchRequest } from './search-index.js';

/** A query in the server's own language. */
export type Clause = Readonly<Record<string, unknown>>;
type Place = Pick<SearchRequest, 'market' | 'locale'>;

const PATH = 'shown';
const MAX_COUNTED = 1_000;
const at = (field: string): string => `${PATH}.${field}`;
const is = (field: string, value: string): Clause => ({ term: { [at(field)]: value } });
const either = (clauses: readonly Clause[]): Clause => ({ bool: { should: clauses, minimum_should_match: 1 } });
const worth = (boost: number, filter: Clause): Clause => ({ constant_score: { filter, boost } });
export const within = (query: Clause): Clause => ({ nested: { path: PATH, query, score_mode: 'max' } });
export const onShelf = ({ market, locale }: Place): Clause[] => [is('market', market), is('locale', locale)];
export const ofTenant = (tenantId: TenantId): Clause => ({ term: { tenant_id: tenantId } });

/** How one field meets a word: as it is, by its stem, by its beginning, as the head of a compound. */
const asWord = (field: string, word: string, locale: string, term: Term): Clause =>
  either([is(`${field}_words`, word), ...(term.literal.includes(word) ? [] : [{ match: { [at(stemField(field, locale))]: word } }])]);
const asStem = (field: string, word: string, locale: string, term: Term): Clause[] => (term.literal.includes(word) ? [] : [{ match: { [at(stemField(field, locale))]: word } }]);
const asBeginning = (field: string, word: string): Clause => ({ prefix: { [at(`${field}_words`)]: word } });
const asHead = (field: string, word: string, term: Term): Clause[] => {
  if (word.length < 3) return [];
  const isWhole = term.literal.includes(word) || word.length === 3;
  return [isWhole ? is(`${field}_heads`, word) : { regexp: { [at(`${field}_heads`)]: `${word}.{0,2}` } }];
};

/** The rungs of README.md, "Order", for one term: the best one counts. */
function rungs(term: Term, locale: string): Clause[] {
  const own = [term.word, ...term.like];
  const words = (field: string) => own.map((word) => asWord(field, word, locale, term));
  const others = (field: string) => term.also.flatMap((word) => [asWord(field, word, locale, term), ...asHead(field, word, term)]);
  const heads = (field: string) => own.flatMap((word) => asHead(field, word, term));
  const begins = (field: string) => own.map((word) => asBeginning(field, word));
  const part = (part: readonly string[]) => either(part.flatMap((word) => ['title', 'keywords'].flatMap((field) => [asWord(field, word, locale, term), asBeginning(field, word), ...asHead(field, word, term)])));
  const ladder: [number, Clause[]][] = [
    [10, words('title')], [7, heads('title')], [6, begins('title')], [5.5, others('title')], [5, term.parts.length > 0 ? [{ bool: { filter: term.parts.map(part) } }] : []],
    [4, words('keywords')], [3, [...others('keywords'), ...heads('keywords')]], [2, begins('keywords')],
    [1, own.flatMap((word) => asStem('body', word, locale, term))], [0.5, term.also.flatMap((word) => asStem('body', word, locale, term))],
  ];
  return ladder.filter(([, clauses]) => clauses.length > 0).map(([weight, clauses]) => worth(weight, either(clauses)));
}

/** One term met on any rung. */
export const meets = (term: Term, locale: string): Clause => ({ dis_max: { queries: rungs(term, locale) } });

/** What is found before any filter: all terms, or any of them; with no terms the whole shelf. */
export function found(place: Place, terms: readonly Term[], need: 'all' | 'any'): Clause {
  if (terms.length === 0) return within({ bool: { filter: onShelf(place) } });
  const met = terms.map((term) => meets(term, place.locale));
  const letters = terms.flatMap((term) => [term.word, ...term.like]).map((word) => worth(1, is('title_words', word)));
  const query = { bool: { filter: onShelf(place), must: need === 'all' ? met : [{ bool: { should: met, minimum_should_match: 1 } }], should: letters } };
  const source = `(_score + 2.0 / doc['${at('title_length')}'].value) * (doc['${at('stock')}'].value == 0 ? 0.3 : 1.0)`;
  return within({ script_score: { query, script: { source } } });
}

type Filters = { readonly categories: Clause[]; readonly vendors: Clause[]; readonly price: Clause[]; readonly attributes: Readonly<Record<string, Clause>> };

const anyOf = (field: string, values: readonly string[]): Clause[] => (values.length > 0 ? [{ terms: { [at(field)]: values } }] : []);
function filtersOf(request: SearchRequest): Filters {
  const [low, high] = [request.priceMin, request.priceMax];
  const range = { ...(low === null ? {} : { gte: Number(low) }), ...(high === null ? {} : { lte: Number(high) }) };
  return {
    categories: anyOf('categories', request.categories), vendors: anyOf('vendor', request.vendors), price: Object.keys(range).length > 0 ? [{ range: { [at('price_minor')]: range } }] : [],
    attributes: Object.fromEntries(Object.entries(request.attributes).map(([code, values]) => [code, { terms: { [at('attributes')]: values.map((value) => `${code}=${value}`) } }])),
  };
}

/** All filters at once, for the page itself. */
export function narrowed(request: SearchRequest): Clause {
  const { categories, vendors, price, attributes } = filtersOf(request);
  return within({ bool: { filter: [...onShelf(request), ...categories, ...vendors, ...price, ...Object.values(attributes)] } });
}

/** The counts beside the page. Each leaves its own filter out, so that a second value can still be chosen. */
export function counts(request: SearchRequest): Clause {
  const { categories, vendors, price, attributes } = filtersOf(request);
  const answers = Object.values(attributes);
  const chosen = Object.keys(attributes);
  const counted = (filter: readonly Clause[], field: string, change: Clause = {}): Clause => ({ filter: { bool: { filter } }, aggs: { steps: { terms: { field: at(field), size: MAX_COUNTED, ...change } } } });
  const below = request.categories.length > 0 ? `(${request.categories.join('|')})` : '';
  const ofAttribute = (code: string): [string, Clause] =>
    [`attribute_${code}`, counted([...categories, ...vendors, ...price, ...chosen.filter((other) => other !== code).map((other) => attributes[other]!)], 'attribute_steps', { include: `${code}${SEPARATOR}.*` })];
  return {
    shown: {
      nested: { path: PATH },
      aggs: {
        here: {
          filter: { bool: { filter: onShelf(request) } },
          aggs: {
            categories: counted([...categories, ...vendors, ...price, ...answers], 'category_steps', { include: `${below}${SEPARATOR}.*` }),
            vendors: counted([...categories, ...price, ...answers], 'vendor_step'),
            prices: { filter: { bool: { filter: [...categories, ...vendors, ...answers] } }, aggs: { low: { min: { field: at('price_minor') } }, high: { max: { field: at('price_minor') } } } },
            attributes: counted([...categories, ...vendors, ...price, ...answers], 'attribute_steps', chosen.length > 0 ? { exclude: `(${chosen.join('|')})${SEPARATOR}.*` } : {}),
            ...Object.fromEntries(chosen.map(ofAttribute)),
          },
        },
      },
    },
  };
}

/** What a page is ordered by, and which sign its place has in a cursor: the same places as in PostgreSQL, so that a page may go on there. */
export function order(request: SearchRequest, hasTerms: boolean): { sort: Clause[]; sign: 1 | -1 } {
  const by = (field: string, direction: 'asc' | 'desc'): Clause => ({ [at(field)]: { order: direction, nested: { path: PATH, filter: { bool: { filter: onShelf(request) } } } } });
  const first = { relevance: hasTerms ? { _score: { order: 'desc' } } : by('shelf_place', 'desc'), newest: by('published_seconds', 'desc'), price_asc: by('price_minor', 'asc'), price_desc: by('price_minor', 'desc') }[request.sort];
  return { sort: [first, { listing_id: { order: 'asc' } }], sign: request.sort === 'price_asc' ? 1 : -1 };
}

/** Goods that hold a word close to this one. */
export function close(place: Place, { word }: Term): Clause {
  const fuzziness = word.length < 5 ? 1 : 2;
  return within({ bool: { filter: onShelf(place), should: ['title_words', 'keywords_words'].map((field) => ({ fuzzy: { [at(field)]: { value: word, fuzziness } } })), minimum_should_match: 1 } });
}
