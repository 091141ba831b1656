import { use } from 'react';
import type { Words } from './en.js';

/** The languages the storefront speaks. A browser is sent the words of one of them. */
const BOOKS = {
  de: () => import('./de.js').then(({ de }): Words => de),
  en: () => import('./en.js').then(({ en }): Words => en),
  fi: () => import('./fi.js').then(({ fi }): Words => fi),
};
export type Language = keyof typeof BOOKS;

const known = new Map<Language, Words>();
const underway = new Map<Language, Promise<Words>>();

/** The language a locale such as `de` or `de-AT` is served in; English where we do not speak it. */
export const languageOf = (locale: string): Language => (Object.hasOwn(BOOKS, locale.slice(0, 2)) ? (locale.slice(0, 2) as Language) : 'en');

/** Makes words known without waiting: the server knows all of them from its start. */
export const know = (language: Language, words: Words): void => void known.set(language, words);

/** Fetches a language's words, once; a fetch that failed is tried again by whoever asks next. */
export function learn(locale: string): Promise<Words> {
  const language = languageOf(locale);
  const running = underway.get(language);
  if (running) return running;
  const learning = BOOKS[language]().then((words) => { know(language, words); return words; });
  learning.catch(() => underway.delete(language));
  underway.set(language, learning);
  return learning;
}

/** The storefront's words for a locale. When a page comes back in another language than it began in, it waits for its words. */
export const useWords = (locale: string): Words => known.get(languageOf(locale)) ?? use(learn(locale));
export type { Words };
