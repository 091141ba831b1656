import fc from 'fast-check';
import type { VendorId } from '@stoa/events/vendors';
import { account, balancesOf, checks as ledgerChecks, closeMonths, listClosings, move, post, type JournalDraft } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { asTenant, at, becomeTenant, switchTenant, withDatabase, withNow } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { checks } from '../checks.js';
import { closeMonthsDue } from './close-months-due.js';
import { dueToClose } from './month.js';
import { getStatement, keyOfRow, listStatementRows, listStatements, readMonths, type NamedRow, type Statement } from './read-statements.js';
import { headsOf, totalsOf, VENDOR_KINDS } from './statement.js';
import { chainBreaks, statementsClose } from './statements-close.js';

const CURRENCY = 'EUR';
const acc = (kind: 'vendor.held' | 'vendor.payable' | 'vendor.in_transfer' | 'vendor.receivable', owner: string, currency = CURRENCY) => account(kind, currency, { owner });
const [clearing, tenant, owed, pending] = [account('order.clearing', CURRENCY), account('tenant.payable', CURRENCY), account('customer.refund_payable', CURRENCY), account('gateway.pending', CURRENCY, { owner: 'g' })];
const tax = account('tax.payable', CURRENCY, { dimension: 'DE' });

/** A sale of which the marketplace pays a tax and takes a commission, as checkout books it. */
const aSale = (vendor: string, of: { gross: bigint; tax?: bigint; commission?: bigint }, order: string = newId()): JournalDraft[] => [
  { source: { kind: 'payment_attempt', id: order }, event: 'captured', memo: {}, entries: move(pending, clearing, of.gross) },
  { source: { kind: 'order', id: order }, event: 'split', memo: {}, entries: [...move(clearing, acc('vendor.held', vendor), of.gross - (of.tax ?? 0n)), ...move(clearing, tax, of.tax ?? 0n)] },
  ...(of.commission ? [{ source: { kind: 'order', id: order }, event: 'commission', memo: {}, entries: move(acc('vendor.held', vendor), tenant, of.commission) }] : []),
];
const aRefund = (vendor: string, of: { vendorPart: bigint; tax?: bigint; marketplace?: bigint }, order: string = newId()): JournalDraft => ({
  source: { kind: 'refund_share', id: `${newId()}:${order}` }, event: 'refund_decided', memo: { order }, entries: [...move(acc('vendor.receivable', vendor), owed, of.vendorPart), ...move(tenant, owed, of.marketplace ?? 0n), ...move(tax, owed, of.tax ?? 0n)],
});
const aTransfer = (vendor: string, minor: bigint, order: string = newId()): JournalDraft[] => {
  const source = { kind: 'transfer', id: `${newId()}:1` };
  return [
    { source: { kind: 'hold', id: newId() }, event: 'released', memo: { order }, entries: move(acc('vendor.held', vendor), acc('vendor.payable', vendor), minor) },
    { source, event: 'transfer_requested', memo: { order }, entries: move(acc('vendor.payable', vendor), acc('vendor.in_transfer', vendor), minor) },
    { source, event: 'transferred', memo: { order }, entries: move(acc('vendor.in_transfer', vendor), pending, minor) },
  ];
};
const aReversal = (vendor: string, minor: bigint): JournalDraft => ({ source: { kind: 'reversal', id: newId() }, event: 'transfer_reversed', memo: { order: newId() }, entries: move(pending, acc('vendor.receivable', vendor), minor) });

const on = (tx: TxCtx, when: string): TxCtx => withNow(tx, at(when));
const statementOf = (tx: TxCtx, vendorId: VendorId, period: string) => getStatement(tx, { vendorId, period, currency: null });
const allRows = (tx: TxCtx, statement: Statement) => listStatementRows(tx, statement, { after: null, limit: 10_000 });
const noBreaks = async (tx: TxCtx) => {
  for (const check of [...ledgerChecks, { code: 'statements_close', run: statementsClose }]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
};

test('a month says what was sold, what the marketplace kept, what went back and what was sent; it opens with what the month before closed with', () =>
  asTenant(async (tx) => {
    await liveTenant(tx);
    const vendor = newId<VendorId>();
    await post(on(tx, '2026-01-20T10:00:00Z'), aSale(vendor, { gross: 11_900n, tax: 1_900n, commission: 1_000n }));
    await post(on(tx, '2026-01-31T23:30:00Z'), aSale(vendor, { gross: 5_000n, commission: 500n })); // February in Berlin
    await post(on(tx, '2026-02-04T10:00:00Z'), aTransfer(vendor, 9_000n));
    await post(on(tx, '2026-02-10T10:00:00Z'), [aRefund(vendor, { vendorPart: 4_500n, tax: 950n, marketplace: 500n })]);
    await post(on(tx, '2026-02-11T10:00:00Z'), [aReversal(vendor, 4_500n)]);
    const now = on(tx, '2026-03-01T09:00:00Z');

    const january = await statementOf(now, vendor, '2026-01');
    expect(january.head).toMatchObject({ openingMinor: 0n, earnedMinor: 9_000n, refundedMinor: 0n, paidOutMinor: 0n, otherMinor: 0n, closingMinor: 9_000n, closingIn: { heldMinor: 9_000n, readyMinor: 0n, inTransferMinor: 0n, owedMinor: 0n } });
    const february = await statementOf(now, vendor, '2026-02');
    expect(february.head).toMatchObject({ openingMinor: 9_000n, earnedMinor: 4_500n, refundedMinor: -4_500n, paidOutMinor: -4_500n, closingMinor: 4_500n, closingIn: { heldMinor: 4_500n, readyMinor: 0n, inTransferMinor: 0n, owedMinor: 0n } });
    expect(Object.fromEntries(february.totals.filter((total) => total.minor !== 0n).map((total) => [total.code, total.minor]))).toEqual({ sales: 5_000n, commission: -500n, refunds: -5_950n, refunds_tax: 950n, refunds_by_marketplace: 500n, transfers: -9_000n, transfers_reversed: 4_500n });
    expect((await allRows(now, february)).map((row) => [row.kind, row.shopperMinor, row.taxMinor, row.marketplaceMinor, row.amountMinor, row.balanceMinor])).toEqual([
      ['sale', 5_000n, 0n, -500n, 4_500n, 13_500n], ['transfer', null, null, null, -9_000n, 4_500n], ['refund', -5_950n, 950n, 500n, -4_500n, 0n], ['reversal', null, null, null, 4_500n, 4_500n],
    ]);
    expect((await statementOf(now, vendor, '2026-03')).head).toMatchObject({ openingMinor: 4_500n, closingMinor: 4_500n, month: { state: 'open' } });
    await noBreaks(now);
  }));

test('currencies are apart, vendors are apart, marketplaces are apart', () =>
  asTenant(async (tx) => {
    await liveTenant(tx);
    const [vendor, other] = [newId<VendorId>(), newId<VendorId>()];
    await post(tx, [...aSale(vendor, { gross: 1_000n }), ...aSale(other, { gross: 77n })]);
    const [dollars, pendingDollars] = [account('order.clearing', 'USD'), account('gateway.pending', 'USD', { owner: 'g' })];
    await post(tx, [{ source: { kind: 'order', id: newId() }, event: 'split', memo: {}, entries: [...move(pendingDollars, dollars, 300n), ...move(dollars, acc('vendor.held', vendor, 'USD'), 300n)] }]);

    expect((await listStatements(tx, vendor)).heads.map((head) => [head.currency, head.closingMinor])).toEqual([['EUR', 1_000n], ['USD', 300n]]);
    expect(await getStatement(tx, { vendorId: vendor, period: '2026-03', currency: 'USD' })).toMatchObject({ head: { currency: 'USD', closingMinor: 300n }, currencies: ['EUR', 'USD'] });
    await expect(getStatement(tx, { vendorId: vendor, period: '2026-03', currency: 'SEK' })).rejects.toMatchObject({ code: 'payouts.statement_not_found' });
    await expect(statementOf(tx, vendor, '2026-04')).rejects.toMatchObject({ code: 'payouts.statement_not_found' });
    await expect(statementOf(tx, newId(), '2026-03')).rejects.toMatchObject({ code: 'payouts.statement_not_found' });
    await noBreaks(tx);
    const stranger = await switchTenant(tx);
    await liveTenant(stranger);
    expect((await listStatements(stranger, vendor)).heads).toEqual([]);
    await becomeTenant(tx);
  }));

test('months are closed by the clock, each once, an hour after they are over, and only where something was booked', () =>
  withDatabase(async ({ ctx, as, db }) => {
    await liveTenant(ctx, {}, db);
    const when = (text: string) => as(ctx.actor, at(text));
    expect(await closeMonthsDue(when('2026-03-05T00:00:00Z'))).toBe(0);
    await when('2026-01-12T00:00:00Z').inTx((tx) => post(tx, aSale(newId(), { gross: 100n })));
    expect(await closeMonthsDue(when('2026-01-31T23:59:59Z'))).toBe(0);
    expect(await closeMonthsDue(when('2026-03-05T00:00:00Z'))).toBe(2);
    expect(await closeMonthsDue(when('2026-03-05T00:00:00Z'))).toBe(0);
    expect((await ctx.inRead(listClosings)).map((one) => [one.period, one.until.toISOString()])).toEqual([['2026-01', '2026-01-31T23:00:00.000Z'], ['2026-02', '2026-02-28T23:00:00.000Z']]);
    expect((await Promise.all([closeMonthsDue(when('2026-05-01T12:00:00Z')), closeMonthsDue(when('2026-05-01T12:00:00Z'))])).sort()).toEqual([0, 2]);
  }));

test('a chain that does not hold is found', () =>
  asTenant(async (tx) => {
    await liveTenant(tx);
    const vendor = newId<VendorId>();
    await post(on(tx, '2026-02-20T10:00:00Z'), aSale(vendor, { gross: 1_000n }));
    const heads = [...(await listStatements(tx, vendor)).heads].reverse();
    expect(chainBreaks(heads, 1_000n)).toEqual([]);
    expect(chainBreaks(heads, 999n)).toEqual(['the last month closes with 1000, the books say 999']);
    expect(chainBreaks([heads[0]!, { ...heads[1]!, openingMinor: 1n }], 1_000n)).toEqual(['2026-03 opens with 1, the month before closed with 1000', '2026-03 comes to 1 and closes with 1000']);
    expect(checks.map((check) => check.code)).toContain('payouts.statements_close');
  }));

type Step = { kind: 'sale' | 'refund' | 'transfer' | 'reversal' | 'close' | 'late'; amount: number; share: number; hours: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('sale', 'sale', 'refund', 'transfer', 'reversal', 'close', 'late'), amount: fc.integer({ min: 1, max: 999_999 }), share: fc.integer({ min: 0, max: 100 }), hours: fc.integer({ min: 0, max: 500 }),
});

test('whatever happens in whatever order, months follow each other to the cent, rows add up, and a closed month is never another', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), (steps) =>
      asTenant(async (tx) => {
        await liveTenant(tx);
        const vendor = newId<VendorId>();
        const seen = new Map<string, string>();
        let now = at('2025-11-20T00:00:00Z');
        for (const one of steps) {
          now = new Date(now.getTime() + one.hours * 3_600_000);
          await take(withNow(tx, one.kind === 'late' ? new Date(now.getTime() - 40 * 86_400_000) : now), vendor, one, now);
          if (one.kind === 'close') for (const statement of await closedOf(withNow(tx, now), vendor)) seen.set(statement.head.month.period, seen.get(statement.head.month.period) ?? (await frozen(withNow(tx, now), statement)));
        }
        for (const statement of await closedOf(withNow(tx, now), vendor)) expect(await frozen(withNow(tx, now), statement)).toBe(seen.get(statement.head.month.period));
        await expectClosed(withNow(tx, now), vendor);
      })),
    { numRuns: 8 },
  ), 60_000);

/** One step that the books can take: nobody gives more than there is. */
async function take(tx: TxCtx, vendor: VendorId, { kind, amount, share }: Step, now: Date): Promise<void> {
  const gross = BigInt(amount);
  const part = (of: bigint) => (of * BigInt(share)) / 100n;
  const has = new Map((await balancesOf(tx, { kinds: VENDOR_KINDS, owner: vendor })).map((balance) => [balance.account.kind, balance.balanceMinor]));
  const [held, debt] = [has.get('vendor.held') ?? 0n, has.get('vendor.receivable') ?? 0n];
  switch (kind) {
    case 'close':
      await closeMonths(withNow(tx, now), dueToClose((await readMonths(withNow(tx, now))).months, now).map(({ period, to }) => ({ period, until: to })));
      return;
    case 'transfer':
      return void (part(held) > 0n && (await post(tx, aTransfer(vendor, part(held)))));
    case 'reversal':
      return void (part(debt) > 0n && (await post(tx, [aReversal(vendor, part(debt))])));
    case 'refund':
      return void (await post(tx, [aRefund(vendor, { vendorPart: gross, tax: part(gross), marketplace: part(gross / 7n) })]));
    default:
      return void (await post(tx, aSale(vendor, { gross, tax: part(gross / 5n), commission: part(gross / 9n) })));
  }
}

const closedOf = async (tx: TxCtx, vendorId: VendorId): Promise<Statement[]> => {
  const closed = (await listStatements(tx, vendorId)).heads.filter((head) => head.month.state === 'closed');
  const statements: Statement[] = [];
  for (const head of closed) statements.push(await getStatement(tx, { vendorId, period: head.month.period, currency: head.currency }));
  return statements;
};
const frozen = async (tx: TxCtx, statement: Statement): Promise<string> => JSON.stringify([statement, await allRows(tx, statement)], (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

async function expectClosed(tx: TxCtx, vendorId: VendorId): Promise<void> {
  const heads = [...(await listStatements(tx, vendorId)).heads].reverse();
  const balances = await balancesOf(tx, { kinds: VENDOR_KINDS, owner: vendorId });
  const net = balances.reduce((total, { account: { kind }, balanceMinor }) => total + (kind === 'vendor.receivable' ? -balanceMinor : balanceMinor), 0n);
  expect(heads.at(-1)?.closingMinor ?? 0n).toBe(net);
  for (const [i, head] of heads.entries()) {
    const statement = await getStatement(tx, { vendorId, period: head.month.period, currency: CURRENCY });
    const rows = await allRows(tx, statement);
    expect(head.openingMinor).toBe(heads[i - 1]?.closingMinor ?? 0n);
    expect(rows.reduce((total, row) => total + row.amountMinor, head.openingMinor)).toBe(head.closingMinor);
    expect(rows.at(-1)?.balanceMinor ?? head.openingMinor).toBe(head.closingMinor);
    expect(statement.totals.reduce((total, one) => total + one.minor, head.openingMinor)).toBe(head.closingMinor);
    for (const row of rows) if (row.shopperMinor !== null) expect(row.shopperMinor + row.taxMinor! + row.marketplaceMinor!).toBe(row.amountMinor);
    if (i === 0) expect(await inPages(tx, statement, 2)).toEqual(rows);
  }
  await noBreaks(tx);
}

async function inPages(tx: TxCtx, statement: Statement, limit: number): Promise<NamedRow[]> {
  const rows: NamedRow[] = [];
  for (;;) {
    const page: NamedRow[] = await listStatementRows(tx, statement, { after: rows.length === 0 ? null : keyOfRow(rows.at(-1)!), limit });
    rows.push(...page);
    if (page.length < limit) return rows;
  }
}

test('in whatever order the books are read, the sums are the same', () => {
  const change = fc.record({ owner: fc.constant('v'), currency: fc.constantFrom('EUR', 'USD'), stretch: fc.integer({ min: 1, max: 4 }), event: fc.constantFrom('split', 'commission', 'refund_decided', 'transferred', 'released', 'dispute_lost'), kind: fc.constantFrom(...VENDOR_KINDS), minor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }) });
  const months = [1, 2, 3, 4].map((month) => ({ period: `2026-0${month}`, from: at(`2026-0${month}-01T00:00:00Z`), to: at(`2026-0${month + 1}-01T00:00:00Z`), state: 'open' as const, closedAt: null }));
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }).chain((changes) => fc.tuple(fc.constant(changes), fc.shuffledSubarray(changes, { minLength: changes.length }))), ([changes, shuffled]) => {
    expect(headsOf(months, shuffled)).toEqual(headsOf(months, changes));
    for (const head of headsOf(months, changes)) {
      expect(head.openingMinor + head.earnedMinor + head.refundedMinor + head.paidOutMinor + head.otherMinor).toBe(head.closingMinor);
      expect(head.closingIn.heldMinor + head.closingIn.readyMinor + head.closingIn.inTransferMinor - head.closingIn.owedMinor).toBe(head.closingMinor);
    }
    const sums = changes.map(({ event, kind, minor }) => ({ event, kind, isOwn: true, minor }));
    expect(totalsOf(sums).reduce((total, one) => total + one.minor, 0n)).toBe(-sums.reduce((total, one) => total + one.minor, 0n));
  }));
});
