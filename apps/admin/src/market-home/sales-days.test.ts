import { barsOf, currenciesOf, sumOf } from './sales-days.js';
import type { Sales } from './home.queries.js';

const day = (date: string, orders: number, amount: number, currency = 'EUR') => ({ day: date, orders, total: { amount, currency }, commission: { amount: amount / 10, currency } });
const sales: Sales = { time_zone: 'Europe/Berlin', work: { to_ship: 0, partly_shipped: 0, late: 0 }, days: [day('2026-11-20', 2, 1000), day('2026-11-22', 1, 500), day('2026-11-22', 1, 900, 'SEK')] };

test('every day has a bar, also one without a sale; today is the marketplace’s own', () => {
  // 23:30 UTC on the 21st is the 22nd in Berlin.
  expect(barsOf(sales, 'EUR', new Date('2026-11-21T23:30:00Z'), 3)).toEqual([
    { day: '2026-11-20', orders: 2, amount: 1000, isToday: false }, { day: '2026-11-21', orders: 0, amount: 0, isToday: false }, { day: '2026-11-22', orders: 1, amount: 500, isToday: true },
  ]);
});

test('currencies are never added up together', () => {
  expect(currenciesOf(sales.days)).toEqual(['EUR', 'SEK']);
  expect(sumOf(sales.days, 'EUR')).toEqual({ orders: 3, total: 1500, commission: 150 });
});
