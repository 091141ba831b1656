/** To make a formatter costs more than to write a hundred texts with it. Locales come from outside: no more than so many are kept. */
const MOST_KEPT = 200;
const keep = <T>(make: (locale: string) => T): ((locale: string) => T) => {
  const kept = new Map<string, T>();
  return (locale) => {
    const known = kept.get(locale) ?? make(locale);
    if (kept.size < MOST_KEPT) kept.set(locale, known);
    return known;
  };
};

const percents = keep((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }));
const numbers = keep((locale) => new Intl.NumberFormat(locale));
const days = keep((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const regions = keep((locale) => new Intl.DisplayNames(locale, { type: 'region' }));

const calendars = keep((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }));

/** A rate as the language writes it: 9.75%, 19 %, 25,5 %. */
export const percentText = (ratePct: string, locale: string): string => percents(locale).format(Number(ratePct) / 100);
/** A count as the language writes it. */
export const numberText = (count: number, locale: string): string => numbers(locale).format(count);
/** A calendar day such as 2026-11-25 as the language writes it. */
export const dayText = (iso: string, locale: string): string => days(locale).format(new Date(`${iso}T12:00:00Z`));
/** The day of a moment on the clock of a place, such as 2026-11-25. */
export const calendarDay = (moment: Date, timeZone: string): string => calendars(timeZone).format(moment);
/** What the language calls a country. */
export const countryName = (code: string, locale: string): string => regions(locale).of(code) ?? code;
