import express from 'express';
import request from 'supertest';
import { boughtGroup, openShop } from '@stoa/checkout/testing';
import { getJournal } from '@stoa/ledger';
import { getOrderGroup } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { mount, noSuchRoute, problems } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { actor, deliverAll, withDatabase } from '@stoa/platform/testing';
import { encode } from '@stoa/platform/typeid';
import { routes } from './routes.js';
import { subscriptions } from './subscribers.js';
import { payoutsDeps } from './testing.js';

const deps = payoutsDeps();
const asking = (ctx: Ctx) => {
  const app = express();
  app.use(express.json(), (req, _res, next) => {
    req.ctx = ctx;
    next();
  });
  app.use(mount(routes(deps)), noSuchRoute, problems);
  return request(app);
};

test('staff see where the money went, and open a journal that a row names', () =>
  withDatabase(async ({ ctx, db, newTenant, as }) => {
    const shop = await openShop(ctx, db);
    const groupId = await boughtGroup(ctx, shop);
    await deliverAll(db, subscriptions(deps));
    const number = (await ctx.inRead((tx) => getOrderGroup(tx, groupId))).number;
    const path = `/v1/admin/orders/${encode('ogr', groupId)}/money`;

    const { body, status } = await asking(ctx).get(path);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      number, currency: 'EUR', shopper_name: 'Lena Vogt', total: { amount: 22_760, currency: 'EUR' }, difference: { amount: 0, currency: 'EUR' },
      payment: { card: { brand: 'visa', last4: '4242' }, gross: { amount: 22_760, currency: 'EUR' }, fee: null, net: null },
    });
    expect(body.parts.reduce((sum: number, part: { amount: { amount: number } }) => sum + part.amount.amount, 0)).toBe(22_760);
    expect(body.checks.map((check: { ok: boolean }) => check.ok)).toEqual([true, true, true, true]);
    expect(body.statement.columns).toHaveLength(3);
    const named: string[] = body.statement.rows.flatMap((row: { journal_ids: string[] }) => row.journal_ids);
    expect(new Set(body.journals.map((journal: { id: string }) => journal.id))).toEqual(new Set(named));

    const journal = await asking(ctx).get(`/v1/admin/journals/${named[0]}`);
    expect(journal.body).toEqual(body.journals.find((one: { id: string }) => one.id === named[0]));
    expect(journal.body).toMatchObject({ event: 'captured', label: 'Captured', entries: [{ account: 'gateway.pending', owner: 'Stripe', debit: { amount: 22_760, currency: 'EUR' }, credit: null }, { account: 'order.clearing', owner: 'Oma', debit: null }] });

    expect((await asking(newTenant()).get(path)).body).toEqual((await asking(ctx).get(`/v1/admin/orders/${encode('ogr', newId())}/money`)).body);
    expect((await asking(newTenant()).get(`/v1/admin/journals/${named[0]}`)).status).toBe(404);
    expect((await asking(as(actor.staff(['orders.read']))).get(path)).status).toBe(403);
    expect((await asking(as(actor.vendor(shop.potter.vendor.id))).get(path)).status).toBe(403);
    await expect(ctx.inRead((tx) => getJournal(tx, newId()))).rejects.toMatchObject({ code: 'ledger.journal_not_found' });
  }));

test('a vendor sees its own balance, with words, and nothing of another’s', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    await deliverAll(db, subscriptions(deps));

    const potter = await asking(as(actor.vendor(shop.potter.vendor.id))).get('/v1/vendor/balance');
    const stranger = await asking(as(actor.vendor(newId()))).get('/v1/vendor/balance');

    expect(potter.body).toMatchObject({ currency: 'EUR', currencies: ['EUR'], ready: { amount: 0, currency: 'EUR' }, in_transfer: { amount: 0, currency: 'EUR' }, holds: [{ state: 'held', reason: 'not_shipped', until: null, hold_days: 14 }] });
    expect(potter.body.yours).toEqual(potter.body.held);
    expect(potter.body.holds[0].amount).toEqual(potter.body.held);
    expect(stranger.body).toMatchObject({ yours: { amount: 0, currency: 'EUR' }, holds: [] });
    expect((await asking(as(actor.vendor(shop.potter.vendor.id))).get('/v1/vendor/balance?currency=gulden')).status).toBe(400);
  }));

test('a vendor opens its payout account and is told where to go', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const vendor = asking(as(actor.vendor(shop.potter.vendor.id)));

    expect((await vendor.get('/v1/vendor/payout-account')).body).toMatchObject({ id: null, status: 'none', can_receive: false });
    expect((await vendor.post('/v1/vendor/payout-account').send({})).body).toMatchObject({ status: 'onboarding', onboarding_url: expect.stringMatching(/^http:\/\/127/) });
    expect((await vendor.get('/v1/vendor/payout-account')).body).toMatchObject({ id: expect.stringMatching(/^poa_/), status: 'onboarding', requirements: [{ awaiting: 'vendor', is_overdue: true }] });
    expect((await vendor.post('/v1/vendor/payout-account').send({ return_url: 'https://evil.example/' })).body).toMatchObject({ code: 'payouts.return_url_not_ours', status: 400 });
    expect((await vendor.post('/v1/vendor/payout-account').send({ return: 'x' })).status).toBe(400);
    expect((await asking(as(actor.vendor(shop.potter.vendor.id, ['payouts.read']))).post('/v1/vendor/payout-account').send({})).status).toBe(403);
  }));
