import { english } from './english.js';
import { finnish } from './finnish.js';
import { german } from './german.js';
import type { Language } from './language.js';

/** A word that was asked for, and what else means it. Every index reads terms the same way, so that the same goods are found by all of them. */
export type Term = {
  readonly word: string;
  /** The same word in another spelling. */
  readonly like: readonly string[];
  /** Other words for the same thing. */
  readonly also: readonly string[];
  /** What a compound is made of, each with its synonyms; empty for a plain word. */
  readonly parts: readonly (readonly string[])[];
  /** Of all these, the words whose stem means something else too: they are met letter by letter. */
  readonly literal: readonly string[];
};

const LANGUAGES: Readonly<Record<string, Language>> = { de: german, en: english, fi: finnish };
const MAX_WORDS = 8;
/** Shorter pieces stand in too many words by chance. */
const SHORTEST_PART = 3;

/** Small letters without marks: what is compared with what. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('œ', 'oe').replaceAll('ø', 'o').replaceAll('ł', 'l').replaceAll('đ', 'd');

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Pure: what a shopper's words mean in a language. Words that say nothing are left out, unless nothing else was said. */
export function understandText(text: string, locale: string): Term[] {
  const language = LANGUAGES[locale.slice(0, 2)];
  const all = [...new Set(wordsOf(text).map((word) => word.slice(0, 40)))].slice(0, MAX_WORDS);
  if (!language) return all.map((word) => ({ word, like: [], also: [], parts: [], literal: [] }));
  const telling = all.filter((word) => !language.ignored.has(word));
  return (telling.length > 0 ? telling : all).map((word) => toTerm(word, language));
}

function toTerm(word: string, language: Language): Term {
  const spelt = language.spellings.reduce((text, [written, meant]) => text.replaceAll(written, meant), word);
  const plain = language.plural && language.plural.test(spelt) ? spelt.slice(0, -1) : spelt;
  const own = unique([word, spelt, plain].flatMap((one) => [one, ...twinForms(one, language)]));
  const also = unique(own.flatMap((one) => synonymsOf(one, language))).filter((other) => !own.includes(other));
  const parts = (own.map((one) => splitCompound(one, language)).find((found) => found.length > 1) ?? []).map((part) => unique([part, ...twinForms(part, language), ...synonymsOf(part, language)]));
  const literal = unique([...own, ...also, ...parts.flat()]).filter((one) => twinForms(one, language).length > 0);
  return { word, like: own.slice(1), also, parts, literal };
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];
/** All forms of a word that shares its stem with another word; none for a word that stands alone. */
const twinForms = (word: string, language: Language): readonly string[] => language.twins.find((forms) => forms.includes(word)) ?? [];

/** The word as it may stand in a list: itself, and without an ending. */
function forms(word: string, language: Language): string[] {
  const twins = twinForms(word, language);
  if (twins.length > 0) return [...twins];
  const bare = language.endings.filter((ending) => word.endsWith(ending) && word.length - ending.length >= SHORTEST_PART).map((ending) => word.slice(0, -ending.length));
  return [word, ...bare];
}

function synonymsOf(word: string, language: Language): string[] {
  const known = forms(word, language);
  const others = language.synonyms.filter((group) => group.some((member) => known.includes(member))).flat().filter((member) => !known.includes(member));
  return others.flatMap((other) => [other, ...twinForms(other, language).filter((form) => form !== other)]);
}

/** The parts that cover the whole word, the longest first part preferred; only the word itself when no split covers it. */
function splitCompound(word: string, language: Language): string[] {
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
    const first = word.slice(0, at);
    if (!language.parts.has(first)) continue;
    for (const joint of ['', ...language.joints]) {
      if (!word.startsWith(joint, at)) continue;
      const rest = word.slice(at + joint.length);
      if (forms(rest, language).some((form) => language.parts.has(form))) return [first, rest];
      const deeper = rest.length > SHORTEST_PART ? splitCompound(rest, language) : [];
      if (deeper.length > 1) return [first, ...deeper];
    }
  }
  return [word];
}
