/** A rule for a day off: a date, days after Easter Sunday, or the n-th weekday of a month (`-1` is the last; Monday is 1). */
type HolidayRule = { month: number; day: number } | { afterEaster: number } | { month: number; weekday: number; nth: number } | { month: number; weekday: number; between: readonly [number, number] };

/** Days on which no parcel is moved in the whole country. DE: Feiertagsgesetze, those all states share. FI: laki 388/1937 and 612/2007 with the eves on which Posti rests. US: 5 USC 6103(a), as USPS keeps them. */
const RULES: Readonly<Record<string, readonly HolidayRule[]>> = {
  DE: [
    { month: 1, day: 1 }, { afterEaster: -2 }, { afterEaster: 1 }, { month: 5, day: 1 }, { afterEaster: 39 }, { afterEaster: 50 }, { month: 10, day: 3 }, { month: 12, day: 25 }, { month: 12, day: 26 },
  ],
  FI: [
    { month: 1, day: 1 }, { month: 1, day: 6 }, { afterEaster: -2 }, { afterEaster: 1 }, { month: 5, day: 1 }, { afterEaster: 39 }, { month: 6, weekday: 5, between: [19, 25] }, { month: 12, day: 6 }, { month: 12, day: 24 },
    { month: 12, day: 25 }, { month: 12, day: 26 },
  ],
  US: [
    { month: 1, day: 1 }, { month: 1, weekday: 1, nth: 3 }, { month: 2, weekday: 1, nth: 3 }, { month: 5, weekday: 1, nth: -1 }, { month: 6, day: 19 }, { month: 7, day: 4 }, { month: 9, weekday: 1, nth: 1 },
    { month: 10, weekday: 1, nth: 2 }, { month: 11, day: 11 }, { month: 11, weekday: 4, nth: 4 }, { month: 12, day: 25 },
  ],
};

const known = new Map<string, ReadonlySet<string>>();

/** Is this a day off in the whole country? Countries without rules have none: the weekend still counts. */
export function isHoliday(day: string, country: string): boolean {
  const key = `${country} ${day.slice(0, 4)}`;
  const days = known.get(key) ?? new Set((RULES[country] ?? []).map((rule) => dayOf(rule, Number(day.slice(0, 4)))));
  known.set(key, days);
  return days.has(day);
}

function dayOf(rule: HolidayRule, year: number): string {
  if ('day' in rule) return iso(Date.UTC(year, rule.month - 1, rule.day));
  if ('afterEaster' in rule) return iso(easter(year) + rule.afterEaster * DAY);
  if ('between' in rule) return iso(firstWeekday(Date.UTC(year, rule.month - 1, rule.between[0]), rule.weekday));
  if (rule.nth > 0) return iso(firstWeekday(Date.UTC(year, rule.month - 1, 1), rule.weekday) + (rule.nth - 1) * 7 * DAY);
  return iso(firstWeekday(Date.UTC(year, rule.month, 1), rule.weekday) - 7 * DAY);
}

const DAY = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const firstWeekday = (from: number, weekday: number): number => from + ((weekday - new Date(from).getUTCDay() + 7) % 7) * DAY;

/** Easter Sunday of the western churches (Meeus, Jones, Butcher). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
}
