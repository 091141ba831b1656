import { text } from 'node:stream/consumers';
import { boughtGroup, openShop, savedStand, type Shop } from '@stoa/checkout/testing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { filesForTests } from '@stoa/invoicing/testing';
import { account, balancesOf, keyOf, move, post } from '@stoa/ledger';
import { getOrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { decideRefund, performRefunds } from '@stoa/payments/testing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { openDatabase } from '@stoa/platform/database';
import { runSchedule } from '@stoa/platform/jobs';
import { silentLog } from '@stoa/platform/log';
import { newId } from '@stoa/platform/ids';
import { actor, at, deliverAll, harness, withDatabase } from '@stoa/platform/testing';
import { schedules as privacySchedules } from '@stoa/privacy/jobs';
import { gatherReturns } from '../tax-return/gather-returns.js';
import { savedDatevSettings, someDatevSettings } from '../testing.js';
import { accountName } from './booking.js';
import { changeDatevSettings } from './change-datev-settings.js';
import { numberOf } from './chart.js';
import { fieldNames } from './datev-fields.js';
import { exportCsv, exportDatev, type Exported, readMonth } from './export-bookings.js';

const MONTH = '2026-03';
const read = async (ctx: Ctx, work: (tx: TxCtx) => Promise<Exported>): Promise<string> => text((await ctx.inRead(work)).stream);
const rowsOf = (csv: string): string[][] => csv.split('\r\n').slice(0, -1).map((line) => line.split(','));
const fieldsOf = (line: string): string[] => line.split(';').map((field) => field.replace(/^"(.*)"$/, '$1'));
const cents = (amount: string): bigint => BigInt(amount === '' ? 0 : amount.replace(/[.,]/, ''));
const named = (name: string) => fieldNames.indexOf(name);

/** A sale of two vendors' goods of which the marketplace owes the tax of one, and a refund of part of it. */
async function sold(ctx: Ctx, shop: Shop, db: Parameters<typeof deliverAll>[0]) {
  const british = await ctx.inTx((tx) => savedStand(tx, { name: 'Hollins Pottery', title: 'Teapot', minor: 11_900n, onHand: 5, vendorCountry: 'GB' }));
  const id = await boughtGroup(ctx, shop, [{ variantId: british.variantId, quantity: 2 }, { variantId: shop.potter.variantId, quantity: 1 }]);
  const deliver = () => deliverAll(db, [...invoicingSubscriptions({ files: filesForTests() }), ...orderSubscriptions]);
  await deliver();
  await ctx.inTx(async (tx) => {
    const order = (await getOrderGroup(tx, id)).orders.find((one) => one.vendorId === shop.potter.vendor.id)!;
    return decideRefund(tx, id, { wish: { lines: [{ lineId: order.lines[0]!.id, quantity: 1, restock: false }], shipping: [], goodwill: null }, reason: 'returned', note: null, expectedMinor: 3400n });
  });
  await performRefunds(shop.deps.payments, ctx);
  await deliver();
  return { id, british };
}

test('every entry of a month is a row that names document, order, vendor and tax, and the rows add up to the balances below them', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const { id, british } = await sold(ctx, shop, db);

    const [head, ...rows] = rowsOf(await read(ctx, (tx) => exportCsv(tx, MONTH)));

    const at = (name: string) => head!.indexOf(name);
    const numbers = (await ctx.inRead((tx) => getOrderGroup(tx, id))).orders;
    const [tax] = rows.filter((row) => row[0] === 'booking' && row[at('account')] === 'tax.payable:DE');
    const britishOrder = numbers.find((order) => order.vendorId === british.vendor.id)!;
    expect(tax!.slice(2)).toEqual(['2026-03-01', 'split', 'tax.payable:DE', '', '38.78', 'EUR', 'OMA-2026-00001', britishOrder.number, '', 'DE', '19', 'union_oss', `Sale ${britishOrder.number} Hollins Pottery`, '', '']);
    const refunded = rows.find((row) => row[at('event')] === 'refund_decided' && row[at('account')]!.startsWith('vendor.'))!;
    expect([refunded[at('document')], refunded[at('vendor')]]).toEqual([`${shop.potter.vendor.seriesPrefix}-C-2026-00001`, 'Töpferei Brandt']);
    const sums = new Map<string, [bigint, bigint]>();
    for (const row of rows.filter((one) => one[0] === 'booking')) {
      const [debit, credit] = sums.get(row[at('account')]!) ?? [0n, 0n];
      sums.set(row[at('account')]!, [debit + cents(row[at('debit')]!), credit + cents(row[at('credit')]!)]);
    }
    const foot = rows.filter((row) => row[0] === 'balance');
    expect(new Map(foot.map((row) => [row[at('account')]!, [cents(row[at('debit')]!), cents(row[at('credit')]!)]]))).toEqual(sums);
    const balances = await ctx.inRead((tx) => balancesOf(tx, { kinds: ['tax.payable', 'tenant.payable', 'gateway.pending', 'vendor.held', 'order.clearing'] }));
    for (const { account: of, balanceMinor } of balances.filter((one) => sums.has(accountName(one.account)))) {
      const closing = cents(foot.find((row) => row[at('account')] === accountName(of))![at('closing')]!);
      expect([accountName(of), of.kind === 'gateway.pending' ? closing : -closing]).toEqual([accountName(of), balanceMinor]);
    }
    const total = rows.at(-1)!;
    expect([total[0], total[at('debit')], total[at('closing')]]).toEqual(['total', total[at('credit')], '0.00']);
  }));

test('the lines for DATEV hold every journal, and per account they are what the ledger says', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await sold(ctx, shop, db);
    await expect(read(ctx, (tx) => exportDatev(tx, { month: MONTH, currency: 'EUR', part: 1 }))).rejects.toMatchObject({ code: 'reporting.datev_not_set_up' });
    // All that vendors are owed on one account: what moves between its parts passes through another, and comes back.
    const settings = someDatevSettings({ chart: 'SKR04', accounts: { 'vendor.held': '70100', 'vendor.payable': '70100', 'vendor.receivable': '70100' } });
    await ctx.inTx((tx) => changeDatevSettings(tx, settings));

    const [head, names, ...lines] = (await text((await ctx.inRead((tx) => exportDatev(tx, { month: MONTH, currency: 'EUR', part: 1 }))).stream.setEncoding('latin1'))).split('\r\n').slice(0, -1);

    expect(head).toBe('"EXTF";700;21;"Buchungsstapel";13;20260301090000000;;"RE";"Stoa";"";29098;55003;20260101;4;20260301;20260331;"Stoa 2026-03 1";"";1;0;0;"EUR";;"";;;"04";;;"";"Stoa"');
    expect([names!.split(';').length, names!.split(';')[7]]).toEqual([125, 'Gegenkonto (ohne BU-Schlüssel)']);
    const fields = lines.map(fieldsOf);
    expect(fields.every((line) => line.length === 125 && /^\d{1,10},\d{2}$/.test(line[0]!) && line[1] === 'S' && line[6] !== line[7] && line[9] === '0103')).toBe(true);
    const sums = new Map<string, bigint>();
    for (const line of fields) {
      sums.set(line[6]!, (sums.get(line[6]!) ?? 0n) + cents(line[0]!));
      sums.set(line[7]!, (sums.get(line[7]!) ?? 0n) - cents(line[0]!));
    }
    const books = await ctx.inRead((tx) => readMonth(tx, MONTH));
    const expected = new Map<string, bigint>([['1370', 0n]]);
    for (const total of books.totals) {
      const number = numberOf(settings, total.account, 'DE');
      expected.set(number, (expected.get(number) ?? 0n) + total.debitMinor - total.creditMinor);
    }
    expect([...sums].filter(([, minor]) => minor !== 0n).sort()).toEqual([...expected].filter(([, minor]) => minor !== 0n).sort());
    expect(new Set(fields.map((line) => line[named('Zusatzinformation- Inhalt 1')])).size).toBe(books.journals);
    const tax = fields.find((line) => line[7] === '3800')!;
    expect([tax[0], tax[6], tax[named('Belegfeld 1')], tax[named('Buchungstext')], tax[named('Zusatzinformation- Inhalt 2')]]).toEqual(['38,78', '10000', 'OMA-2026-00001', expect.stringContaining('Hollins Pottery'), 'DE 19 % union_oss']);
  }));

test('a journal that does not balance refuses the export, with the account that differs', () =>
  withDatabase(async ({ ctx, db, urls }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await ctx.inTx((tx) => savedDatevSettings(tx));
    await asSuperuser(urls.DATABASE_URL, `update ledger.entries set amount_minor = amount_minor - 1 where (tenant_id, journal_id, seq) in
      (select e.tenant_id, e.journal_id, e.seq from ledger.entries e join ledger.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id where a.kind = 'rev.platform_fee' limit 1)`);

    const difference = { account: 'rev.platform_fee', what: 'credit', file: { amount: expect.any(Number), currency: 'EUR' }, ledger: { amount: expect.any(Number), currency: 'EUR' } };
    await expect(read(ctx, (tx) => exportDatev(tx, { month: MONTH, currency: 'EUR', part: 1 }))).rejects.toMatchObject({ code: 'reporting.books_do_not_tie', details: { differences: [difference] } });
    expect((await ctx.inRead((tx) => readMonth(tx, MONTH))).differences.map((one) => [keyOf(one.account), one.what, one.ledgerMinor - one.fileMinor])).toEqual([['rev.platform_fee||EUR|', 'credit', 1n], ['rev.platform_fee||EUR|', 'balance', -1n]]);
    await expect(read(ctx, (tx) => exportCsv(tx, MONTH))).rejects.toMatchObject({ code: 'reporting.books_do_not_tie' });
  }));

test('a month of many journals is read a portion at a time, and is complete', () =>
  withDatabase(async ({ ctx, db }) => {
    await openShop(ctx, db);
    await ctx.inTx((tx) => savedDatevSettings(tx));
    const drafts = Array.from({ length: 800 }, () => ({ source: { kind: 'made_up', id: newId() }, event: 'booked', memo: {}, entries: move(account('tenant.bank', 'EUR'), account('tenant.payable', 'EUR'), 7n) }));
    for (let batch = 0; batch < 2; batch += 1) await ctx.inTx((tx) => post(tx, drafts.map((draft) => ({ ...draft, source: { ...draft.source, id: newId() } }))));
    let [fetched, most] = [0, 0];
    const stop = db.onQuery((sql) => { if (sql.startsWith('fetch ')) [fetched, most] = [fetched + 1, Math.max(most, Number(sql.split(' ')[1]))]; });

    const rows = rowsOf(await read(ctx, (tx) => exportCsv(tx, MONTH)));
    stop();

    expect([fetched, most]).toEqual([4, 1_000]);
    expect(rows.filter((row) => row[0] === 'booking')).toHaveLength(3_200);
    expect(rows.find((row) => row[0] === 'balance' && row[4] === 'tenant.bank')!.slice(5, 8)).toEqual(['112.00', '0.00', 'EUR']);
    const datev = await read(ctx, (tx) => exportDatev(tx, { month: MONTH, currency: 'EUR', part: 1 }));
    expect(datev.split('\r\n')).toHaveLength(2 + 1_600 + 1);
    await expect(read(ctx, (tx) => exportDatev(tx, { month: MONTH, currency: 'EUR', part: 2 }))).rejects.toMatchObject({ code: 'reporting.no_such_part' });
  }));

test('when documents are destroyed the books and the tax return are what they were', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await sold(ctx, shop, db);
    const looked = async (who: Ctx) => ({ csv: await read(who, (tx) => exportCsv(tx, MONTH)), returns: await who.inRead(async (tx) => (await gatherReturns(tx, shop.deps, MONTH)).all()) });
    const before = await looked(ctx);
    const over = as(actor.staff(), at('2040-01-02T00:00:00Z'));

    await runSchedule({ db, clock: { now: () => over.now }, log: silentLog, listTenants: async () => [] }, privacySchedules[0]!);
    await deliverAll(db, [...invoicingSubscriptions({ files: filesForTests() }), ...orderSubscriptions], over.now);

    expect(await ctx.inRead((tx) => tx.tx('invoicing.documents').where('tenant_id', tx.tenantId).whereNull('destroyed_at'))).toEqual([]);
    expect(await looked(over)).toEqual(before);
  }));

/** Changes what nobody of ours may change. */
async function asSuperuser(url: string, sql: string): Promise<void> {
  const superUrl = new URL(harness().superUrl);
  superUrl.pathname = new URL(url).pathname;
  const owner = openDatabase({ appUrl: superUrl.href, controlUrl: superUrl.href, relayUrl: superUrl.href, poolSize: 1 });
  try {
    await owner.transactionAsControl(async (tx) => void (await tx.raw(sql)));
  } finally {
    await owner.close();
  }
}
