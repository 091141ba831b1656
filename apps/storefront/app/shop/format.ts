import type { Money } from './store-types.js';

const exponents = new Map<string, number>();

/** ISO 4217 exponent as the platform's ICU knows it: EUR 2, JPY 0, KWD 3. */
function exponentOf(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, digits);
  return digits;
}

/** Minor units in, the shopper's own notation out: 3400 EUR is "34,00 €" in German. The decimal string goes to Intl as text, so no digit is ever rounded by a float. */
export function formatMoney(money: Money, locale: string): string {
  const digits = exponentOf(money.currency);
  const negative = money.amount < 0;
  const text = String(Math.abs(money.amount)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return new Intl.NumberFormat(intlLocale(locale, money.currency), { style: 'currency', currency: money.currency }).format(`${negative ? '-' : ''}${decimal}` as Intl.StringNumericLiteral);
}

const isDay = (iso: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(iso);

/** "Wed, Nov 25": a calendar day as it is, a moment in the market's own time zone. */
export const formatDay = (iso: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(intlLocale(locale), { weekday: 'short', day: 'numeric', month: 'short', timeZone: isDay(iso) ? 'UTC' : timeZone }).format(new Date(iso));
export const formatDate = (iso: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(intlLocale(locale), { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(new Date(iso));
export const formatMoment = (iso: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(intlLocale(locale), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(iso));
/** "6:00 AM" or "06:00" out of a wall-clock time such as `06:00`. */
export function formatClock(clock: string, locale: string): string {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return new Intl.DateTimeFormat(intlLocale(locale), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 1, hours, minutes ?? 0)));
}

export const countryName = (code: string, locale: string): string => new Intl.DisplayNames([intlLocale(locale)], { type: 'region' }).of(code) ?? code;

/** Where the language alone does not say how numbers look: English in a dollar market is American, elsewhere British. */
function intlLocale(locale: string, currency?: string): string {
  if (locale !== 'en') return locale;
  return currency === undefined || currency === 'USD' ? 'en-US' : 'en-GB';
}
