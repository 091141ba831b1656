import { de } from './de.js';
import { en, type Words } from './en.js';
import { fi } from './fi.js';
import { know, languageOf, type Language } from './words.js';

const ALL: Record<Language, Words> = { de, en, fi };
for (const language of Object.keys(ALL) as Language[]) know(language, ALL[language]);

/** The storefront's words for a locale such as `de` or `de-AT`; English where we do not speak it. */
export const wordsFor = (locale: string): Words => ALL[languageOf(locale)];
