import { currencies } from '@stoa/platform/money';
import type { DayOfRates } from './enter-rates.js';
import { unreadableRates } from './rate.errors.js';

const DAY = /<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]\s*>([\s\S]*?)<\/Cube>/g;
const RATE = /<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"](\d{1,9}(?:\.\d{1,8})?)['"]\s*\/>/g;

/** Reads the euro's reference rates as the European Central Bank publishes them (eurofxref-daily.xml, or eurofxref-hist-90d.xml), the oldest day first. */
export function readEcbRates(xml: string): DayOfRates[] {
  const days = [...xml.matchAll(DAY)].map(([, from, cubes]): DayOfRates => ({
    source: 'ecb', base: 'EUR', from: from!, to: null, rates: Object.fromEntries([...cubes!.matchAll(RATE)].flatMap(([, quote, rate]) => (currencies[quote!] ? [[quote!, rate!]] : []))),
  }));
  if (days.length === 0) throw unreadableRates('it names no day');
  for (const day of days) if (Object.keys(day.rates).length === 0) throw unreadableRates(`it has no rates of ${day.from}`);
  return days.sort((a, b) => (a.from < b.from ? -1 : 1));
}
