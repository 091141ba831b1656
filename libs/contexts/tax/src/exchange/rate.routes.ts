import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { readEcbRates } from './ecb-rates.js';
import { enterRates } from './enter-rates.js';
import { listRates, type StoredRate } from './rate.repository.js';
import type { RateFeed } from './rate-feed.js';
import { listFeeds, makeFeedDue } from './rate-feed.repository.js';
import { lastDayOf } from './reference-rate.js';

const currency = z.string().regex(/^[A-Z]{3}$/, 'Write a currency as three letters: NOK');
const rateText = z.string().regex(/^\d{1,9}(\.\d{1,8})?$/, 'Write a rate as text: "11.6240"');
const source = z.string().regex(/^[a-z][a-z_]{1,39}$/, 'Name the source as ecb, eu_customs or hmrc');
const rateView = z.object({
  source: z.string(), base: z.string(), quote: z.string(), rate: z.string(), from: z.iso.date(), to: z.iso.date().nullable(), holds_until: z.iso.date(), entered_at: z.iso.datetime(),
}).meta({ id: 'ExchangeRate' });
const entered = z.object({ changed: z.int() });
const feedView = z.object({
  source: z.string(), due_at: z.iso.datetime(), tried_at: z.iso.datetime().nullable(), succeeded_at: z.iso.datetime().nullable(), newest_day: z.iso.date().nullable(), failures: z.int(), reason: z.string().nullable(),
}).meta({ id: 'RateFeed', description: 'How the rates of a source come in by themselves: `failures` looks in a row brought nothing, the last one for `reason`.' });
const toFeedView = (feed: RateFeed): z.input<typeof feedView> => ({
  source: feed.source, due_at: feed.dueAt.toISOString(), tried_at: feed.triedAt?.toISOString() ?? null, succeeded_at: feed.succeededAt?.toISOString() ?? null, newest_day: feed.newestDay, failures: feed.failures, reason: feed.reason,
});

const toRateView = (rate: StoredRate): z.input<typeof rateView> => ({
  source: rate.source, base: rate.base, quote: rate.quote, rate: rate.rate, from: rate.from, to: rate.to, holds_until: lastDayOf(rate), entered_at: rate.enteredAt.toISOString(),
});

/** Reference rates of exchange: what limits of the law in another currency are compared at. */
export const rateRoutes = [
  route({
    method: 'get', path: '/v1/admin/exchange-rates', summary: 'List the exchange rates that hold on a day', audience: 'staff', permission: 'tax.read', query: z.strictObject({ day: z.iso.date().optional() }),
    response: z.object({ data: z.array(rateView), feeds: z.array(feedView) }), example: () => ({}),
    handle: async (ctx, { query }) => {
      const day = query.day ?? ctx.now.toISOString().slice(0, 10);
      return ctx.inRead(async (tx) => ({ data: (await listRates(tx, { from: day, to: day })).map(toRateView), feeds: (await listFeeds(tx)).map(toFeedView) }));
    },
  }),
  route({
    method: 'put', path: '/v1/admin/exchange-rates/:source/:from', summary: 'Enter what a source published for a day or a period', audience: 'staff', permission: 'tax.write', owner: null,
    params: z.object({ source, from: z.iso.date() }), response: entered,
    description: 'One unit of `base` costs so many units of each currency. `to` is the last day a monthly or weekly rate holds for; without it a rate holds until the next, a week at most. Decisions that were made keep the rates they were made with.',
    body: z.strictObject({ base: currency, to: z.iso.date().nullable(), rates: z.record(currency, rateText) }),
    example: () => ({ params: { source: 'eu_customs', from: '2026-11-01' }, body: { base: 'EUR', to: '2026-11-30', rates: { NOK: '11.6240' } } }),
    handle: (ctx, { params, body }) => ctx.inTx(async (tx) => ({ changed: await enterRates(tx, { ...params, ...body }) })),
  }),
  route({
    method: 'post', path: '/v1/admin/exchange-rates/feeds/:source/look', summary: 'Have the rates of a source fetched at once', audience: 'staff', permission: 'tax.write', owner: null, params: z.object({ source: z.enum(['ecb']) }),
    description: 'The worker fetches them within a minute. What is published is fetched by itself once it is out; this is for who does not want to wait after a failure.', example: () => ({ params: { source: 'ecb' } }),
    handle: async (ctx, { params }) => {
      await ctx.inTx((tx) => makeFeedDue(tx, params.source));
      return null;
    },
  }),
  route({
    method: 'post', path: '/v1/admin/exchange-rates/imports', summary: 'Read a file of the European Central Bank\'s reference rates', audience: 'staff', permission: 'tax.write', owner: null, response: entered,
    description: 'The text of eurofxref-daily.xml or eurofxref-hist-90d.xml as it was published. Reading the same file again changes nothing.',
    body: z.strictObject({ xml: z.string().min(1).max(400_000) }),
    example: () => ({ body: { xml: '<gesmes:Envelope><Cube><Cube time="2026-11-20"><Cube currency="NOK" rate="11.6240"/></Cube></Cube></gesmes:Envelope>' } }),
    handle: (ctx, { body }) =>
      ctx.inTx(async (tx) => {
        let changed = 0;
        for (const day of readEcbRates(body.xml)) changed += await enterRates(tx, day);
        return { changed };
      }),
  }),
];
