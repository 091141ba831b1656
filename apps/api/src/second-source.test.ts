import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';
import type { TaxDecisionId } from '@stoa/events/tax';
import { createStripe } from '@stoa/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { announced, audited, withDatabase } from '@stoa/platform/testing';
import { askSources, decideTax, recomputeDecision, recordDecisions, stripeTax, type ConsignmentFacts, type TaxAnswer, type TaxSources } from '@stoa/tax';
import { chosenFor, aCalifornianConsignment, place, thePacks } from '@stoa/tax/testing';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox({ recordTo: process.env['STOA_TEST_STRIPE_RECORDING'] ?? null })));
afterAll(() => sandbox.close());

const packs = thePacks();
const sourcesAt = (port: number): TaxSources => ({ stripe_tax: stripeTax(createStripe({ secretKey: 'sk_test_stoa', apiUrl: `http://127.0.0.1:${port}`, timeoutMs: 2_000, networkRetries: 0 }).tax.calculations, { timeoutMs: 2_000 }) });
const aSaleTo = (postcode: string, more: Partial<ConsignmentFacts> = {}): ConsignmentFacts => aCalifornianConsignment({
  taxPoint: new Date('2026-09-15T12:00:00Z'), shipTo: place('US', { region: 'GA', postcode, city: 'Valdosta' }), shipping: { amountMinor: 1_000n },
  platform: { role: 'marketplace', establishment: 'US', registrations: [{ country: 'US', region: 'GA', scheme: 'sales_tax', number: 'GA-1' }] }, lines: [{ id: 'l1', category: 'goods.household', amountMinor: 10_000n, quantity: 1, discounts: [] }], ...more,
});
const asked = (answer: TaxAnswer) => (answer.outcome === 'no_answer' ? answer.reasons.flatMap(({ ask }) => ask ?? []) : []);
const codeOf = (answer: TaxAnswer) => (answer.outcome === 'no_answer' ? answer.reasons[0]!.code : answer.decision.lines[0]!.ratePct);
const decide = (ctx: Ctx, facts: ConsignmentFacts) => ctx.inTx((tx: TxCtx) => decideTax(tx, { packs }, facts));

test('where the packs know only the state, a company that was chosen is asked between two transactions, and its answer is kept and worked out again without it', () =>
  withDatabase(async ({ ctx }) => {
    const deps = { taxSources: sourcesAt(sandbox.port) };
    expect(codeOf(await decide(ctx, aSaleTo('31601')))).toBe('tax.local_rate_unknown');
    expect(await askSources(deps, ctx, [])).toBe(false);

    await ctx.inTx((tx) => chosenFor(tx, 'US-GA'));
    const first = await decide(ctx, aSaleTo('31601'));
    expect([codeOf(first), asked(first).length]).toEqual(['tax.second_source_to_ask', 1]);
    expect(await askSources(deps, ctx, asked(first))).toBe(true);
    expect(await askSources(deps, ctx, asked(first))).toBe(false);

    // The same goods to the same place under another line's id: no new question.
    const answer = await decide(ctx, aSaleTo('31601', { lines: [{ ...aSaleTo('31601').lines[0]!, id: 'other' }] }));
    if (answer.outcome !== 'decided') throw new Error(answer.reasons[0]!.message);
    const { decision } = answer;
    expect(decision).toMatchObject({ place: 'US-GA', liable: 'platform', scheme: 'marketplace_facilitator', totals: { netMinor: 11_000n, taxMinor: 798n } });
    expect(decision.lines[0]!.components.map(({ authority, ratePct, taxMinor }) => [authority, ratePct, taxMinor])).toEqual([['GA-STATE', '4', 400n], ['US-GA:County of 316', '2', 200n], ['US-GA:City of 31601', '1.25', 125n]]);
    expect(decision.rules.find(({ id }) => id === 'US-GA-asked:stripe_tax')?.cite).toMatch(/^stripe_tax, taxcalc_\w+, 2026-/);

    const decisionId = newId<TaxDecisionId>();
    await ctx.inTx((tx) => recordDecisions(tx, { packs }, [{ decisionId, consignmentId: newId(), orderId: newId(), decision }]));
    await sandbox.close();
    sandbox = await createSandbox({ recordTo: process.env['STOA_TEST_STRIPE_RECORDING'] ?? null });
    expect(await ctx.inTx((tx) => recomputeDecision(tx, decisionId))).toMatchObject({ same: true });
    expect(await ctx.inTx((tx) => announced(tx))).toEqual([]);
    expect((await ctx.inTx((tx) => audited(tx))).map(({ action }) => action)).toEqual(['tax.second_source_chosen']);
  }));

test('a company that is down, that collects nothing there, or that has no such address blocks the sale with its reason: never 0 %', () =>
  withDatabase(async ({ ctx }) => {
    await ctx.inTx((tx) => chosenFor(tx, 'US-GA'));
    const down = await createSandbox();
    await down.close();
    for (const [port, postcode, reason] of [[down.port, '31602', 'StripeConnectionError'], [sandbox.port, '31699', 'not_collecting'], [sandbox.port, '00000', 'customer_tax_location_invalid']] as const) {
      const before = await decide(ctx, aSaleTo(postcode));
      expect(await askSources({ taxSources: sourcesAt(port) }, ctx, asked(before))).toBe(true);
      const after = await decide(ctx, aSaleTo(postcode));
      expect(codeOf(after)).toBe('tax.second_source_silent');
      expect(after.outcome === 'no_answer' && after.reasons[0]!.message).toContain(reason);
      // Whoever is silent is left alone for a while.
      expect(await askSources({ taxSources: sourcesAt(port) }, ctx, asked(after))).toBe(false);
    }
  }));

test('nothing is asked of goods whose kind has no code that we are sure of, nor where nobody was chosen', () =>
  withDatabase(async ({ ctx }) => {
    await ctx.inTx((tx) => chosenFor(tx, 'US-GA'));
    const food = await decide(ctx, aSaleTo('31601', { lines: [{ ...aSaleTo('31601').lines[0]!, category: 'goods.food.grocery' }] }));
    expect([codeOf(food), asked(food)]).toEqual(['tax.local_rate_unknown', []]);
    const known = await decide(ctx, aSaleTo('30303'));
    expect(codeOf(known)).toBe('8.9');
  }));
