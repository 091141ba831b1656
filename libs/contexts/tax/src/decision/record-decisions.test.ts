import { newId } from '@stoa/platform/ids';
import { asTenant, switchTenant } from '@stoa/platform/testing';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { registerMarketplace } from '../registration/register-marketplace.js';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '../testing.js';
import { decideTax, decideTaxes } from './decide-tax.js';
import type { TaxAnswer, TaxDecision } from './decision.js';
import { getDecision, listDecisionsOfOrder } from './decision.repository.js';
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
const asFacilitator = (ctx: TxCtx) => registerMarketplace(ctx, [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-1' }, { country: 'US', region: 'CO', scheme: 'sales_tax', number: 'CO-1' }]);

test('a stored decision works out to the same bytes again, from its facts and the kept packs alone', () =>
  asTenant(async (ctx) => {
    await asFacilitator(ctx);
    const california = decisionOf(await decideTax(ctx, { packs }, aCalifornianConsignment({ taxPoint: ctx.now, shipping: { amountMinor: 1_495n }, platform: { role: 'marketplace', establishment: 'US', registrations: [] } })));
    const germany = decisionOf(await decideTax(ctx, { packs }, aConsignment({ shipping: { amountMinor: 490n } })));
    const { ids } = await recorded(ctx, [california, germany]);

    expect((await getDecision(ctx, ids[0]!)).decision).toEqual(california);
    for (const id of ids) expect(await recomputeDecision(ctx, id)).toMatchObject({ same: true });
  }));

test('a decision that was tampered with does not recompute to the same', () =>
  asTenant(async (ctx) => {
    const decision = decisionOf(await decideTax(ctx, { packs }, aConsignment()));
    const { ids } = await recorded(ctx, [{ ...decision, totals: { ...decision.totals, taxMinor: 1n } }]);

    expect(await recomputeDecision(ctx, ids[0]!)).toMatchObject({ same: false });
  }));

test('the fee that is due once per order is charged with the first consignment that owes it', () =>
  asTenant(async (ctx) => {
    await asFacilitator(ctx);
    const facts = aCalifornianConsignment({ taxPoint: ctx.now, shipTo: place('US', { region: 'CO', postcode: '80202', city: 'Denver' }), platform: { role: 'marketplace', establishment: 'US', registrations: [] } });
    const food = { ...facts, lines: [{ ...facts.lines[0]!, category: 'goods.food.sauce' }] };

    const answers = (await decideTaxes(ctx, { packs }, [food, facts, facts])).map(decisionOf);

    expect(answers.map((d) => d.fees.map((fee) => fee.amountMinor))).toEqual([[], [28n], []]);
    const { orderId } = await recorded(ctx, answers);
    expect((await listDecisionsOfOrder(ctx, orderId)).map((stored) => stored.decision.fees.length)).toEqual([0, 1, 0]);
  }));

test('without the marketplace\'s permit the same sale has no answer', () =>
  asTenant(async (ctx) => {
    const facts = aCalifornianConsignment({ platform: { role: 'marketplace', establishment: 'US', registrations: [] } });
    expect(await decideTax(ctx, { packs }, facts)).toMatchObject({ outcome: 'no_answer', reasons: [{ code: 'tax.not_set_up' }] });
  }));

test("another marketplace's decision does not exist", () =>
  asTenant(async (ctx) => {
    const { ids } = await recorded(ctx, [decisionOf(await decideTax(ctx, { packs }, aConsignment()))]);
    const stranger = await switchTenant(ctx);
    await expect(getDecision(stranger, ids[0]!)).rejects.toMatchObject({ code: 'tax.decision_not_found' });
  }));
