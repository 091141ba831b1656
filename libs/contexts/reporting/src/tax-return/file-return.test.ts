import { boughtGroup, openShop, savedStand, type Shop, type Stand } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { account, move, post } from '@stoa/ledger';
import { getOrderGroup } from '@stoa/orders';
import { decideRefund, giveUpRefund } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { actor, at, audited, withDatabase } from '@stoa/platform/testing';
import { listDecisionsOfOrder, recordDecisions } from '@stoa/tax';
import { checks } from '../checks.js';
import { fileReturn } from './file-return.js';
import { gatherReturns } from './gather-returns.js';
import type { Figures, ReturnKey } from './tax-return.js';
import { listFiled } from './tax-return.repository.js';

const OSS: ReturnKey = { place: 'EU', scheme: 'union_oss', currency: 'EUR' };
const MARCH = '2026-03';

/** Goods of a British vendor that lie in Leipzig: the marketplace owes the tax of what it sells of them (2006/112/EC Art. 14a(2)). */
async function withImporter(work: (world: { ctx: Ctx; on: (time: string) => Ctx; shop: Shop; potter: Stand }) => Promise<void>): Promise<void> {
  await withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const potter = await ctx.inTx((tx) => savedStand(tx, { name: 'Hollins Pottery', title: 'Teapot', minor: 11_900n, onHand: 5, vendorCountry: 'GB' }));
    await work({ ctx, on: (time) => as(actor.staff(), at(time)), shop, potter });
  });
}

const buy = (ctx: Ctx, shop: Shop, stand: Stand, quantity = 1): Promise<OrderGroupId> => boughtGroup(ctx, shop, [{ variantId: stand.variantId, quantity }]);
const read = (ctx: Ctx, shop: Shop, period = MARCH, key = OSS): Promise<Figures> => ctx.inRead(async (tx) => (await gatherReturns(tx, shop.deps, period)).of(key));
const file = (ctx: Ctx, shop: Shop, expectedMinor: bigint, period = MARCH): Promise<void> => ctx.inTx((tx) => fileReturn(tx, shop.deps, { period, key: OSS, reference: 'OSS 4711', expectedMinor }));
const totals = ({ rows }: Figures): string[] => rows.map((row) => `${row.kind} ${row.authority} ${row.ratePct}: ${row.salesBaseMinor} + ${row.refundsBaseMinor}, tax ${row.salesMinor} + ${row.refundsMinor}`);

async function giveBack(ctx: Ctx, id: OrderGroupId, expectedMinor: bigint) {
  return ctx.inTx(async (tx) => {
    const line = (await getOrderGroup(tx, id)).orders[0]!.lines[0]!;
    return decideRefund(tx, id, { wish: { lines: [{ lineId: line.id, quantity: 1, restock: false }], shipping: [], goodwill: null }, reason: 'returned', note: null, expectedMinor });
  });
}

test('a return is the taxes of its sales less those of refunds, and ties to the books', () =>
  withImporter(async ({ ctx, shop, potter }) => {
    const group = await buy(ctx, shop, potter, 2); // 2 × 119.00 and 4.90 of shipping, with 19 %
    await buy(ctx, shop, shop.potter); // a German vendor owes the tax of its own sale: it is in no return of the marketplace

    const sold = await read(ctx, shop);
    expect(totals(sold)).toEqual(['tax DE 19: 20412 + 0, tax 3878 + 0']);
    expect([sold.recordsMinor, sold.bookedMinor, sold.entries, sold.differences]).toEqual([3878n, 3878n, 1, []]);

    const refund = await giveBack(ctx, group, 11_900n);
    const less = await read(ctx, shop);
    expect(totals(less)).toEqual(['tax DE 19: 20412 + -10000, tax 3878 + -1900']);
    expect([less.recordsMinor, less.bookedMinor, less.entries]).toEqual([1978n, 1978n, 2]);

    await ctx.inTx((tx) => giveUpRefund(tx, refund.id, 'expired_or_canceled_card'));
    const again = await read(ctx, shop);
    expect([again.recordsMinor, again.bookedMinor, again.entries, again.differences]).toEqual([3878n, 3878n, 3, []]);
    expect(await ctx.inRead(async (tx) => checks[0]!.run(tx))).toEqual({ looked_at: 3, breaks: [] });
  }));

test('a sale belongs to the period of the place it is taxed in: half past midnight in Berlin is no longer March', () =>
  withImporter(async ({ on, shop, potter }) => {
    const minuteBefore = on('2026-03-31T21:59:00Z');
    const after = on('2026-03-31T22:30:00Z');
    await buy(minuteBefore, shop, potter);
    await buy(after, shop, potter, 2);
    expect(totals(await read(after, shop))).toEqual(['tax DE 19: 10412 + 0, tax 1978 + 0']);
    expect(totals(await read(after, shop, '2026-04'))).toEqual(['tax DE 19: 20412 + 0, tax 3878 + 0']);
    expect(totals(await read(after, shop, '2026'))).toEqual(['tax DE 19: 30824 + 0, tax 5856 + 0']);
  }));

test('a return is filed once, when its period is over, with the figures that were shown; a later refund lowers a later period', () =>
  withImporter(async ({ ctx, on, shop, potter }) => {
    const group = await buy(ctx, shop, potter);
    const april = on('2026-04-01T00:00:00Z');
    await expect(file(on('2026-03-31T21:59:59Z'), shop, 1978n)).rejects.toMatchObject({ code: 'reporting.period_not_over' });
    await expect(file(april, shop, 1977n)).rejects.toMatchObject({ code: 'reporting.figures_changed', details: { owed: { amount: 1978, currency: 'EUR' } } });
    expect(await ctx.inRead((tx) => listFiled(tx))).toEqual([]);

    await file(april, shop, 1978n);
    await expect(file(april, shop, 1978n)).rejects.toMatchObject({ code: 'reporting.filed_already' });
    await expect(file(on('2027-01-01T00:00:00Z'), shop, 1978n, '2026-Q1')).rejects.toMatchObject({ code: 'reporting.filed_already', details: { period: MARCH } });
    expect((await audited(ctx)).filter((row) => row.action.startsWith('reporting.'))).toMatchObject([{ action: 'reporting.tax_return_filed', subject_id: 'EU.union_oss.EUR/2026-03', after: { owed_minor: '1978' } }]);

    await giveBack(april, group, 11_900n);
    const filed = await ctx.inRead((tx) => listFiled(tx));
    expect(filed.map((one) => [one.period, one.owedMinor, one.rows.map((row) => row.salesMinor)])).toEqual([[MARCH, 1978n, [1978n]]]);
    expect((await read(april, shop)).recordsMinor).toBe(1978n);
    expect((await read(april, shop, '2026-04')).recordsMinor).toBe(-1900n);
  }));

test('nothing is filed while a booking has no record, or a record no booking; the check names both', () =>
  withImporter(async ({ ctx, on, shop, potter }) => {
    const group = await buy(ctx, shop, potter);
    const april = on('2026-04-02T00:00:00Z');
    await ctx.inTx((tx) => post(tx, [{ source: { kind: 'order', id: newId() }, event: 'split', memo: {}, entries: move(account('order.clearing', 'EUR'), account('tax.payable', 'EUR', { dimension: 'DE' }), 5n) }]));
    await expect(file(april, shop, 1978n)).rejects.toMatchObject({ code: 'reporting.does_not_tie', details: { differences: 1 } });

    const stray = newId<string>();
    await ctx.inTx(async (tx) => {
      const [stored] = await listDecisionsOfOrder(tx, (await getOrderGroup(tx, group)).orders[0]!.id);
      await recordDecisions(tx, shop.deps, [{ decisionId: newId(), consignmentId: newId(), orderId: stray, decision: stored!.decision }]);
    });
    await expect(file(april, shop, 3956n)).rejects.toMatchObject({ code: 'reporting.does_not_tie', details: { differences: 2 } });
    expect((await read(april, shop)).differences).toMatchObject([{ source: { kind: 'order', id: stray }, authority: 'DE', recordsMinor: 1978n, bookedMinor: 0n }]);
    expect(await ctx.inRead((tx) => listFiled(tx))).toEqual([]);
    expect((await ctx.inRead((tx) => checks[0]!.run(tx))).breaks.map((one) => one.what.replace(/[0-9a-f-]{36}/, '…'))).toEqual([
      'order …, DE: 0 EUR decided, 5 booked (minor units)', 'order …, DE: 1978 EUR decided, 0 booked (minor units)',
    ]);
  }));

test('another marketplace sees nothing of it', () =>
  withDatabase(async ({ ctx, db, as, newTenant }) => {
    const shop = await openShop(ctx, db);
    const potter = await ctx.inTx((tx) => savedStand(tx, { name: 'Hollins Pottery', title: 'Teapot', minor: 11_900n, onHand: 5, vendorCountry: 'GB' }));
    await buy(ctx, shop, potter);
    await file(as(actor.staff(), at('2026-04-02T00:00:00Z')), shop, 1978n);
    const other = newTenant();
    await openShop(other, db);
    expect((await read(other, shop)).rows).toEqual([]);
    expect(await other.inRead((tx) => listFiled(tx))).toEqual([]);
  }));
