import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ctx } from '@stoa/platform/context';
import { audited, withDatabase } from '@stoa/platform/testing';
import { fetchRates } from './fetch-rates.js';
import { ecbRates } from './providers/ecb.js';
import { afterFailure, afterSuccess, worryAbout, type RateFeed } from './rate-feed.js';
import { listFeeds, makeFeedDue } from './rate-feed.repository.js';
import { listRates } from './rate.repository.js';

const file = (day: string, rate: string) => `<gesmes:Envelope><Cube><Cube time='${day}'><Cube currency='NOK' rate='${rate}'/></Cube></Cube></gesmes:Envelope>`;
const HOUR_MS = 3_600_000;
const later = (ctx: Ctx, ms: number): Ctx => {
  const now = new Date(ctx.now.getTime() + ms);
  return { ...ctx, now, inTx: (run) => ctx.inTx((tx) => run({ ...tx, now })), inRead: (run) => ctx.inRead((tx) => run({ ...tx, now })) };
};

/** A bank that answers what the test says, one answer after another; the last one again and again. */
async function aBank(...answers: readonly { status?: number; body?: string; hangs?: boolean }[]): Promise<{ url: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const server: Server = createServer((req, res) => {
    asked.push(req.url!);
    const { status = 200, body = '', hangs = false } = answers[Math.min(asked.length, answers.length) - 1]!;
    if (!hangs) res.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/daily.xml`, close: async () => { server.closeAllConnections(); await new Promise((resolve) => server.close(resolve)); } };
}
const bankAt = (url: string, servesMs = 0) => ({ rateSources: { ecb: ecbRates({ url, timeoutMs: 300, pauseMs: 1, servesMs }) } });

test('rates are fetched once they are out, kept with their day, and nobody looks again before the next are', () =>
  withDatabase(async ({ ctx }) => {
    const today = ctx.now.toISOString().slice(0, 10);
    const bank = await aBank({ body: file(today, '11.6240') });
    try {
      expect([await fetchRates(bankAt(bank.url), ctx), await fetchRates(bankAt(bank.url), ctx)]).toEqual([1, 0]);
      expect(bank.asked).toEqual([`/daily.xml?${today}`]);
      const [feeds, rates] = await ctx.inRead(async (tx) => [await listFeeds(tx), await listRates(tx, { from: today, to: today })] as const);
      expect(rates.map(({ source, base, quote, rate, from }) => [source, base, quote, rate, from])).toEqual([['ecb', 'EUR', 'NOK', '11.6240', today]]);
      expect(feeds).toEqual([{ source: 'ecb', dueAt: new Date(Date.parse(today) + 39.25 * HOUR_MS), triedAt: ctx.now, succeededAt: ctx.now, newestDay: today, failures: 0, reason: null }]);
      expect((await ctx.inTx((tx) => audited(tx))).map(({ action }) => action)).toEqual(['tax.rates_entered']);
      await ctx.inTx((tx) => makeFeedDue(tx, 'ecb'));
      expect(await fetchRates(bankAt(bank.url), ctx)).toBe(1);
      // The same figures again are no news.
      expect((await ctx.inTx((tx) => audited(tx))).length).toBe(1);
    } finally {
      await bank.close();
    }
  }));

test.each([
  ['a bank that is down', { status: 503 }, 'HTTP 503', 2], ['one that does not answer in time', { hangs: true }, 'unreachable', 2], ['a page that is no list of rates', { body: '<html>Maintenance</html>' }, 'unreadable: This is no list of reference rates of the European Central Bank: it names no day.', 2],
])('%s changes no rate, is asked once more at once and again after a pause, and the reason is kept', (_what, answer, reason, asked) =>
  withDatabase(async ({ ctx }) => {
    const bank = await aBank(answer);
    try {
      expect(await fetchRates(bankAt(bank.url), ctx)).toBe(1);
      expect(bank.asked.length).toBe(asked);
      const [feed] = await ctx.inRead(listFeeds);
      expect(feed).toEqual({ source: 'ecb', dueAt: new Date(ctx.now.getTime() + 300_000), triedAt: ctx.now, succeededAt: null, newestDay: null, failures: 1, reason });
      expect(await fetchRates(bankAt(bank.url), later(ctx, 299_000))).toBe(0);
      expect(await fetchRates(bankAt(bank.url), later(ctx, 300_000))).toBe(1);
      expect((await ctx.inRead(listFeeds))[0]).toMatchObject({ failures: 2, dueAt: new Date(ctx.now.getTime() + 900_000) });
      expect(await ctx.inRead((tx) => listRates(tx, { from: '2020-01-01', to: '2040-01-01' }))).toEqual([]);
    } finally {
      await bank.close();
    }
  }));

test('one answer serves all marketplaces of a process, a silence none', () =>
  withDatabase(async ({ ctx }) => {
    const today = ctx.now.toISOString().slice(0, 10);
    const bank = await aBank({ status: 500 }, { status: 500 }, { body: file(today, '11.6240') });
    const { rateSources: { ecb } } = bankAt(bank.url, 60_000);
    try {
      expect(await ecb.fetch(ctx, today)).toEqual({ outcome: 'silent', reason: 'HTTP 500' });
      expect((await ecb.fetch(ctx, today)).outcome).toBe('published');
      expect((await ecb.fetch(ctx, today)).outcome).toBe('published');
      expect(bank.asked.length).toBe(3);
    } finally {
      await bank.close();
    }
  }));

const feed: RateFeed = { source: 'ecb', dueAt: new Date(0), triedAt: null, succeededAt: null, newestDay: null, failures: 0, reason: null };

test.each([
  ['before they are out', '2026-11-20T09:00:00Z', '2026-11-19', '2026-11-20T15:15:00Z'], ['when today’s have come', '2026-11-20T15:20:00Z', '2026-11-20', '2026-11-21T15:15:00Z'], ['on a Saturday evening', '2026-11-21T18:00:00Z', '2026-11-20', '2026-11-21T21:00:00Z'],
])('the next look %s', (_when, now, newest, due) => {
  expect(afterSuccess(feed, newest, new Date(now)).dueAt.toISOString()).toBe(new Date(due).toISOString());
});

test('staff hear of a source that is silent for a day or whose rates are too old, not of one look that failed', () => {
  const good = afterSuccess(feed, '2026-11-20', new Date('2026-11-20T16:00:00Z'));
  const failed = afterFailure(good, 'HTTP 503', new Date('2026-11-21T16:00:00Z'));
  expect([worryAbout(good, new Date('2026-11-27T23:00:00Z')), worryAbout(failed, new Date('2026-11-21T16:00:00Z'))]).toEqual([null, null]);
  expect(worryAbout(failed, new Date('2026-11-21T16:00:01Z'))).toBe('The exchange rates of ecb did not come at the last look (HTTP 503); the newest rates are of 2026-11-20 and hold until 2026-11-27');
  expect(worryAbout(good, new Date('2026-11-28T00:00:00Z'))).toBe('The exchange rates of ecb are too old to be used: the newest rates are of 2026-11-20 and hold until 2026-11-27');
  const never = [1, 2, 3].reduce((last) => afterFailure(last, 'unreachable', new Date('2026-11-20T16:00:00Z')), feed);
  expect([worryAbout({ ...never, failures: 2 }, new Date('2026-11-20T16:00:00Z')), worryAbout(never, new Date('2026-11-20T16:00:00Z'))]).toEqual([null, 'The exchange rates of ecb did not come at 3 looks in a row (unreachable); no rates have come in yet']);
  expect([1, 5, 20].map((failures) => afterFailure({ ...feed, failures }, 'x', new Date(0)).dueAt.getTime() / 60_000)).toEqual([10, 160, 180]);
});
