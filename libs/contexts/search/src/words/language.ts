/** What search knows of a language beyond its dictionary. All words are folded: small letters without marks. */
export type Language = {
  /** Words that say nothing about the goods. */
  readonly ignored: ReadonlySet<string>;
  /** Groups of words by which people mean the same thing. */
  readonly synonyms: readonly (readonly string[])[];
  /** Nouns that compounds are made of: a query "Holzbrett" also finds a "Brett" whose wood is named elsewhere. */
  readonly parts: ReadonlySet<string>;
  /** Letters that join the parts of a compound. */
  readonly joints: readonly string[];
  /** Endings by which a word in a query may differ from the word in these lists. */
  readonly endings: readonly string[];
  /** All forms of words that a stemmer takes for each other: a bowl (Schale) is no scarf (Schal). */
  readonly twins: readonly (readonly string[])[];
  /** A plural that the stemmer leaves standing once the marks are gone; its last letter goes. */
  readonly plural: RegExp | null;
  /** Letters that people without the right keyboard write for another. */
  readonly spellings: readonly (readonly [written: string, meant: string])[];
};

/** Splits a text at blanks. */
export const words = (text: string): string[] => text.trim().split(/\s+/);
/** One group a line. */
export const groups = (text: string): string[][] => text.trim().split('\n').map(words);
