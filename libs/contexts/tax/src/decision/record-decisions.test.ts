import { newId } from '@stoa/platform/ids';
import { asTenant, audited, switchTenant, withDatabase } from '@stoa/platform/testing';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { acceptDraft, withdrawDraft } from '../draft/accept-draft.js';
import { listAcceptedDrafts } from '../draft/draft.repository.js';
import { aCalifornianConsignment, aConsignment, place, savedDecision, thePacks } from '../testing.js';
import { checks } from './checks.query.js';
import { decideTax, decideTaxes } from './decide-tax.js';
import type { TaxAnswer, TaxDecision } from './decision.js';
import { getDecision, listDecisionsOfOrder } from './decision.repository.js';
import { taxDecisionId, taxDecisionView, toDecisionView } from './decision.schemas.js';
import { recomputeDecision } from './recompute-decision.js';
import { recordDecisions } from './record-decisions.js';

const packs = thePacks();
const decisionOf = (answer: TaxAnswer): TaxDecision => {
  if (answer.outcome !== 'decided') throw new Error(JSON.stringify(answer.reasons));
  return answer.decision;
};
async function recorded(ctx: TxCtx, decisions: TaxDecision[]) {
  const orderId = newId();
  const items = decisions.map((decision) => ({ decisionId: newId<TaxDecisionId>(), consignmentId: newId(), orderId, decision }));
  await recordDecisions(ctx, { packs }, items);
  return { orderId, ids: items.map((item) => item.decisionId) };
}

test('a stored decision works out to the same bytes again, from its facts and the kept packs alone', () =>
  asTenant(async (ctx) => {
    const california = decisionOf(await decideTax(ctx, { packs }, aCalifornianConsignment({ taxPoint: ctx.now, shipping: { amountMinor: 1_495n } })));
    const germany = decisionOf(await decideTax(ctx, { packs }, aConsignment({ shipping: { amountMinor: 490n } })));
    const { ids } = await recorded(ctx, [california, germany]);

    expect((await getDecision(ctx, ids[0]!)).decision).toEqual(california);
    for (const id of ids) expect(await recomputeDecision(ctx, id)).toMatchObject({ same: true });
  }));

test('staff read a decision with its arithmetic, its law and the proof that it recomputes', () =>
  asTenant(async (ctx) => {
    const { id } = await savedDecision(ctx, aConsignment({ shipping: { amountMinor: 490n } }));
    const view = taxDecisionView.parse(toDecisionView(await getDecision(ctx, id), await recomputeDecision(ctx, id), 'en'));
    expect(view).toMatchObject({
      id: taxDecisionId.toWire(id), place: 'DE', recomputes_to_the_same: true, totals: { tax: { amount: 621, currency: 'EUR' }, customer_pays: { amount: 3890, currency: 'EUR' } },
      lines: [{ id: 'l1', rate_pct: '19', tax: { amount: 543, currency: 'EUR' } }, { id: 'shipping', rate_pct: '19', tax: { amount: 78, currency: 'EUR' } }],
    });
    expect(view.rules.map((rule) => rule.id)).toEqual(['DE-rate:standard', 'DE-shipping', 'EU-50']);
  }));

test('a decision that was tampered with does not recompute to the same', () =>
  asTenant(async (ctx) => {
    const decision = decisionOf(await decideTax(ctx, { packs }, aConsignment()));
    const { ids } = await recorded(ctx, [{ ...decision, totals: { ...decision.totals, taxMinor: 1n } }]);

    expect(await recomputeDecision(ctx, ids[0]!)).toMatchObject({ same: false });
  }));

test('the fee that is due once per order is charged with the first consignment that owes it', () =>
  asTenant(async (ctx) => {
    const facts = aCalifornianConsignment({ taxPoint: ctx.now, shipTo: place('US', { region: 'CO', postcode: '80202', city: 'Denver' }) });
    const food = { ...facts, lines: [{ ...facts.lines[0]!, category: 'goods.food.sauce' }] };

    const answers = (await decideTaxes(ctx, { packs }, [food, facts, facts])).map(decisionOf);

    expect(answers.map((d) => d.fees.map((fee) => fee.amountMinor))).toEqual([[], [28n], []]);
    const { orderId } = await recorded(ctx, answers);
    expect((await listDecisionsOfOrder(ctx, orderId)).map((stored) => stored.decision.fees.length)).toEqual([0, 1, 0]);
  }));

test('a draft rate has no answer until the marketplace accepts it by name, and none again when that is taken back', () =>
  asTenant(async (ctx) => {
    const finland = place('FI');
    const book = aConsignment({ shipFrom: finland, shipTo: finland, seller: { ...aConsignment().seller, country: 'FI', establishments: ['FI'], registrations: [{ country: 'FI', scheme: 'vat', number: 'FI1' }] }, lines: [{ id: 'l1', category: 'goods.book', amountMinor: 11_350n, quantity: 1, discounts: [] }] });
    expect(await decideTax(ctx, { packs }, book)).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.rate_not_confirmed' }] });

    await acceptDraft(ctx, 'FI:goods.book', 'Confirmed by our accountant.');
    const { ids } = await recorded(ctx, [decisionOf(await decideTax(ctx, { packs }, book))]);
    await withdrawDraft(ctx, 'FI:goods.book');

    expect(await decideTax(ctx, { packs }, book)).toMatchObject({ outcome: 'no_answer' });
    expect(await recomputeDecision(ctx, ids[0]!)).toMatchObject({ same: true });
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['tax.draft_accepted', 'tax.draft_withdrawn']);
  }));

test('a sale that depends on no draft asks nobody which were accepted', () =>
  withDatabase(async ({ ctx, db }) => {
    await ctx.inTx((tx) => acceptDraft(tx, 'FI:goods.book', 'Confirmed by our accountant.'));
    const sent: string[] = [];
    const stop = db.onQuery((sql) => void sent.push(sql));
    const decision = decisionOf(await ctx.inRead((tx) => decideTax(tx, { packs }, aConsignment())));
    stop();

    expect(sent.filter((sql) => sql.includes('accepted_drafts'))).toEqual([]);
    expect(decision.overlay).toEqual({ roundingLevel: null, acceptedDrafts: [] });
  }));

test('what is asked for on arrival by a draft is told of where it was accepted, and only there', () =>
  asTenant(async (ctx) => {
    const parcel = aConsignment({
      shipFrom: place('US', { region: 'CA', postcode: '93721', city: 'Fresno' }), shipTo: place('FR', { postcode: '75001', city: 'Paris' }), seller: { ...aCalifornianConsignment().seller },
      platform: { role: 'marketplace', establishment: 'DE', registrations: [{ country: 'DE', region: null, scheme: 'ioss', number: 'IM2760000742' }] },
    });
    const dutiesOf = async () => decisionOf(await decideTax(ctx, { packs }, parcel)).duties.map((duty) => duty.code);
    expect(await dutiesOf()).not.toContain('fr_customs_fee');

    await acceptDraft(ctx, 'FR:fr_customs_fee', 'Confirmed by our accountant.');

    expect(await dutiesOf()).toContain('fr_customs_fee');
  }));

test.each(['US-TX:local', 'DE:standard', 'US-CO:co_retail_delivery_fee', 'FI:goods.book.children', 'FR:charge.shipping'])('every kind of draft can be accepted by its name: %s', (draft) =>
  asTenant(async (ctx) => {
    await acceptDraft(ctx, draft, 'Confirmed by our accountant.');
    expect((await listAcceptedDrafts(ctx)).map((one) => one.draft)).toEqual([draft]);
  }));

test('the check that production runs finds a decision that does not recompute', () =>
  asTenant(async (ctx) => {
    const decision = decisionOf(await decideTax(ctx, { packs }, aConsignment()));
    await recorded(ctx, [decision, { ...decision, place: 'FI' }]);
    expect(await checks[0]!.run(ctx)).toMatchObject({ looked_at: 2, breaks: [{ what: expect.stringMatching(/^txd_/) }] });
  }));

test('packs are kept although an earlier placing that kept them was rolled back', () =>
  withDatabase(async ({ ctx }) => {
    const placing = ctx.inTx(async (tx) => {
      await savedDecision(tx);
      await savedDecision(tx);
      throw new Error('the payment was not good');
    });
    await expect(placing).rejects.toThrow('the payment was not good');

    const { id } = await ctx.inTx((tx) => savedDecision(tx));
    const again = await ctx.inTx((tx) => savedDecision(tx));
    const third = await ctx.inTx((tx) => savedDecision(tx));

    for (const decision of [id, again.id, third.id]) expect(await ctx.inRead((tx) => recomputeDecision(tx, decision))).toMatchObject({ same: true });
  }));

test("another marketplace's decision does not exist", () =>
  asTenant(async (ctx) => {
    const { ids } = await recorded(ctx, [decisionOf(await decideTax(ctx, { packs }, aConsignment()))]);
    const stranger = await switchTenant(ctx);
    await expect(getDecision(stranger, ids[0]!)).rejects.toMatchObject({ code: 'tax.decision_not_found' });
  }));
