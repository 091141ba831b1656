import type { DayOfSales, Sales } from './home.queries.js';

export type Bar = { day: string; orders: number; amount: number; isToday: boolean };

const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

/** One bar for each of the last days, also for those on which nothing was sold. */
export function barsOf({ days, time_zone }: Sales, currency: string, now: Date, count: number): Bar[] {
  const today = dayIn(time_zone, now);
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(noon - (count - 1 - i) * 86_400_000).toISOString().slice(0, 10);
    const sold = days.find((one) => one.day === day && one.total.currency === currency);
    return { day, orders: sold?.orders ?? 0, amount: sold?.total.amount ?? 0, isToday: day === today };
  });
}

/** The currency in which most was sold by number of orders; the others are listed beneath. */
export function currenciesOf(days: readonly DayOfSales[]): string[] {
  const orders = new Map<string, number>();
  for (const { total, orders: n } of days) orders.set(total.currency, (orders.get(total.currency) ?? 0) + n);
  return [...orders].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** All days of one currency added up. */
export function sumOf(days: readonly DayOfSales[], currency: string): { orders: number; total: number; commission: number } {
  return days.filter((one) => one.total.currency === currency).reduce((sum, one) => ({ orders: sum.orders + one.orders, total: sum.total + one.total.amount, commission: sum.commission + one.commission.amount }), { orders: 0, total: 0, commission: 0 });
}
