import type { Ctx } from '@stoa/platform/context';
import type { DayOfRates } from './enter-rates.js';
import { DAILY_RATE_HOLDS_DAYS, dayPlus } from './reference-rate.js';

/** What became of asking somebody who publishes rates. It never throws for what a company may do. */
export type Published = { readonly outcome: 'published'; readonly days: readonly DayOfRates[] } | { readonly outcome: 'silent'; readonly reason: string };
/** Somebody who publishes rates every working day. `day`: the one on which we ask. */
export type RateSource = { fetch(ctx: Ctx, day: string): Promise<Published> };
/** The sources that this deployment reads by itself, by name. */
export type RateSources = Readonly<Record<string, RateSource>>;

/** How the rates of a source come in to a marketplace: when somebody looks again, and how it went. */
export type RateFeed = {
  readonly source: string; readonly dueAt: Date; readonly triedAt: Date | null; readonly succeededAt: Date | null; /** The newest day there are rates of. */ readonly newestDay: string | null;
  /** Looks in a row that brought nothing, and why the last one did not. */ readonly failures: number; readonly reason: string | null;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The European Central Bank publishes at 16:00 in Frankfurt: at 15:15 UTC it has, in winter and in summer. */
const PUBLISHED_UTC_MS = 15 * HOUR_MS + 15 * MINUTE_MS;
const LOOK_AGAIN_MS = 3 * HOUR_MS;
const FIRST_PAUSE_MS = 5 * MINUTE_MS;
/** Whoever looks has this long before another does. */
export const LEASE_MS = 10 * MINUTE_MS;
/** From here on staff are to know: one look that fails is weather. */
const SILENT_MS = 24 * HOUR_MS;

/** After rates came in: the next look is when the next ones are out; on days without, every few hours. */
export function afterSuccess(feed: RateFeed, newestDay: string, now: Date): RateFeed {
  const today = now.toISOString().slice(0, 10);
  const outToday = Date.parse(today) + PUBLISHED_UTC_MS;
  const dueMs = newestDay >= today ? outToday + 24 * HOUR_MS : now.getTime() < outToday ? outToday : now.getTime() + LOOK_AGAIN_MS;
  const newest = feed.newestDay !== null && feed.newestDay > newestDay ? feed.newestDay : newestDay;
  return { ...feed, dueAt: new Date(dueMs), triedAt: now, succeededAt: now, newestDay: newest, failures: 0, reason: null };
}

/** After a look that brought nothing: soon again, then at growing distances. */
export function afterFailure(feed: RateFeed, reason: string, now: Date): RateFeed {
  const pauseMs = Math.min(LOOK_AGAIN_MS, FIRST_PAUSE_MS * 2 ** feed.failures);
  return { ...feed, dueAt: new Date(now.getTime() + pauseMs), triedAt: now, failures: feed.failures + 1, reason };
}

/** What staff should know of a feed; null where all is well. Rates that came in are good for a week: then sales that need them have no answer, never an old rate. */
export function worryAbout(feed: RateFeed, now: Date): string | null {
  const since = feed.newestDay === null ? 'no rates have come in yet' : `the newest rates are of ${feed.newestDay} and hold until ${dayPlus(feed.newestDay, DAILY_RATE_HOLDS_DAYS)}`;
  const isSilent = feed.failures > 0 && (feed.succeededAt === null ? feed.failures >= 3 : now.getTime() - feed.succeededAt.getTime() > SILENT_MS);
  if (isSilent) return `The exchange rates of ${feed.source} did not come at ${feed.failures === 1 ? 'the last look' : `${feed.failures} looks in a row`} (${feed.reason ?? 'no reason'}); ${since}`;
  const isStale = feed.newestDay !== null && dayPlus(feed.newestDay, DAILY_RATE_HOLDS_DAYS) < now.toISOString().slice(0, 10);
  return isStale ? `The exchange rates of ${feed.source} are too old to be used: ${since}` : null;
}
