import type { ListingId } from '@stoa/events/catalog';
import { toCard, type StoredCard } from '../document/document.repository.js';
import type { Card, Facet } from '../document/document.js';

/** A document as the database tells it: `search.as_columns`. The last is the card, as JSON. */
export type ColumnRow = readonly [
  listingId: ListingId, vendorHandle: string, vendorName: string, categoryHandles: readonly string[], categoryNames: readonly string[], priceMinor: number, stock: number, publishedAt: number, facets: readonly Facet[] | null,
  title: readonly string[], inTitle: readonly string[], inKeywords: readonly string[], inBody: readonly string[], card: string,
];

/** Where a word stands in a document. */
export const IN_TITLE = 1, IN_KEYWORDS = 2, IN_BODY = 4;
/** A word and where it stands are kept as one number. */
export const WORD_SHIFT = 3;

type Vendor = { readonly handle: string; name: string };
type Path = { readonly handles: readonly string[]; readonly names: readonly string[] };
type Answer = { readonly code: string; readonly value: string; name: string; label: string };

/**
 * One marketplace's goods in one market and language, as what they are found, filtered, counted and ordered by: each listing has a place, and each column says one thing of every place. What repeats
 * itself (words, vendors, shelves, answers) is a number here and stands in a list beside.
 */
export class Columns {
  readonly ids: (ListingId | null)[] = [];
  readonly vendor: number[] = [];
  readonly path: number[] = [];
  readonly price: number[] = [];
  readonly stock: number[] = [];
  readonly published: number[] = [];
  readonly answers: Uint32Array[] = [];
  readonly title: Uint32Array[] = [];
  readonly words: Uint32Array[] = [];
  readonly vendors = new Numbered<Vendor>();
  readonly paths = new Numbered<Path>();
  readonly answered = new Numbered<Answer>();
  readonly lexicon = new Numbered<string>();
  /** How many rows were put since it was made: what is not said any more stays in the lists, so one that has seen many is made anew. */
  puts = 0;
  /** About how much memory it takes. */
  bytes = 0;
  readonly #cards: (string | Card)[] = [];
  readonly #places = new Map<ListingId, number>();
  readonly #free: number[] = [];
  readonly #sizes: number[] = [];

  get size(): number {
    return this.#places.size;
  }

  /** The card at a place. It is read when somebody first sees it, and is the same object from then on. */
  card(at: number): Card {
    const card = this.#cards[at]!;
    return typeof card === 'string' ? (this.#cards[at] = toCard(JSON.parse(card) as StoredCard)) : card;
  }

  put(row: ColumnRow): void {
    const [id, vendorHandle, vendorName, handles, names, price, stock, published, facets, title, inTitle, inKeywords, inBody, card] = row;
    this.remove(id);
    const at = this.#free.pop() ?? this.ids.length;
    this.#places.set(id, at);
    this.ids[at] = id;
    this.vendor[at] = this.vendors.of(vendorHandle, () => ({ handle: vendorHandle, name: vendorName }), (known) => (known.name = vendorName));
    this.path[at] = this.paths.of(JSON.stringify([handles, names]), () => ({ handles, names }));
    [this.price[at], this.stock[at], this.published[at], this.#cards[at]] = [price, stock, published, card];
    this.answers[at] = Uint32Array.from((facets ?? []).flatMap((facet) => facet.values.map((value) => this.#answer(facet, value))));
    this.title[at] = Uint32Array.from(title, (word) => this.#word(word));
    this.words[at] = this.#wordsOf(inTitle, inKeywords, inBody);
    this.puts += 1;
    this.bytes += this.#sizes[at] = bytesOf(card.length, this.words[at].length);
  }

  remove(id: ListingId): void {
    const at = this.#places.get(id);
    if (at === undefined) return;
    this.bytes -= this.#sizes[at]!;
    this.#places.delete(id);
    this.ids[at] = null;
    this.#cards[at] = '';
    this.#free.push(at);
  }

  #answer(facet: Facet, { value, label }: Facet['values'][number]): number {
    return this.answered.of(`${facet.code}=${value}`, () => ({ code: facet.code, value, name: facet.name, label }), (known) => Object.assign(known, { name: facet.name, label }));
  }

  #word = (word: string): number => this.lexicon.of(word, () => word);

  #wordsOf(...places: readonly (readonly string[])[]): Uint32Array {
    const where = new Map<number, number>();
    places.forEach((words, index) => {
      for (const word of words) where.set(this.#word(word), (where.get(this.#word(word)) ?? 0) | (1 << index));
    });
    return Uint32Array.from(where, ([word, mask]) => (word << WORD_SHIFT) | mask);
  }
}

/** Its JSON, the card it is read into and that card's view; numbers for its words; the rest. */
const bytesOf = (cardLength: number, words: number): number => cardLength * 4 + words * 4 + 500;

/** Values by number, each once. */
export class Numbered<T> {
  readonly list: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string, make: () => T, refresh?: (known: T) => void): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) {
      refresh?.(this.list[known]!);
      return known;
    }
    this.#numbers.set(name, this.list.length);
    return this.list.push(make()) - 1;
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}
