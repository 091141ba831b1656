import { boughtGroup, openShop } from '@stoa/checkout/testing';
import type { TxCtx } from '@stoa/platform/context';
import { asTenant, at, audited, withDatabase } from '@stoa/platform/testing';
import { checks } from '../document/checks.query.js';
import { listGroupDocumentHeads } from '../document/document.repository.js';
import { freezeDocuments } from '../document/freeze-documents.js';
import { changeNumbering } from './change-numbering.js';
import { listSeries } from './list-series.query.js';
import { documentNumber, ENDING, type Numbering, seriesFor, usualNumbering } from './numbering.js';
import { getNumbering } from './numbering.repository.js';

const issuer = { issuerKind: 'platform' as const, issuerId: '', prefix: 'TB' };
const number = (change: Partial<Numbering>, day: string, sequence = 418n) => {
  const numbering = { ...usualNumbering, ...change };
  return documentNumber(numbering, seriesFor(numbering, issuer, 'invoice', day), sequence);
};
const choose = (ctx: TxCtx, version: number, change: Partial<Numbering>) => changeNumbering(ctx, version, { ...usualNumbering, ...change }, 'The accountant asks for it.');

test.each([
  [{}, '2026-11-22', 'TB-2026-00418'], [{ resets: 'month' }, '2026-11-22', 'TB-2026-11-00418'], [{ resets: 'never' }, '2026-11-22', 'TB-00418'], [{ digits: 3 }, '2026-11-22', 'TB-2026-418'],
  [{ yearStartsIn: 4 }, '2027-03-31', 'TB-2026-27-00418'], [{ yearStartsIn: 4 }, '2027-04-01', 'TB-2027-28-00418'], [{ yearStartsIn: 7 }, '2099-07-01', 'TB-2099-00-00418'],
] satisfies [Partial<Numbering>, string, string][])('numbered as %j, a document of %s is %s', (change, day, wanted) => expect(number(change, day)).toBe(wanted));

test('an ending is nothing or begins with a letter, so that no number of one series is one of another', () => {
  expect(['', '-C', '-RE26'].filter((ending) => ENDING.test(ending))).toEqual(['', '-C', '-RE26']);
  expect(['C', '-', '-2026', '-c', '-ABCDE', '-C-', '-C 1'].filter((ending) => ENDING.test(ending))).toEqual([]);
});

test('what was chosen holds from the next document on, and both series stand without a gap', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const lines = [{ variantId: shop.potter.variantId, quantity: 1 }];
    const groups = [await boughtGroup(ctx, shop, lines), await boughtGroup(ctx, shop, lines), await boughtGroup(ctx, shop, lines)];
    const prefix = shop.potter.vendor.seriesPrefix;
    await ctx.inTx((tx) => freezeDocuments(tx, groups[0]!));
    await ctx.inTx((tx) => choose(tx, 0, { resets: 'month', digits: 4, endings: { ...usualNumbering.endings, invoice: '-RE' } }));
    await ctx.inTx((tx) => freezeDocuments(tx, groups[1]!));
    await as(ctx.actor, at('2026-04-01T09:00:00Z')).inTx((tx) => freezeDocuments(tx, groups[2]!));

    const numbers: string[] = [];
    for (const id of groups) numbers.push(...(await ctx.inRead((tx) => listGroupDocumentHeads(tx, id))).map((head) => head.number));
    expect(numbers).toEqual([`${prefix}-2026-00001`, `${prefix}-RE-2026-03-0001`, `${prefix}-RE-2026-04-0001`]);
    expect(await ctx.inRead(async (tx) => (await checks[0]!.run(tx)).breaks)).toEqual([]);
    const all = await ctx.inRead((tx) => listSeries(tx, { limit: 10, after: null }));
    expect(all.map((one) => [one.fiscalPeriod, one.prefix, one.issuerName, one.lastNumber, one.documents, one.last])).toEqual([
      ['2026-04', `${prefix}-RE`, 'Töpferei Brandt (legal)', 1n, 1n, `${prefix}-RE-2026-04-0001`], ['2026-03', `${prefix}-RE`, 'Töpferei Brandt (legal)', 1n, 1n, `${prefix}-RE-2026-03-0001`],
      ['2026', prefix, 'Töpferei Brandt (legal)', 1n, 1n, `${prefix}-2026-00001`],
    ]);
    const { fiscalPeriod, prefix: p, documentType, issuerId } = all[1]!;
    expect(await ctx.inRead((tx) => listSeries(tx, { limit: 10, after: [fiscalPeriod, p, documentType, issuerId] }))).toEqual([all[2]]);

    // What has numbered invoices numbers nothing else, or a number could come twice.
    await expect(ctx.inTx((tx) => choose(tx, 1, { endings: { ...usualNumbering.endings, invoice: '-X', receipt: '-RE' } }))).rejects.toMatchObject({ code: 'invoicing.ending_used', details: { ending: '-RE', type: 'invoice' } });
    await expect(ctx.inTx((tx) => choose(tx, 1, { endings: { ...usualNumbering.endings, invoice: '-X', receipt: '' } }))).rejects.toMatchObject({ code: 'invoicing.ending_used' });
    expect((await ctx.inRead(getNumbering)).version).toBe(1);
  }));

test('two types cannot share an ending, and of two people who change it at once one is told', () =>
  asTenant(async (ctx) => {
    await expect(choose(ctx, 0, { endings: { ...usualNumbering.endings, receipt: '-C' } })).rejects.toMatchObject({ code: 'invoicing.endings_doubled', details: { types: ['receipt', 'credit_note'] } }); // the self-billed credit note has it too, under a prefix of its own
    expect(await getNumbering(ctx)).toEqual(usualNumbering);

    expect(await choose(ctx, 0, { digits: 6 })).toEqual({ ...usualNumbering, digits: 6, version: 1 });
    await expect(choose(ctx, 0, { digits: 7 })).rejects.toMatchObject({ code: 'invoicing.changed_meanwhile' });
    await choose(ctx, 1, { digits: 8 });
    expect(await getNumbering(ctx)).toEqual({ ...usualNumbering, digits: 8, version: 2 });
    expect((await audited(ctx)).map(({ action, reason }) => [action, reason])).toEqual([['invoicing.numbering_changed', 'The accountant asks for it.'], ['invoicing.numbering_changed', 'The accountant asks for it.']]);
  }));
