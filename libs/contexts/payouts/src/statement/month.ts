import { localMoment, periodAt, periodBounds } from '@stoa/platform/local-time';

/** A calendar month, `2026-10`. */
export type Period = string;

/** In which month a moment lies, where the clocks of a time zone hang. */
const periodOf = (moment: Date, timeZone: string): Period => periodAt(moment, 'month', timeZone);

function nextPeriod(period: Period): Period {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** The day on the calendar there, `2026-10-31`. */
export const dayOf = (moment: Date, timeZone: string): string => localMoment(moment, timeZone).day;

/** `open` while it runs, `closing` when it is over and still takes what is on its way into the books, `closed` for good. */
export type Month = { readonly period: Period; readonly from: Date; readonly to: Date; readonly state: 'open' | 'closing' | 'closed'; readonly closedAt: Date | null };
export type Closed = { readonly period: Period; readonly until: Date; readonly closedAt: Date };

/** The months of a marketplace from its first booking to now, each where the one before ended. Closed ones keep the limits they were closed with. */
export function monthsOf({ closed, booked, now, timeZone }: { closed: readonly Closed[]; booked: { firstAt: Date; lastAt: Date } | null; now: Date; timeZone: string }): Month[] {
  const first = periodOf(booked?.firstAt ?? now, timeZone);
  const last = booked && booked.lastAt > now ? booked.lastAt : now; // another process's clock may be ahead of ours
  const months: Month[] = closed.map(({ period, until, closedAt }, i) => ({ period, from: closed[i - 1]?.until ?? periodBounds(period, timeZone).from, to: until, state: 'closed', closedAt }));
  let from = months.at(-1)?.to ?? periodBounds(first, timeZone).from;
  for (let period = closed.length === 0 ? first : nextPeriod(closed.at(-1)!.period); from <= last; period = nextPeriod(period)) {
    const to = periodBounds(period, timeZone).to;
    months.push({ period, from, to, state: to <= now ? 'closing' : 'open', closedAt: null });
    from = to;
  }
  return months;
}

const GRACE_MS = 3_600_000;
/** Months that can be closed: over for an hour, so that what began in them stands in them and not behind them. */
export const dueToClose = (months: readonly Month[], now: Date): Month[] => months.filter((month) => month.closedAt === null && month.to.getTime() + GRACE_MS <= now.getTime());
