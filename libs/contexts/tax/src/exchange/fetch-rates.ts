import type { Ctx } from '@stoa/platform/context';
import { enterRates } from './enter-rates.js';
import { afterFailure, afterSuccess, type RateSources } from './rate-feed.js';
import { claimFeed, listFeeds, saveFeed } from './rate-feed.repository.js';

/** Fetches what the sources published, where somebody has to look: asked with no transaction open, kept with how it went. Sales that were decided keep the rates they were decided with. */
export async function fetchRates(deps: { rateSources: RateSources }, ctx: Ctx): Promise<number> {
  const known = new Map((await ctx.inRead(listFeeds)).map((feed) => [feed.source, feed]));
  let done = 0;
  for (const [name, source] of Object.entries(deps.rateSources)) {
    const last = known.get(name);
    if (last && last.dueAt > ctx.now) continue;
    const feed = await ctx.inTx((tx) => claimFeed(tx, name));
    if (feed === null) continue;
    const today = ctx.now.toISOString().slice(0, 10);
    const published = await source.fetch(ctx, today);
    await ctx.inTx(async (tx) => {
      if (published.outcome === 'silent') return saveFeed(tx, afterFailure(feed, published.reason, tx.now));
      for (const day of published.days) await enterRates(tx, day);
      return saveFeed(tx, afterSuccess(feed, published.days.at(-1)!.from, tx.now));
    });
    done += 1;
  }
  return done;
}
