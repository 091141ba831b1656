import { boughtGroup, openShop } from '@stoa/checkout/testing';
import { allOf, billVendors, monthsClosed, refunded } from '@stoa/invoicing/testing';
import { account, move, post } from '@stoa/ledger';
import { newId } from '@stoa/platform/ids';
import { actor, at, withDatabase } from '@stoa/platform/testing';
import { checks } from '../checks.js';
import { fileReturn } from './file-return.js';
import { gatherReturns } from './gather-returns.js';
import type { Figures, ReturnKey } from './tax-return.js';

const HOME: ReturnKey = { place: 'DE', scheme: 'domestic', currency: 'EUR' };
const ABROAD: ReturnKey = { place: 'DE', scheme: 'b2b_service_reverse_charge', currency: 'EUR' };
const totals = ({ rows }: Figures): string[] => rows.map((row) => `${row.kind} ${row.place} ${row.ratePct}: ${row.salesBaseMinor} + ${row.refundsBaseMinor}, tax ${row.salesMinor} + ${row.refundsMinor}`);

test('the tax on commission is owed for the month of the commission, ties to the books, and goes down with a credit note; what vendors abroad owe is stated beside it', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const on = (time: string) => as(actor.staff(), at(time));
    const read = (period: string, key = HOME) => ctx.inRead(async (tx) => (await gatherReturns(tx, shop.deps, period)).of(key));
    const id = await boughtGroup(ctx, shop); // potter 8.57, beekeeper 1.81 (both 19 % of it), weaver in Finland 16.26
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');
    await billVendors(shop.deps, on('2026-04-01T02:00:00Z'));

    const march = await read('2026-03');
    expect(totals(march)).toEqual(['tax DE 19: 872 + 0, tax 166 + 0']);
    expect([march.recordsMinor, march.bookedMinor, march.entries, march.differences]).toEqual([166n, 166n, 2, []]);
    expect(totals(await read('2026-03', ABROAD))).toEqual(['untaxed DE 0: 1626 + 0, tax 0 + 0']);
    expect((await read('2026-04')).entries).toBe(0);

    await ctx.inTx(async (tx) => fileReturn({ ...tx, now: at('2026-04-05T09:00:00Z') }, shop.deps, { period: '2026-03', key: HOME, reference: 'UStVA 3', expectedMinor: 166n }));
    await refunded(on('2026-04-10T09:00:00Z'), shop, id, allOf(shop.potter.vendor.id));
    await monthsClosed(on('2026-05-01T01:30:00Z'), '2026-04');
    await billVendors(shop.deps, on('2026-05-01T02:00:00Z'));
    expect(totals(await read('2026-04'))).toEqual(['tax DE 19: 0 + -720, tax 0 + -137']);
    expect((await read('2026-03')).recordsMinor).toBe(166n);
    expect(await on('2026-05-01T02:00:00Z').inRead(async (tx) => (await checks[0]!.run(tx)).breaks)).toEqual([]);
  }));

test('a document that is written when its month is filed already counts on the day it is written, and a booking that no document explains blocks', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const on = (time: string) => as(actor.staff(), at(time));
    const read = (period: string, key = HOME) => ctx.inRead(async (tx) => (await gatherReturns(tx, shop.deps, period)).of(key));
    await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await monthsClosed(on('2026-04-01T01:30:00Z'), '2026-03');
    await on('2026-04-02T00:00:00Z').inTx((tx) => fileReturn(tx, shop.deps, { period: '2026-03', key: HOME, reference: 'UStVA 3', expectedMinor: 0n }));
    await billVendors(shop.deps, on('2026-04-07T02:00:00Z'));

    expect((await read('2026-03')).entries).toBe(0);
    expect(totals(await read('2026-04'))).toEqual(['tax DE 19: 361 + 0, tax 68 + 0']);

    await on('2026-04-08T00:00:00Z').inTx((tx) => post(tx, [{ source: { kind: 'vendor_document', id: newId() }, event: 'commission_taxed', memo: {}, entries: move(account('tenant.payable', 'EUR'), account('tax.payable', 'EUR', { dimension: 'DE' }), 5n) }]));
    const unexplained = await read('2026-04', { place: 'DE', scheme: 'unexplained', currency: 'EUR' });
    expect(unexplained.differences.map((one) => [one.recordsMinor, one.bookedMinor])).toEqual([[0n, 5n]]);
  }));
