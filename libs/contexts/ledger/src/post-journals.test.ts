import fc from 'fast-check';
import { newId } from '@stoa/platform/ids';
import { asTenant, switchTenant, withDatabase } from '@stoa/platform/testing';
import type { TxCtx } from '@stoa/platform/context';
import { account, type AccountKey } from './account.js';
import { balancesOf } from './balances.query.js';
import { checks } from './checks.js';
import { digestOf, move, settle, type JournalDraft } from './journal.js';
import { getJournal, journalsOf } from './journals.query.js';
import { openTenantAccounts } from './open-tenant-accounts.js';
import { post } from './post-journals.js';
import { aSale } from './testing.js';

const noBreaks = async (ctx: TxCtx) => {
  for (const check of checks) expect({ code: check.code, breaks: (await check.run(ctx)).breaks }).toEqual({ code: check.code, breaks: [] });
};

test('a sale goes through the clearing to its vendor, and the books balance', () =>
  asTenant(async (ctx) => {
    const { capture, split, held } = aSale();

    const posted = await post(ctx, [capture, split]);

    expect(posted.map((p) => p.already)).toEqual([false, false]);
    expect(await balancesOf(ctx, { kinds: ['vendor.held'] })).toEqual([{ account: held, balanceMinor: 11_000n }]);
    expect(await balancesOf(ctx, { kinds: ['order.clearing', 'gateway.pending'] })).toMatchObject([
      { account: { kind: 'gateway.pending' }, balanceMinor: 11_000n },
      { account: { kind: 'order.clearing' }, balanceMinor: 0n },
    ]);
    await noBreaks(ctx);
  }));

test('the same source is booked once, however often it is sent', () =>
  asTenant(async (ctx) => {
    const { capture, split, held } = aSale();
    const [first] = await post(ctx, [capture, split]);

    const again = await post(ctx, [capture, split]);

    expect(again.map((p) => p.already)).toEqual([true, true]);
    expect(again[0]?.journalId).toBe(first?.journalId);
    expect(await balancesOf(ctx, { kinds: ['vendor.held'] })).toEqual([{ account: held, balanceMinor: 11_000n }]);
  }));

test('the same source with other entries is refused', () =>
  asTenant(async (ctx) => {
    const { capture } = aSale();
    await post(ctx, [capture]);

    const otherwise = { ...capture, entries: aSale(undefined, 1n).capture.entries };
    await expect(post(ctx, [otherwise])).rejects.toMatchObject({ code: 'ledger.booked_otherwise' });

    expect(await balancesOf(ctx, { kinds: ['order.clearing'] })).toMatchObject([{ balanceMinor: 11_000n }]);
  }));

test('a journal that does not balance is refused before it is sent, and by the database when it is sent all the same', () =>
  asTenant(async (ctx) => {
    const lopsided: JournalDraft = {
      source: { kind: 'test', id: 'x' }, event: 'booked', memo: {},
      entries: [{ account: account('order.clearing', 'EUR'), amountMinor: 5n }, { account: account('tenant.payable', 'EUR'), amountMinor: -4n }],
    };
    await expect(post(ctx, [lopsided])).rejects.toMatchObject({ code: 'ledger.unbalanced' });

    const entry = { account_id: newId(), kind: 'order.clearing', owner_id: '', currency: 'EUR', dimension: '', normal_side: 'credit', guarded: false };
    const raw = [{ id: newId(), source_kind: 'test', source_id: 'x', event_kind: 'booked', memo: {}, digest: '', entries: [{ ...entry, amount: '5' }, { ...entry, kind: 'tenant.payable', account_id: newId(), amount: '-4' }] }];
    await expect(ctx.tx.transaction((inner) => inner.raw('select * from ledger.post(?, ?, ?, ?, ?::jsonb)', [ctx.tenantId, ctx.now, 'system', 'x', JSON.stringify(raw)])))
      .rejects.toThrow('ledger.unbalanced');
    expect(await journalsOf(ctx, [{ kind: 'test', id: 'x' }])).toEqual([]);
  }));

test('euros do not balance dollars', () => {
  const draft: JournalDraft = {
    source: { kind: 'test', id: 'x' }, event: 'booked', memo: {},
    entries: [{ account: account('order.clearing', 'EUR'), amountMinor: 5n }, { account: account('order.clearing', 'USD'), amountMinor: -5n }],
  };
  expect(() => settle(draft)).toThrow(expect.objectContaining({ code: 'ledger.unbalanced' }));
});

test("a vendor's money never goes below zero, and a refused booking leaves nothing", () =>
  withDatabase(async ({ ctx }) => {
    const { capture, split, held } = aSale();
    await ctx.inTx((tx) => post(tx, [capture, split]));

    const tooMuch: JournalDraft = { source: { kind: 'test', id: 'y' }, event: 'booked', memo: {}, entries: move(held, account('vendor.payable', 'EUR', { owner: held.owner }), 11_001n) };
    await expect(ctx.inTx((tx) => post(tx, [tooMuch]))).rejects.toMatchObject({ code: 'ledger.overdrawn' });

    await ctx.inRead(async (tx) => {
      expect(await balancesOf(tx, { kinds: ['vendor.held', 'vendor.payable'] })).toEqual([{ account: held, balanceMinor: 11_000n }]);
      expect(await journalsOf(tx, [tooMuch.source])).toEqual([]);
      await noBreaks(tx);
    });
  }));

test('twenty bookings at once on the same two vendors in opposite orders neither dead-lock nor lose a cent', () =>
  withDatabase(async ({ ctx }) => {
    const [a, b] = [newId(), newId()].map((owner) => account('vendor.held', 'EUR', { owner })) as [AccountKey, AccountKey];
    const clearing = account('order.clearing', 'EUR');
    const fill = (i: number): JournalDraft => {
      const parts = [...move(clearing, a, 3n), ...move(clearing, b, 5n)];
      return { source: { kind: 'order', id: `o${i}` }, event: 'split', memo: {}, entries: i % 2 === 0 ? parts : parts.reverse() };
    };

    await Promise.all(Array.from({ length: 20 }, (_, i) => ctx.inTx((tx) => post(tx, [fill(i)]))));

    await ctx.inRead(async (tx) => {
      const balances = await balancesOf(tx, { kinds: ['vendor.held'] });
      expect(Object.fromEntries(balances.map((x) => [x.account.owner, x.balanceMinor]))).toEqual({ [a.owner]: 60n, [b.owner]: 100n });
      await noBreaks(tx);
    });
  }));

test('the same capture booked by ten at once is booked once', () =>
  withDatabase(async ({ ctx }) => {
    const { capture } = aSale();

    const answers = await Promise.all(Array.from({ length: 10 }, () => ctx.inTx((tx) => post(tx, [capture]))));

    expect(answers.filter(([p]) => !p?.already)).toHaveLength(1);
    expect(new Set(answers.map(([p]) => p?.journalId)).size).toBe(1);
    await ctx.inRead(async (tx) => expect(await balancesOf(tx, { kinds: ['order.clearing'] })).toMatchObject([{ balanceMinor: 11_000n }]));
  }));

test('a thousand random sequences of bookings: every accepted one balances, no vendor is overdrawn, and the balances are what a plain model says', () =>
  asTenant(async (ctx) => {
    const vendors = [newId(), newId(), newId()];
    const kinds = ['vendor.held', 'vendor.payable', 'order.clearing', 'tenant.payable'] as const;
    const anAccount = fc.record({ kind: fc.constantFrom(...kinds), vendor: fc.nat({ max: 2 }), currency: fc.constantFrom('EUR', 'USD') })
      .map(({ kind, vendor, currency }) => account(kind, currency, kind.startsWith('vendor') ? { owner: vendors[vendor]! } : {}));
    const aMove = fc.tuple(anAccount, anAccount, fc.bigInt(1n, 5_000n)).map(([debit, credit, minor]) => move(debit, { ...credit, currency: debit.currency }, minor));
    const sequence = fc.array(fc.tuple(fc.nat({ max: 6 }), fc.array(aMove, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 4 });
    const model = new Map<string, bigint>();
    const key = (a: AccountKey) => `${a.kind}/${a.owner}/${a.currency}`;
    let run = 0;

    await fc.assert(fc.asyncProperty(sequence, async (steps) => {
      run += 1;
      const seen = new Map<string, string>();
      for (const [id, moves] of steps) {
        const draft: JournalDraft = { source: { kind: 'run', id: `${run}/${id}` }, event: 'booked', memo: {}, entries: moves.flat() };
        const { entries } = settle(draft);
        if (entries.length === 0) continue;
        const after = new Map(entries.map((e) => [key(e.account), (model.get(key(e.account)) ?? 0n) - e.amountMinor]));
        const overdraws = [...after].some(([k, minor]) => k.startsWith('vendor') && minor < 0n);
        const before = seen.get(draft.source.id);
        // Only what the database itself refuses needs a savepoint.
        const send = () => (overdraws && before === undefined ? ctx.tx.transaction((tx) => post({ ...ctx, tx }, [draft])) : post(ctx, [draft]));
        const answer = await send().then(([p]) => (p?.already ? 'already' : 'booked'), (e: { code: string }) => e.code);
        if (before !== undefined) expect(answer).toBe(before === digestOf(entries) ? 'already' : 'ledger.booked_otherwise');
        else expect(answer).toBe(overdraws ? 'ledger.overdrawn' : 'booked');
        if (answer !== 'booked') continue;
        seen.set(draft.source.id, digestOf(entries));
        for (const [k, minor] of after) model.set(k, minor);
      }
    }), { numRuns: 1000, endOnFailure: true });

    const balances = await balancesOf(ctx, { kinds });
    for (const { account: a, balanceMinor } of balances) expect([key(a), balanceMinor]).toEqual([key(a), model.get(key(a)) ?? 0n]);
    expect(balances.length).toBe([...model.keys()].length);
    await noBreaks(ctx);
  }), 120_000);

test('a check notices a journal that was booked past the posting function', () =>
  asTenant(async (ctx) => {
    const { capture, split } = aSale();
    const [posted] = await post(ctx, [capture, split]);
    const { account_id: accountId } = await ctx.tx('ledger.entries').where({ tenant_id: ctx.tenantId }).first('account_id');
    await ctx.tx('ledger.entries').insert({ tenant_id: ctx.tenantId, journal_id: posted!.journalId, seq: 99, account_id: accountId, currency: 'EUR', amount_minor: 7n });

    const broken = await checks[0]!.run(ctx);

    expect(broken).toMatchObject({ looked_at: 2, breaks: [{ what: expect.stringContaining('is off by 7 EUR') }] });
  }));

test("another marketplace's journal does not exist", () =>
  asTenant(async (ctx) => {
    const { capture } = aSale();
    const [posted] = await post(ctx, [capture]);
    const stranger = await switchTenant(ctx);

    await expect(getJournal(stranger, posted!.journalId)).rejects.toMatchObject({ code: 'ledger.journal_not_found' });
    expect(await journalsOf(stranger, [capture.source])).toEqual([]);
    expect(await balancesOf(stranger, { kinds: ['order.clearing'] })).toEqual([]);
  }));

test('entries stay as they were written: the app may neither change nor remove one', () =>
  asTenant(async (ctx) => {
    const { capture } = aSale();
    await post(ctx, [capture]);

    await expect(ctx.tx.transaction((tx) => tx('ledger.entries').where({ tenant_id: ctx.tenantId }).update({ amount_minor: 1n }))).rejects.toThrow('permission denied');
    await expect(ctx.tx.transaction((tx) => tx('ledger.entries').where({ tenant_id: ctx.tenantId }).delete())).rejects.toThrow('permission denied');
    await expect(ctx.tx.transaction((tx) => tx('ledger.balances').where({ tenant_id: ctx.tenantId }).delete())).rejects.toThrow('permission denied');
  }));

test('a marketplace opens its own accounts once per currency', () =>
  asTenant(async (ctx) => {
    expect(await openTenantAccounts(ctx, ['EUR', 'EUR', 'USD'])).toEqual({ opened: 12, currencies: ['EUR', 'USD'] });
    expect(await openTenantAccounts(ctx, ['EUR'])).toEqual({ opened: 0, currencies: ['EUR'] });
  }));
