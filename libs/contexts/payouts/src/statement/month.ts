/** A calendar month, `2026-10`. */
export type Period = string;

/** In which month a moment lies, where the clocks of a time zone hang. */
export function periodOf(moment: Date, timeZone: string): Period {
  const { year, month } = wall(moment, timeZone);
  return `${year}-${month}`;
}

export function nextPeriod(period: Period): Period {
  const [year, month] = numbersOf(period);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** When a month begins there: midnight of its first day or, where the clocks leave that out, the first moment of that day. */
export function startOf(period: Period, timeZone: string): Date {
  const [year, month] = numbersOf(period);
  const midnight = Date.UTC(year, month - 1, 1);
  const asked = new Date(midnight - offsetMs(new Date(midnight), timeZone));
  const again = new Date(midnight - offsetMs(asked, timeZone)); // the offset of that moment itself, where the clocks change in between
  return periodOf(again, timeZone) === period ? again : asked;
}

function numbersOf(period: Period): [number, number] {
  const [year, month] = period.split('-').map(Number);
  return [year!, month!];
}

/** How far the clocks there are ahead of UTC at a moment. */
function offsetMs(moment: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wall(moment, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(moment.getTime() / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();
type Wall = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

function wall(moment: Date, timeZone: string): Wall {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value])) as Wall;
}

/** The day on the calendar there, `2026-10-31`. */
export function dayOf(moment: Date, timeZone: string): string {
  const { year, month, day } = wall(moment, timeZone);
  return `${year}-${month}-${day}`;
}

/** `open` while it runs, `closing` when it is over and still takes what is on its way into the books, `closed` for good. */
export type Month = { readonly period: Period; readonly from: Date; readonly to: Date; readonly state: 'open' | 'closing' | 'closed'; readonly closedAt: Date | null };
export type Closed = { readonly period: Period; readonly until: Date; readonly closedAt: Date };

/** The months of a marketplace from its first booking to now, each where the one before ended. Closed ones keep the limits they were closed with. */
export function monthsOf({ closed, booked, now, timeZone }: { closed: readonly Closed[]; booked: { firstAt: Date; lastAt: Date } | null; now: Date; timeZone: string }): Month[] {
  const first = periodOf(booked?.firstAt ?? now, timeZone);
  const last = booked && booked.lastAt > now ? booked.lastAt : now; // another process's clock may be ahead of ours
  const months: Month[] = closed.map(({ period, until, closedAt }, i) => ({ period, from: closed[i - 1]?.until ?? startOf(period, timeZone), to: until, state: 'closed', closedAt }));
  let from = months.at(-1)?.to ?? startOf(first, timeZone);
  for (let period = closed.length === 0 ? first : nextPeriod(closed.at(-1)!.period); from <= last; period = nextPeriod(period)) {
    const to = startOf(nextPeriod(period), timeZone);
    months.push({ period, from, to, state: to <= now ? 'closing' : 'open', closedAt: null });
    from = to;
  }
  return months;
}

const GRACE_MS = 3_600_000;
/** Months that can be closed: over for an hour, so that what began in them stands in them and not behind them. */
export const dueToClose = (months: readonly Month[], now: Date): Month[] => months.filter((month) => month.closedAt === null && month.to.getTime() + GRACE_MS <= now.getTime());
