import { de } from './de.js';
import { en, type Words } from './en.js';
import { fi } from './fi.js';

const ALL: Record<string, Words> = { de, en, fi };

/** The storefront's words for a locale such as `de` or `de-AT`; English where we do not speak it. */
export const wordsFor = (locale: string): Words => ALL[locale.slice(0, 2)] ?? en;
export type { Words };
