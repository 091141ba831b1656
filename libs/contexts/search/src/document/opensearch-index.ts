import type { ListingId } from '@stoa/events/catalog';
import type { TenantId } from '@stoa/platform/context';
import { fold, understandText, type Term } from '../words/understand-text.js';
import { meantBy } from '../words/spelling.js';
import type { Card } from './document.js';
import { toCard } from './document.repository.js';
import type { Answer, Hit, KeptShown, SearchServer } from './opensearch.js';
import { SEPARATOR } from './opensearch-document.js';
import { close, counts, found, meets, narrowed, ofTenant, onShelf, order, within, type Clause } from './opensearch-query.js';
import type { SearchIndex, SearchRequest, SearchResults, SuggestRequest, Suggestions } from './search-index.js';

type Steps = { readonly steps: { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] } };
type Counts = { readonly doc_count: number; readonly categories: Steps; readonly vendors: Steps; readonly attributes: Steps; readonly prices: { readonly low: { value: number | null }; readonly high: { value: number | null } } } & Readonly<Record<`attribute_${string}`, Steps>>;

const SUGGESTED_FROM = 200;
const LISTINGS_SUGGESTED = 5;
const OTHERS_SUGGESTED = 3;
const HELD_FOR_SPELLING = 100;

/** The index on a search server. Every question names the tenant twice: as the route to its shard, and as a filter. */
export const serverIndex = (server: SearchServer): SearchIndex => ({
  search: async ({ tenantId }, request) => {
    if (request.text !== '' && understandText(request.text, request.locale).length === 0) return nothing;
    return finding(server, tenantId, request, (terms, need) => page(server, tenantId, request, terms, need), ({ base }) => base > 0).then(([{ results }, fixed]) => ({ ...results, fixed }));
  },
  suggest: async ({ tenantId }, request) => {
    if (understandText(request.text, request.locale).length === 0) return { listings: [], categories: [], vendors: [] };
    const ask = (terms: readonly Term[], need: 'all' | 'any') =>
      server.search(tenantId, { size: SUGGESTED_FROM, query: mine(tenantId, found(request, terms, need)), sort: [{ _score: { order: 'desc' } }, { listing_id: { order: 'asc' } }] });
    const [answer, fixed] = await finding(server, tenantId, request, ask, ({ hits }) => hits.hits.length > 0);
    return suggestionsOf(answer.hits.hits.flatMap((hit) => shownTo(hit, request)), fold(fixed ?? request.text));
  },
});

const nothing: SearchResults = { total: 0, cards: [], next: null, fixed: null, categories: [], vendors: [], prices: null, attributes: [] };
const mine = (tenantId: TenantId, query: Clause): Clause => ({ bool: { filter: [ofTenant(tenantId)], must: [query] } });

/** All terms; else what was meant by the words that nobody knows; else any term. */
async function finding<T>(server: SearchServer, tenantId: TenantId, request: SuggestRequest, ask: (terms: readonly Term[], need: 'all' | 'any') => Promise<T>, isFound: (answer: T) => boolean): Promise<[answer: T, fixed: string | null]> {
  const terms = understandText(request.text, request.locale);
  const all = await ask(terms, 'all');
  if (terms.length === 0 || isFound(all)) return [all, null];
  const fixed = await mend(server, tenantId, request, terms);
  const meant = fixed === null ? terms : understandText(fixed, request.locale);
  const again = fixed === null ? all : await ask(meant, 'all');
  return [isFound(again) || meant.length === 1 ? again : await ask(meant, 'any'), fixed];
}

/** What was typed with the words mended that nobody knows; null when nothing can be mended. */
async function mend(server: SearchServer, tenantId: TenantId, request: SuggestRequest, terms: readonly Term[]): Promise<string | null> {
  const questions = terms.flatMap((term) => [
    { size: 0, terminate_after: 1, query: mine(tenantId, within({ bool: { filter: [...onShelf(request), meets(term, request.locale)] } })) },
    { size: HELD_FOR_SPELLING, _source: ['listing_id', 'shown.market', 'shown.locale', 'shown.title_words', 'shown.keywords_words'], query: mine(tenantId, close(request, term)) },
  ]);
  const answers = await server.searchAll(tenantId, questions);
  const spelt = terms.map(({ word }, at) => {
    if (answers[at * 2]!.hits.total.value > 0) return word;
    return meantBy(word, answers[at * 2 + 1]!.hits.hits.flatMap((hit) => shownTo(hit, request)).flatMap((shown) => [...shown.title_words, ...shown.keywords_words])) ?? word;
  });
  return spelt.some((word, at) => word !== terms[at]!.word) ? spelt.join(' ') : null;
}

async function page(server: SearchServer, tenantId: TenantId, request: SearchRequest, terms: readonly Term[], need: 'all' | 'any'): Promise<{ results: SearchResults; base: number }> {
  const { sort, sign } = order(request, terms.length > 0);
  const answer = await server.search(tenantId, {
    size: request.limit + 1, track_total_hits: true, track_scores: true, _source: ['listing_id', 'shown.market', 'shown.locale', 'shown.card'],
    query: mine(tenantId, found(request, terms, need)), post_filter: narrowed(request), aggs: counts(request), sort,
    ...(request.after ? { search_after: [request.after[0] * sign, request.after[1]] } : {}),
  });
  const counted = (answer.aggregations as { shown: { here: Counts } }).shown.here;
  const shown = answer.hits.hits.slice(0, request.limit);
  const last = shown.at(-1);
  const next = answer.hits.hits.length > request.limit && last?.sort ? ([last.sort[0] * sign, last.sort[1] as ListingId] as const) : null;
  return { base: counted.doc_count, results: { ...toFacets(request, counted), total: answer.hits.total.value, cards: cardsOf(shown, request), next, fixed: null } };
}

const shownTo = (hit: Hit, { market, locale }: Pick<SearchRequest, 'market' | 'locale'>) => hit._source.shown.filter((shown) => shown.market === market && shown.locale === locale);
const cardsOf = (hits: Answer['hits']['hits'], place: Pick<SearchRequest, 'market' | 'locale'>): Card[] => hits.flatMap((hit) => shownTo(hit, place).map((shown) => toCard(shown.card)));

function toFacets(request: SearchRequest, counted: Counts): Pick<SearchResults, 'categories' | 'vendors' | 'prices' | 'attributes'> {
  const { low, high } = counted.prices;
  const answers = [counted.attributes, ...Object.keys(request.attributes).map((code) => counted[`attribute_${code}`]!)].flatMap((steps) => parted(steps));
  const codes = [...new Set(answers.map(({ parts }) => parts[0]!))].sort();
  return {
    categories: mostFirst(parted(counted.categories).map(({ parts, count }) => ({ handle: parts[1]!, name: parts[2]!, count })), (each) => each.handle),
    vendors: mostFirst(parted(counted.vendors).map(({ parts, count }) => ({ handle: parts[0]!, name: parts[1]!, count })), (each) => each.handle),
    prices: low.value === null || high.value === null ? null : [BigInt(low.value), BigInt(high.value)],
    attributes: codes.map((code) => {
      const own = answers.filter(({ parts }) => parts[0] === code);
      return { code, name: own[0]!.parts[2]!, values: mostFirst(own.map(({ parts, count }) => ({ value: parts[1]!, label: parts[3]!, count })), (each) => each.value) };
    }),
  };
}

const parted = ({ steps }: Steps) => steps.buckets.map(({ key, doc_count: count }) => ({ parts: key.split(SEPARATOR), count }));
const mostFirst = <T extends { readonly count: number }>(all: readonly T[], nameOf: (each: T) => string): T[] => [...all].sort((a, b) => b.count - a.count || (nameOf(a) < nameOf(b) ? -1 : 1));

function suggestionsOf(shown: readonly KeptShown[], typed: string): Suggestions {
  const named = (all: readonly { handle: string; name: string }[], isMeant: (name: string) => boolean) =>
    [...new Map(all.map((each) => [each.handle, each])).values()].filter(({ name }) => isMeant(fold(name))).sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, OTHERS_SUGGESTED);
  const [shelves, vendors] = [shown.flatMap((each) => each.category_steps), shown.map((each) => each.vendor_step)].map((steps) => steps.map((step) => step.split(SEPARATOR)));
  return {
    listings: shown.slice(0, LISTINGS_SUGGESTED).map(({ card }) => toCard(card)),
    categories: named(shelves!.map(([, handle, name]) => ({ handle: handle!, name: name! })), (name) => name.startsWith(typed)),
    vendors: named(vendors!.map(([handle, name]) => ({ handle: handle!, name: name! })), (name) => name.includes(typed)),
  };
}
