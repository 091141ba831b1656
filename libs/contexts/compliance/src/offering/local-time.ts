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
