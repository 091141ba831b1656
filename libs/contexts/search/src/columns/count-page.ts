import type { ListingId } from '@stoa/events/catalog';
import { byCount, type Counted, inOrder, type SearchRequest, type SearchResults } from '../document/search-index.js';
import type { Columns } from './columns.js';
import type { Matches } from './match-words.js';

/** What a request leaves of the goods, worked out once for each vendor, shelf and answer instead of for each of the goods. */
type Filters = {
  readonly vendorFits: Uint8Array;
  readonly pathFits: Uint8Array;
  readonly low: number;
  readonly high: number;
  /** All attributes that are asked for, as bits; which of them an answer satisfies; which of them is its own. */
  readonly asked: number;
  readonly satisfies: Uint32Array;
  readonly own: Uint32Array;
};

/** More attributes than fit into one number are asked for: counted elsewhere. */
const MOST_ATTRIBUTES = 30;

/** Pure: the page `search.query` answers with, counted in memory; `matches` null where no words were asked for. Null where it cannot be counted here. */
export function countPage(columns: Columns, request: SearchRequest, matches: Matches | null): SearchResults | null {
  if (Object.keys(request.attributes).length > MOST_ATTRIBUTES) return null;
  const filters = filtersOf(columns, request);
  const tally = { total: 0, vendors: new Uint32Array(columns.vendors.list.length), paths: new Uint32Array(columns.paths.list.length), answers: new Uint32Array(columns.answered.list.length), lowest: Infinity, highest: -Infinity };
  const page = new Nearest(columns, request.limit + 1);
  const placeOf = placing(columns, request, matches !== null);
  const count = (at: number, score: number): void => {
    const answers = columns.answers[at]!;
    let satisfied = 0;
    if (filters.asked !== 0) for (const answer of answers) satisfied |= filters.satisfies[answer]!;
    const misses = filters.asked & ~satisfied;
    const vendorFits = filters.vendorFits[columns.vendor[at]!] === 1;
    const pathFits = filters.pathFits[columns.path[at]!] === 1;
    const price = columns.price[at]!;
    const priceFits = price >= filters.low && price <= filters.high;
    if (misses === 0 && pathFits && priceFits) tally.vendors[columns.vendor[at]!]! += 1;
    if (misses === 0 && vendorFits && pathFits) [tally.lowest, tally.highest] = [Math.min(tally.lowest, price), Math.max(tally.highest, price)];
    if (!vendorFits || !pathFits || !priceFits) return;
    // A facet's counts leave its own filter out.
    for (const answer of answers) if (misses === 0 || misses === filters.own[answer]) tally.answers[answer]! += 1;
    if (misses !== 0) return;
    tally.total += 1;
    tally.paths[columns.path[at]!]! += 1;
    page.offer(placeOf(at, score), at, request.after);
  };
  if (matches) matches.at.forEach((at, index) => count(at, matches.scores[index]!));
  else for (let at = 0; at < columns.ids.length; at += 1) if (columns.ids[at] !== null) count(at, 0);

  const shown = page.first(request.limit);
  const last = page.hasMore(request.limit) ? shown.at(-1) : undefined;
  return {
    total: tally.total, cards: shown.map(({ at }) => columns.card(at)), next: last ? [last.place, columns.ids[last.at]!] : null, fixed: null,
    categories: shelvesOf(columns, request, tally.paths), vendors: counted(columns.vendors.list.map(({ handle, name }, vendor) => ({ handle, name, count: tally.vendors[vendor]! }))),
    prices: tally.lowest === Infinity ? null : [BigInt(tally.lowest), BigInt(tally.highest)], attributes: attributesOf(columns, tally.answers),
  };
}

function filtersOf(columns: Columns, { vendors, categories, priceMin, priceMax, attributes }: SearchRequest): Filters {
  const codes = new Map(Object.keys(attributes).map((code, index) => [code, 1 << index]));
  const own = Uint32Array.from(columns.answered.list, ({ code }) => codes.get(code) ?? 0);
  return {
    vendorFits: Uint8Array.from(columns.vendors.list, ({ handle }) => (vendors.length === 0 || vendors.includes(handle) ? 1 : 0)),
    pathFits: Uint8Array.from(columns.paths.list, ({ handles }) => (categories.length === 0 || handles.some((handle) => categories.includes(handle)) ? 1 : 0)),
    low: priceMin === null ? -Infinity : Number(priceMin), high: priceMax === null ? Infinity : Number(priceMax),
    asked: [...codes.values()].reduce((all, bit) => all | bit, 0), own,
    satisfies: Uint32Array.from(columns.answered.list, ({ code, value }, answer) => (attributes[code]?.includes(value) === true ? own[answer]! : 0)),
  };
}

/** Where one of the goods stands in the order that is asked for, the smaller the sooner. */
function placing(columns: Columns, { sort }: SearchRequest, hasWords: boolean): (at: number, score: number) => number {
  if (sort === 'price_asc') return (at) => columns.price[at]!;
  if (sort === 'price_desc') return (at) => 0 - columns.price[at]!;
  if (sort === 'newest') return (at) => 0 - columns.published[at]!;
  if (!hasWords) return (at) => 0 - (columns.stock[at]! * 1e10 + columns.published[at]!);
  const rounded = new Map<number, number>(); // many goods are equally good
  return (at, score) => {
    const weighed = columns.stock[at] === 0 ? score * 0.3 : score;
    let place = rounded.get(weighed);
    if (place === undefined) rounded.set(weighed, (place = 0 - roundedAsNumeric(weighed)));
    return place;
  };
}

/** To four digits as PostgreSQL's `round(x::numeric, 4)` does for what is not negative: of the 15 digits that a numeric keeps, half goes up. */
export function roundedAsNumeric(value: number): number {
  const [whole = '0', part = ''] = value.toPrecision(15).split('.');
  const digits = BigInt(whole + part.slice(0, 4).padEnd(4, '0')) + (part.charCodeAt(4) >= FIVE ? 1n : 0n);
  return Number(`${digits}e-4`);
}
const FIVE = '5'.charCodeAt(0);

/** The next shelf below the one that was chosen, for each of the goods. */
function shelvesOf(columns: Columns, { categories }: SearchRequest, counts: Uint32Array): SearchResults['categories'] {
  const shelves = new Map<string, { handle: string; name: string; count: number }>();
  columns.paths.list.forEach(({ handles, names }, path) => {
    const at = Math.min(Math.max(0, ...categories.map((category) => handles.indexOf(category) + 1)), handles.length - 1);
    const [handle, name] = [handles[at], names[at]];
    if (counts[path] === 0 || handle === undefined || name === undefined) return;
    const known = shelves.get(JSON.stringify([handle, name])) ?? { handle, name, count: 0 };
    shelves.set(JSON.stringify([handle, name]), { ...known, count: known.count + counts[path]! });
  });
  return counted([...shelves.values()]);
}

function attributesOf(columns: Columns, counts: Uint32Array): SearchResults['attributes'] {
  const codes = new Map<string, { code: string; name: string; values: { value: string; label: string; count: number }[] }>();
  columns.answered.list.forEach(({ code, name, value, label }, answer) => {
    if (counts[answer] === 0) return;
    const known = codes.get(code) ?? { code, name, values: [] };
    known.values.push({ value, label, count: counts[answer]! });
    codes.set(code, { ...known, name: name < known.name ? name : known.name });
  });
  return [...codes.values()].sort((a, b) => inOrder(a.code, b.code)).map((attribute) => ({ ...attribute, values: attribute.values.sort((a, b) => b.count - a.count || inOrder(a.value, b.value)) }));
}

const counted = (all: readonly Counted[]): Counted[] => all.filter(({ count }) => count > 0).sort(byCount);

/** The few that come first behind a cursor, in their order: by place, then by id. */
class Nearest {
  readonly #kept: { place: number; at: number }[] = [];

  constructor(private readonly columns: Columns, private readonly most: number) {}

  offer(place: number, at: number, after: readonly [number, ListingId] | null): void {
    if (after && !this.#isBehind(after[0], after[1], place, at)) return;
    const kept = this.#kept;
    const last = kept.at(-1);
    if (kept.length === this.most && last && !this.#comesBefore(place, at, last)) return;
    let [from, to] = [0, kept.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#comesBefore(place, at, kept[middle]!)) to = middle;
      else from = middle + 1;
    }
    kept.splice(from, 0, { place, at });
    if (kept.length > this.most) kept.pop();
  }

  first = (count: number): readonly { place: number; at: number }[] => this.#kept.slice(0, count);
  hasMore = (count: number): boolean => this.#kept.length > count;

  #isBehind(afterPlace: number, afterId: ListingId, place: number, at: number): boolean {
    return place > afterPlace || (place === afterPlace && this.columns.ids[at]! > afterId);
  }

  #comesBefore(place: number, at: number, other: { place: number; at: number }): boolean {
    return place < other.place || (place === other.place && this.columns.ids[at]! < this.columns.ids[other.at]!);
  }
}
