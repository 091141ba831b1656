import { useRouteLoaderData } from 'react-router';
import type { loader } from '../root.js';
import { useWords, type Words } from '../words/words.js';
import { formatDate, formatDay, formatMoment, formatMoney } from './format.js';
import type { Money } from './store-types.js';

type Root = Awaited<ReturnType<typeof loader>>;

/** The marketplace, market and language of this page, with the ways to print in them. */
export function useVisit(): Root['data'] & { words: Words; money: (m: Money) => string; day: (iso: string) => string; date: (iso: string) => string; moment: (iso: string) => string } {
  const data = useRouteLoaderData<typeof loader>('root');
  if (!data) throw new Error('The root has not loaded.');
  const { locale, market } = data;
  return {
    ...data,
    words: useWords(locale),
    money: (m) => formatMoney(m, locale),
    day: (iso) => formatDay(iso, locale, market.time_zone),
    date: (iso) => formatDate(iso, locale, market.time_zone),
    moment: (iso) => formatMoment(iso, locale, market.time_zone),
  };
}
