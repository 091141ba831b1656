import express from 'express';
import request from 'supertest';
import { openShop, type Shop } from '@stoa/checkout/testing';
import { readPdf } from '@stoa/invoicing/testing';
import { account, closeMonths, move, post, type JournalDraft } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { mount, noSuchRoute, problems } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { actor, at, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { encode } from '@stoa/platform/typeid';
import { getVendor } from '@stoa/vendors';
import { routes } from '../routes.js';
import { payoutsDeps } from '../testing.js';
import { getStatement, listStatementRows } from './read-statements.js';
import { renderStatement } from './render-statement.js';
import { statementCsv } from './statement-csv.js';

const asking = (ctx: Ctx) => {
  const app = express();
  app.use(express.json(), (req, _res, next) => {
    req.ctx = ctx;
    next();
  });
  app.use(mount(routes(payoutsDeps())), noSuchRoute, problems);
  return request(app);
};

const aSale = (vendor: string, minor: bigint): JournalDraft[] => {
  const [order, clearing] = [newId(), account('order.clearing', 'EUR')];
  return [
    { source: { kind: 'payment_attempt', id: order }, event: 'captured', memo: {}, entries: move(account('gateway.pending', 'EUR', { owner: 'g' }), clearing, minor) },
    { source: { kind: 'order', id: order }, event: 'split', memo: {}, entries: move(clearing, account('vendor.held', 'EUR', { owner: vendor }), minor) },
    { source: { kind: 'order', id: order }, event: 'commission', memo: {}, entries: move(account('vendor.held', 'EUR', { owner: vendor }), account('tenant.payable', 'EUR'), minor / 10n) },
  ];
};

/** Two sales in January, three in February, which is closed; March runs. */
async function aQuarter({ ctx, db, as }: TestEnvironment): Promise<{ shop: Shop; vendor: Ctx; path: string }> {
  const shop = await openShop(ctx, db);
  const { id } = shop.potter.vendor;
  for (const [when, minor] of [['2026-01-10T10:00:00Z', 10_000n], ['2026-01-12T10:00:00Z', 2_000n], ['2026-02-03T10:00:00Z', 5_000n], ['2026-02-04T10:00:00Z', 600n], ['2026-02-27T23:59:59Z', 40n]] as const) {
    await as(ctx.actor, at(when)).inTx((tx) => post(tx, aSale(id, minor)));
  }
  await ctx.inTx((tx) => closeMonths(tx, [{ period: '2026-01', until: at('2026-01-31T23:00:00Z') }, { period: '2026-02', until: at('2026-02-28T23:00:00Z') }]));
  return { shop, vendor: as(actor.vendor(id, ['payouts.read'])), path: `/v1/admin/vendors/${encode('ven', id)}/statements` };
}

test('a vendor reads its months, one of them with its rows page by page; staff read the same, and nobody else', () =>
  withDatabase(async (env) => {
    const { ctx, newTenant, as } = env;
    const { shop, vendor, path } = await aQuarter(env);

    const { body } = await asking(vendor).get('/v1/vendor/statements?limit=2');
    expect(body.data.map((line: Record<string, unknown>) => [line['period'], line['state'], line['opening'], line['earned'], line['closing']])).toEqual([
      ['2026-03', 'open', { amount: 15_876, currency: 'EUR' }, { amount: 0, currency: 'EUR' }, { amount: 15_876, currency: 'EUR' }],
      ['2026-02', 'closed', { amount: 10_800, currency: 'EUR' }, { amount: 5_076, currency: 'EUR' }, { amount: 15_876, currency: 'EUR' }],
    ]);
    expect((await asking(vendor).get(`/v1/vendor/statements?limit=2&after=${body.next}`)).body).toMatchObject({ data: [{ period: '2026-01', opening: { amount: 0 }, closing: { amount: 10_800 } }], has_more: false });

    const february = (await asking(vendor).get('/v1/vendor/statements/2026-02')).body;
    expect(february).toMatchObject({ period: '2026-02', state: 'closed', from: '2026-01-31T23:00:00.000Z', to: '2026-02-28T23:00:00.000Z', time_zone: 'Europe/Berlin', currencies: ['EUR'], vendor: { name: 'Töpferei Brandt' }, closing_in: { held: { amount: 15_876 }, owed: { amount: 0 } } });
    const first = (await asking(vendor).get('/v1/vendor/statements/2026-02/rows?limit=2')).body;
    const second = (await asking(vendor).get(`/v1/vendor/statements/2026-02/rows?limit=2&after=${first.next}`)).body;
    expect([...first.data, ...second.data].map((row: { shopper: { amount: number }; amount: { amount: number }; balance: { amount: number } }) => [row.shopper.amount, row.amount.amount, row.balance.amount])).toEqual([[5_000, 4_500, 15_300], [600, 540, 15_840], [40, 36, 15_876]]);

    expect((await asking(ctx).get(`${path}/2026-02`)).body).toEqual(february);
    expect((await asking(ctx).get(path)).body.data).toHaveLength(3);
    for (const [who, where, status] of [
      [vendor, '/v1/vendor/statements/2026-04', 404], [vendor, '/v1/vendor/statements/2026-13', 400], [vendor, '/v1/vendor/statements/2026-02?currency=USD', 404], [as(actor.vendor(shop.weaver.vendor.id)), '/v1/vendor/statements/2026-02', 404],
      [as(actor.vendor(shop.potter.vendor.id, ['orders.read'])), '/v1/vendor/statements', 403], [newTenant(), path, 404], [newTenant(), `${path}/2026-02/csv`, 404], [as(actor.staff(['orders.read'])), path, 403],
    ] as const) expect([where, (await asking(who).get(where)).status]).toEqual([where, status]);
  }));

test('the file has a line per row between opening and closing balance, and what comes later changes nothing of a closed month', () =>
  withDatabase(async (env) => {
    const { ctx, as } = env;
    const { shop, vendor } = await aQuarter(env);
    const fetched = async (as: Ctx) => (await asking(as).get('/v1/vendor/statements/2026-02/csv').buffer(true).parse(asBytes)).body as Buffer;
    const printed = async (as: Ctx) => (await asking(as).get('/v1/vendor/statements/2026-02/pdf').buffer(true).parse(asBytes)).body as Buffer;
    const [file, paper] = [await fetched(vendor), await printed(vendor)];

    const lines = file.toString('utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeffbooked_at,date,type,order,reference,shopper,tax_by_marketplace,marketplace,amount,balance,currency,journals');
    expect(lines[1]).toBe('2026-01-31T23:00:00.000Z,2026-02-01,opening_balance,,,,,,,108.00,EUR,');
    expect(lines[2]).toMatch(/^2026-02-03T10:00:00\.000Z,2026-02-03,sale,,,50\.00,0\.00,-5\.00,45\.00,153\.00,EUR,jrn_\w+ jrn_\w+$/);
    expect(lines[4]).toMatch(/^2026-02-27T23:59:59\.000Z,2026-02-28,sale,/); // the day where the marketplace is
    expect(lines.slice(5)).toEqual(['2026-02-28T22:59:59.999Z,2026-02-28,closing_balance,,,,,,,158.76,EUR,', '']);
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');

    await as(ctx.actor, at('2026-02-20T12:00:00Z')).inTx((tx) => post(tx, aSale(shop.potter.vendor.id, 7_700n)));
    const later = as(actor.vendor(shop.potter.vendor.id), at('2027-02-20T12:00:00Z'));
    expect((await fetched(later)).equals(file)).toBe(true);
    expect((await printed(later)).equals(paper)).toBe(true);
    expect((await asking(later).get('/v1/vendor/statements/2026-03')).body).toMatchObject({ opening: { amount: 15_876 }, closing: { amount: 15_876 + 6_930 } });
  }));

test('a spreadsheet takes no text of the file for a formula, and amounts stay numbers, with as many decimals as their currency has', async () => {
  const month = { period: '2026-02', from: at('2026-02-01T00:00:00Z'), to: at('2026-03-01T00:00:00Z'), state: 'closed' as const, closedAt: at('2026-03-01T01:00:00Z') };
  const head = { month, currency: 'JPY', openingMinor: -500n, earnedMinor: 0n, refundedMinor: 0n, paidOutMinor: 0n, otherMinor: 0n, closingMinor: -500n, closingIn: { heldMinor: 0n, readyMinor: 0n, inTransferMinor: 0n, owedMinor: 500n } };
  const row = (number: string) => ({
    line: { at: month.from, source: { kind: 'order', id: 'x' }, amountMinor: -1n, balanceMinor: -1n, journals: [] }, kind: 'sale' as const, orderId: null, refundId: null, transferId: null, reversalId: null,
    shopperMinor: null, taxMinor: null, marketplaceMinor: null, amountMinor: -1n, balanceMinor: -501n, order: { number, orderGroupId: newId() as never },
  });
  const rows = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '"=1"', 'a,b'].map(row);
  let text = '';
  for await (const piece of statementCsv({ head, timeZone: 'UTC' }, (async function* () { yield rows; })())) text += piece;
  const orders = text.split('\r\n').slice(2, -2).map((line) => line.split(',sale,')[1]!.replace(/,,,,,-1,-501,JPY,$/, ''));
  expect(orders).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "' =1", "'|cmd", '"""=1"""', '"a,b"']);
});

test('on paper: the marketplace’s name, the vendor’s language, the sums and each row once', () =>
  withDatabase(async (env) => {
    const { ctx } = env;
    const { shop } = await aQuarter(env);
    const paper = await ctx.inRead(async (tx) => {
      const statement = await getStatement(tx, { vendorId: shop.potter.vendor.id, period: '2026-02', currency: null });
      const vendor = await getVendor(tx, shop.potter.vendor.id);
      return { statement, rows: await listStatementRows(tx, statement, { after: null, limit: 99 }), isCut: false, locale: 'de', vendor: { name: vendor.legalName, addressLines: ['Hauptstraße 7'] }, brand: { name: 'Oma', color: '#0a5a4a', legalName: 'Oma Markt eG' } };
    });
    const read = async (of: typeof paper) => readPdf(await renderStatement(of, { compress: false }));
    const runs = await read(paper);
    const text = runs.map((run) => run.text.replaceAll('\u00a0', ' ').trim()).join('\n');
    for (const said of ['Oma', 'Abrechnung Februar 2026', 'Von 1. Februar 2026 bis 28. Februar 2026', 'Abgeschlossen am 1. März 2026', 'Töpferei Brandt (legal)', 'Anfangssaldo', '108,00 €', 'Verkäufe, wie Kunden sie bezahlt haben', '56,40 €', 'Provision', '-5,64 €', 'Endsaldo', '158,76 €', 'Vom Endsaldo: Einbehalten für Rückgaben 158,76 €', 'Seite 1 von 1']) expect(text).toContain(said);
    expect(runs.filter((run) => run.text.trim() === 'Bestellung')).toHaveLength(3);

    const long = await read({ ...paper, rows: Array.from({ length: 90 }, () => paper.rows[0]!) });
    const pages = Math.max(...long.map((run) => run.page));
    expect(pages).toBeGreaterThan(2);
    expect(long.filter((run) => run.text.trim() === 'Bestellung')).toHaveLength(90);
    expect(long.filter((run) => run.text.trim() === 'Vorgang').map((run) => run.page)).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    expect(Math.min(...long.map((run) => run.y))).toBeGreaterThan(30);
  }));

type Parser = Parameters<request.Test['parse']>[0];
const asBytes: Parser = (res, done) => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => void chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};
