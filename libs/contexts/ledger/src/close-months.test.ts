import { asTenant, at, switchTenant, becomeTenant, withDatabase, withNow } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import type { TxCtx } from '@stoa/platform/context';
import { bookChanges, bookLines, bookSums } from './book.query.js';
import { checks } from './checks.js';
import { closeMonths } from './close-months.js';
import { bookedBetween, listClosings } from './closing.repository.js';
import { getJournal } from './journals.query.js';
import { post } from './post-journals.js';
import { aSale } from './testing.js';

const FEBRUARY = { period: '2026-02', until: at('2026-02-28T23:00:00Z') };
const MARCH = { period: '2026-03', until: at('2026-03-31T22:00:00Z') };
const booked = async (ctx: TxCtx, vendor: string, minor = 11_000n) => {
  const { capture, split } = aSale(vendor, minor);
  const [, posted] = await post(ctx, [capture, split]);
  return (await getJournal(ctx, posted!.journalId)).occurredAt;
};
const brokenMonths = async (ctx: TxCtx) => (await checks.find((check) => check.code === 'ledger.closed_months_stay')!.run(ctx)).breaks.map((one) => one.what);

test('what began before a month was closed and is booked after that is dated behind it', () =>
  asTenant(async (ctx) => {
    const inFebruary = withNow(ctx, at('2026-02-28T22:59:59Z'));
    expect(await booked(inFebruary, newId())).toEqual(inFebruary.now);
    expect(await bookedBetween(ctx)).toEqual({ firstAt: inFebruary.now, lastAt: inFebruary.now });
    const later = withNow(ctx, at('2026-03-01T00:30:00Z'));
    expect(await closeMonths(later, [FEBRUARY])).toEqual([{ ...FEBRUARY, closedAt: later.now }]);

    expect(await booked(inFebruary, newId())).toEqual(FEBRUARY.until);
    expect(await booked(later, newId())).toEqual(later.now);
    expect(await brokenMonths(ctx)).toEqual([]);
  }));

test('a month is closed once, in its order, and never before it is over', () =>
  asTenant(async (ctx) => {
    const later = withNow(ctx, at('2026-03-15T00:00:00Z'));
    expect(await closeMonths(later, [MARCH])).toEqual([]);
    await closeMonths(later, [FEBRUARY]);
    expect(await closeMonths(later, [FEBRUARY])).toEqual([]);
    expect(await closeMonths(withNow(ctx, at('2026-04-02T00:00:00Z')), [{ period: '2026-01', until: at('2026-01-31T23:00:00Z') }, MARCH])).toMatchObject([MARCH]);

    expect((await listClosings(ctx)).map((one) => one.period)).toEqual(['2026-02', '2026-03']);
    const stranger = await switchTenant(ctx);
    expect([await listClosings(stranger), await bookedBetween(stranger)]).toEqual([[], null]);
    await becomeTenant(ctx);
  }));

test('the database takes no closing back, and a journal that gets into a closed month all the same is found', () =>
  withDatabase(async ({ ctx, as }) => {
    const inFebruary = as(ctx.actor, at('2026-02-10T12:00:00Z'));
    await inFebruary.inTx((tx) => booked(tx, newId()));
    await ctx.inTx((tx) => closeMonths(tx, [FEBRUARY]));
    for (const sql of [`update ledger.closings set until = now() where tenant_id = ?`, 'delete from ledger.closings where tenant_id = ?']) {
      await expect(ctx.inTx((tx) => tx.tx.raw(sql, [tx.tenantId]))).rejects.toThrow('permission denied');
    }
    expect(await ctx.inRead(brokenMonths)).toEqual([]);

    await ctx.inTx((tx) => tx.tx.raw(`insert into ledger.journals (tenant_id, id, source_kind, source_id, event_kind, occurred_at, actor_kind, actor_id, memo, digest) values (?, ?, 'test', 'x', 'forged', '2026-02-11', 'system', 'x', '{}', '')`, [tx.tenantId, newId()]));
    expect(await ctx.inRead(brokenMonths)).toEqual(['2026-02 was closed with 2 journals and has 3']);
  }));

test('who closes a month waits for who is booking into it, and counts what they booked', () =>
  withDatabase(async ({ ctx, as }) => {
    const inFebruary = as(ctx.actor, at('2026-02-28T22:59:59Z'));
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let isBooked: () => void = () => undefined;
    const began = new Promise<void>((resolve) => (isBooked = resolve));
    const booking = inFebruary.inTx(async (tx) => {
      const when = await booked(tx, newId());
      isBooked();
      await held;
      return when;
    });
    await began;
    let isClosed = false;
    const closing = ctx.inTx((tx) => closeMonths(tx, [FEBRUARY])).then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(isClosed).toBe(false);
    commit();

    expect(await booking).toEqual(inFebruary.now);
    await closing;
    expect(await ctx.inRead(brokenMonths)).toEqual([]);
  }));

test('a book has a line for what one source did at one moment, with a running balance, page by page', () =>
  asTenant(async (ctx) => {
    const vendor = newId();
    const [first, second] = [withNow(ctx, at('2026-02-10T12:00:00Z')), withNow(ctx, at('2026-02-11T12:00:00Z'))];
    await booked(first, vendor);
    await booked(second, vendor, 700n);
    await booked(second, newId(), 900n);
    const of = { kinds: ['vendor.held'] as const, owner: vendor, currency: 'EUR', from: at('2026-02-01T00:00:00Z'), to: at('2026-03-01T00:00:00Z') };

    const [one] = await bookLines(ctx, of, { after: null, limit: 1, always: [] });
    expect(one).toMatchObject({ at: first.now, source: { kind: 'order' }, amountMinor: 11_000n, balanceMinor: 11_000n, journals: [{ event: 'split' }] });
    const rest = await bookLines(ctx, of, { after: { at: one!.at, sourceKind: one!.source.kind, sourceId: one!.source.id }, limit: 9, always: [] });
    expect(rest.map((line) => [line.at, line.amountMinor, line.balanceMinor])).toEqual([[second.now, 700n, 11_700n]]);
    expect(await bookSums(ctx, of)).toEqual([{ event: 'split', kind: 'order.clearing', isOwn: false, minor: 11_700n }, { event: 'split', kind: 'vendor.held', isOwn: true, minor: -11_700n }]);
    expect((await bookChanges(ctx, { kinds: of.kinds, owner: vendor }, [second.now])).map((change) => [change.stretch, change.minor])).toEqual([[0, 11_000n], [1, 700n]]);
    const stranger = await switchTenant(ctx);
    expect([await bookLines(stranger, of, { after: null, limit: 9, always: [] }), await bookSums(stranger, of), await bookChanges(stranger, of, [first.now])]).toEqual([[], [], []]);
    await becomeTenant(ctx);
  }));
