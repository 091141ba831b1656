import { parseCookie, stringifySetCookie } from 'cookie';
import type { Words } from '../words/words.js';
import { wordsFor } from '../words/words.server.js';
import type { Market } from './store-types.js';
import type { ShopContext } from './load-context.js';

const YEAR = 365 * 24 * 3600;
const NAMES = { cart: 'stoa_cart', shopper: 'stoa_shopper', market: 'stoa_market', locale: 'stoa_locale', adult: 'stoa_adult' } as const;

/** Who is looking, in which market and language: read from cookies and the browser's wish, valid for this marketplace only. */
export type Visit = { market: Market; locale: string; words: Words; cartToken: string | null; shopperToken: string | null; adultAge: number };

export function openVisit(request: Request, { shop }: ShopContext): Visit {
  const cookies = parseCookie(request.headers.get('cookie') ?? '');
  const first = shop.markets[0];
  if (!first) throw new Response('This marketplace has no market yet.', { status: 503 });
  const market = shop.markets.find((m) => m.code === cookies[NAMES.market]) ?? shop.markets.find((m) => m.is_default) ?? first;
  const locale = chooseLocale(market, cookies[NAMES.locale] ?? null, request.headers.get('accept-language'));
  return { market, locale, words: wordsFor(locale), cartToken: cookies[NAMES.cart] ?? null, shopperToken: cookies[NAMES.shopper] ?? null, adultAge: Number(cookies[NAMES.adult] ?? 0) };
}

/** The shopper's own choice, then the browser's, then the market's. */
function chooseLocale(market: Market, chosen: string | null, accepted: string | null): string {
  const wishes = [chosen, ...(accepted ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '')];
  for (const wish of wishes) {
    const fit = wish && market.locales.find((locale) => locale === wish || locale.slice(0, 2) === wish.slice(0, 2));
    if (fit) return fit;
  }
  return market.default_locale;
}

type Name = keyof typeof NAMES;

/** A cookie only this host's server reads. `maxAge` in seconds; 0 forgets it. */
export function cookie(context: ShopContext, name: Name, value: string, maxAge = YEAR): [string, string] {
  return ['Set-Cookie', stringifySetCookie({ name: NAMES[name], value, httpOnly: true, sameSite: 'lax', path: '/', secure: context.isSecure, maxAge })];
}
export const CART_SECONDS = 30 * 24 * 3600;
export const ADULT_SECONDS = 30 * 24 * 3600;
