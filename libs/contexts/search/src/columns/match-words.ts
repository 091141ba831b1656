import type { Term } from '../words/understand-text.js';
import { type Columns, IN_BODY, IN_KEYWORDS, IN_TITLE, WORD_SHIFT } from './columns.js';
import { readWordQuery, type WordQuery } from './word-query.js';

/** The rungs of the ladder (README, "Order") on which one text's terms can be met, as `search.rungs` tells them: the term's number from 1, how much meeting it counts, by what, and where. */
export type Ladder = readonly (readonly [term: number, weight: number, query: string, place: string])[];
/** The places that meet all terms, each with how well. */
export type Matches = { readonly at: readonly number[]; readonly scores: readonly number[] };

/** As many groups of words as fit into one number. */
const MOST_GROUPS = 30;
const PLACES: Readonly<Record<string, number>> = { a: IN_TITLE, b: IN_KEYWORDS, ab: IN_TITLE | IN_KEYWORDS, d: IN_BODY };

/** What `search.find` finds where all terms are met; null where nothing meets them all or the query says more than is known here: the database then knows better. */
export function matchWords(columns: Columns, terms: readonly Term[], ladder: Ladder): Matches | null {
  const scores = new Float64Array(columns.ids.length);
  const met = new Uint8Array(columns.ids.length);
  for (let n = 1; n <= terms.length; n += 1) {
    const rungs = ladder.filter(([term]) => term === n);
    if (rungs.length === 0 || !climb(columns, rungs, { scores, met })) return null;
  }
  const said = terms.flatMap(({ word, like }) => [word, ...like]).flatMap((word) => columns.lexicon.find(word) ?? []);
  const at: number[] = [];
  for (let place = 0; place < met.length; place += 1) if (met[place] === terms.length && columns.ids[place] !== null) at.push(place);
  return at.length === 0 ? null : { at, scores: at.map((place) => scores[place]! + titleScore(columns.title[place]!, said)) };
}

/** One more for each word that the title says letter by letter, and 2 shared by the words of the title. */
const titleScore = (title: Uint32Array, said: readonly number[]): number => said.reduce((count, word) => count + (title.includes(word) ? 1 : 0), 0) + 2 / Math.max(title.length, 1);

type Rung = { readonly weight: number; readonly place: number; readonly isMet: (groups: number) => boolean };

/** Adds to each place the best rung on which it meets one term. False where a rung cannot be read. */
function climb(columns: Columns, ladder: Ladder, { scores, met }: { scores: Float64Array; met: Uint8Array }): boolean {
  const groups = new Groups(columns);
  const rungs: Rung[] = [];
  for (const [, weight, text, place] of [...ladder].sort(([, a], [, b]) => b - a)) {
    const query = readWordQuery(text);
    const isMet = query && groups.test(query);
    if (!isMet || PLACES[place] === undefined) return false;
    rungs.push({ weight, place: PLACES[place], isMet });
  }
  const { ofWord } = groups;
  for (let at = 0; at < columns.ids.length; at += 1) {
    let [title, keywords, body] = [0, 0, 0];
    for (const word of columns.words[at]!) {
      const groupsOfWord = ofWord[word >>> WORD_SHIFT]!;
      if (groupsOfWord === 0) continue;
      if ((word & IN_TITLE) !== 0) title |= groupsOfWord;
      if ((word & IN_KEYWORDS) !== 0) keywords |= groupsOfWord;
      if ((word & IN_BODY) !== 0) body |= groupsOfWord;
    }
    if ((title | keywords | body) === 0) continue;
    const seen = (place: number): number => ((place & IN_TITLE) === 0 ? 0 : title) | ((place & IN_KEYWORDS) === 0 ? 0 : keywords) | ((place & IN_BODY) === 0 ? 0 : body);
    const best = rungs.find((rung) => rung.isMet(seen(rung.place))); // the heaviest come first
    if (!best) continue;
    scores[at]! += best.weight;
    met[at]! += 1;
  }
  return true;
}

/** Words that mean the same to a query, as one bit; which bits a word of the lexicon has is found once for all documents. */
class Groups {
  readonly ofWord: Uint32Array;
  readonly #known = new Map<string, number>();

  constructor(private readonly columns: Columns) {
    this.ofWord = new Uint32Array(columns.lexicon.list.length);
  }

  /** A test of the groups that a document shows; null where there are too many. */
  test(query: WordQuery): ((groups: number) => boolean) | null {
    if (query.kind === 'word') return this.#anyOf([query]);
    const words = query.of.filter((part) => part.kind === 'word');
    const others = query.of.filter((part) => part.kind !== 'word').map((part) => this.test(part));
    const own = query.kind === 'any' ? (words.length > 0 ? [this.#anyOf(words)] : []) : words.map((word) => this.#anyOf([word]));
    const tests: ((groups: number) => boolean)[] = [];
    for (const one of [...own, ...others]) {
      if (one === null) return null;
      tests.push(one);
    }
    return query.kind === 'any' ? (groups) => tests.some((test) => test(groups)) : (groups) => tests.every((test) => test(groups));
  }

  #anyOf(words: readonly Extract<WordQuery, { kind: 'word' }>[]): ((groups: number) => boolean) | null {
    const name = JSON.stringify(words.map(({ word, isBeginning }) => [word, isBeginning]));
    const number = this.#known.get(name) ?? this.#known.size;
    if (number >= MOST_GROUPS) return null;
    const bit = 1 << number;
    if (!this.#known.has(name)) for (const word of words) this.#mark(word, bit);
    this.#known.set(name, number);
    return (groups) => (groups & bit) !== 0;
  }

  #mark({ word, isBeginning }: Extract<WordQuery, { kind: 'word' }>, bit: number): void {
    const { list } = this.columns.lexicon;
    const exact = this.columns.lexicon.find(word);
    if (exact !== undefined) this.ofWord[exact]! |= bit;
    if (isBeginning) list.forEach((known, index) => known.startsWith(word) && (this.ofWord[index]! |= bit));
  }
}
