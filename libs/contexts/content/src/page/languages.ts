/** Our words in a shopper's language; English where we do not speak it. */
export const wordsFor = <W>(words: Record<'de' | 'fi' | 'en', W>, locale: string): W => {
  const language = locale.slice(0, 2);
  return language === 'de' || language === 'fi' ? words[language] : words.en;
};

/** Which of the languages there are comes nearest: the same, the same without its country, else the first. Null when there is none at all. */
export function nearestLocale(wanted: string, available: readonly string[]): string | null {
  const language = wanted.slice(0, 2);
  return available.find((one) => one === wanted) ?? available.find((one) => one === language) ?? available.find((one) => one.startsWith(language)) ?? available[0] ?? null;
}
