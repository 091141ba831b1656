import { isHoliday } from './holidays.js';

/** A day on a wall calendar, `2026-11-25`: it has no hour and no time zone. */
export type CalendarDay = string;

export const addDays = (day: CalendarDay, days: number): CalendarDay => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Monday is 1, Sunday 7. */
export const weekday = (day: CalendarDay): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** To make one costs more than to read it a hundred times, and memory that only a full collection gives back. There are some hundred time zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall of a place shows: its day and `14:05`. */
export function wallClock(moment: Date, timeZone: string): { day: CalendarDay; time: string } {
  const format = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, format);
  const parts = format.formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)!.value;
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

/** Do parcels move in this country on that day? Monday to Friday, holidays of the whole country excepted. */
export const isWorkingDay = (day: CalendarDay, country: string): boolean => weekday(day) <= 5 && !isHoliday(day, country);

/** The same day, if it is a working day, else the next one. */
export function workingDayFrom(day: CalendarDay, country: string): CalendarDay {
  let found = day;
  while (!isWorkingDay(found, country)) found = addDays(found, 1);
  return found;
}

/** `count` working days after a day; zero answers the day itself if it is one, else the next. */
export function addWorkingDays(day: CalendarDay, count: number, country: string): CalendarDay {
  let found = workingDayFrom(day, country);
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(addDays(found, 1), country);
  return found;
}
