/** A moment on the clock of a place: ISO weekday (1 Monday … 7 Sunday), minutes since midnight, and the calendar day. */
export type LocalMoment = { day: string; weekday: number; minutes: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
function partsOf(at: Date, zone: string): Record<string, string> {
  const format = formatters.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  formatters.set(zone, format);
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

export function localMoment(at: Date, zone: string): LocalMoment {
  const p = partsOf(at, zone);
  const day = `${p.year}-${p.month}-${p.day}`;
  return { day, weekday: weekdayOf(day), minutes: Number(p.hour) * 60 + Number(p.minute) };
}

export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The moment at which the clock of a place shows that time. A time that summer time skips is the moment after the gap; one that comes twice, the first. */
export function momentOf(day: string, minutes: number, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const candidates = [offsetAt(new Date(wall - 86_400_000), zone), offsetAt(new Date(wall + 86_400_000), zone)].map((offset) => wall - offset);
  const exact = candidates.filter((utc) => utc + offsetAt(new Date(utc), zone) === wall);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

function offsetAt(at: Date, zone: string): number {
  const p = partsOf(at, zone);
  return Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day), Number(p.hour), Number(p.minute), Number(p.second)) - Math.floor(at.getTime() / 1000) * 1000;
}

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** A month (`2026-11`), quarter (`2026-Q4`) or year (`2026`) of the calendar. */
export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;

/** A period on the clocks of a place: from its first moment up to, and without, the first of the next. */
export function periodBounds(period: string, zone: string): { from: Date; to: Date } {
  const [first, next] = firstDays(period);
  return { from: momentOf(first, 0, zone), to: momentOf(next, 0, zone) };
}

/** The period of the same kind that a moment lies in, on the clock of a place. */
export function periodAt(at: Date, kind: 'month' | 'quarter' | 'year', zone: string): string {
  const { day } = localMoment(at, zone);
  if (kind === 'year') return day.slice(0, 4);
  return kind === 'month' ? day.slice(0, 7) : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function firstDays(period: string): [string, string] {
  if (!PERIOD.test(period)) throw new RangeError(`not a period: ${period}`);
  const [year, month, quarter] = [period.slice(0, 4), /-(\d\d)$/.exec(period)?.[1], /Q(\d)$/.exec(period)?.[1]];
  const first = month ? Number(month) : quarter ? Number(quarter) * 3 - 2 : 1;
  const months = month ? 1 : quarter ? 3 : 12;
  const dayOf = (count: number): string => new Date(Date.UTC(Number(year), count - 1, 1)).toISOString().slice(0, 10);
  return [dayOf(first), dayOf(first + months)];
}

/** Somewhere on earth it is tomorrow already. */
const AHEAD_MS = 14 * 3_600_000;
/** Whether a day that somebody names has not begun anywhere yet. */
export const isAhead = (day: string, now: Date): boolean => day > new Date(now.getTime() + AHEAD_MS).toISOString().slice(0, 10);
