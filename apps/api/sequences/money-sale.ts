import type { CheckoutId } from '@stoa/events/checkout';
import type { ListingId, ListingVersionId, VariantId } from '@stoa/events/catalog';
import type { ConsignmentId, OrderGroupId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { TaxDecisionId } from '@stoa/events/tax';
import { placeOrderGroup, type OrderGroup, type PlaceOrder, type TaxPart } from '@stoa/orders';
import { asItStands, lockAttempt, performPaymentAnd, recallPayment, splitClearing, startPaymentCall, type Attempt, type TakenIn } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money, percent } from '@stoa/platform/money';
import { evaluate, recordDecisions, type ConsignmentFacts, type TaxDecision, type TaxedLine } from '@stoa/tax';
import { aCalifornianConsignment, aConsignment, place } from '@stoa/tax/testing';
import type { Vendor } from '@stoa/vendors';
import type { House } from './money-house.js';
import { agree, type Random } from './random.js';

export type Sale = { readonly group: OrderGroup; readonly attempt: Attempt };
type Parcel = { readonly order: PlaceOrder; readonly decision: TaxDecision; readonly decisionId: TaxDecisionId; readonly consignmentId: ConsignmentId };

/** Sells goods of one to three vendors, in euros with the tax inside or in dollars with it on top, and has them paid at the stand-in as a checkout does: placed in the transaction that takes in the
 *  gateway's word. Now and then a card is declined first, the answer is lost and asked for again, or the call never arrives and the shopper presses once more. */
export async function pay(house: House, random: Random, day: number): Promise<Sale> {
  const from = random.pick(['DE', 'GB', 'CA', 'CO'] as const);
  const vendors = house.vendors.filter((_, i) => i === 0 || random.chance(40));
  const parcels = vendors.map((vendor) => aParcel(house, vendor, { facts: FACTS[from], random }));
  const checkoutId = newId<CheckoutId>();
  if (random.chance(10)) agree('what becomes of a card without money', (await pressed(house, { parcels, checkoutId, day, card: 'pm_card_visa_chargeDeclined' })).attempt.state, 'declined');
  if (random.chance(10)) house.sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', drop: random.pick(['before', 'after'] as const) });
  for (let presses = 0; presses < 3; presses += 1) {
    const { attempt, group } = await pressed(house, { parcels, checkoutId, day, card: 'pm_card_visa' });
    if (group !== null) return { group, attempt };
    agree('what becomes of a payment that never arrived', attempt.state, 'canceled');
  }
  throw new Error('a good card was not charged in three tries');
}

type Press = { readonly parcels: readonly Parcel[]; readonly checkoutId: CheckoutId; readonly day: number; readonly card: string };

/** The shopper presses the button. An answer that was lost is asked for. */
async function pressed(house: House, press: Press): Promise<{ attempt: Attempt; group: OrderGroup | null }> {
  const { payments, stripe, on } = house;
  const { currency, paidMinor } = worthOf(press.parcels);
  const wanted = { confirmationToken: (await stripe.testHelpers.confirmationTokens.create({ payment_method: press.card })).id, returnUrl: 'http://127.0.0.1/return' };
  const { attempt: begun, firstCall } = await on(press.day).inTx((tx) => startPaymentCall(tx, { checkoutId: press.checkoutId, amount: money(paidMinor, currency), ...wanted }));
  const settle = async (tx: TxCtx, taken: TakenIn) => ({ attempt: taken.attempt, group: taken.attempt.state === 'captured' ? await placed(tx, house, { ...press, taken }) : null });
  const heard = await performPaymentAnd(payments, on(press.day), begun.id, { ...wanted, firstCall, then: { lock: async () => undefined, settle: (tx, _outcome, taken) => settle(tx, taken) } });
  if (heard.attempt.state === 'captured' || heard.attempt.state === 'declined') return heard;
  await recallPayment(payments, on(press.day), begun.id);
  return on(press.day).inTx(async (tx) => settle(tx, asItStands(tx, await lockAttempt(tx, begun.id))));
}

const sum = <T>(list: readonly T[], of: (one: T) => bigint): bigint => list.reduce((total, one) => total + of(one), 0n);
const worthOf = (parcels: readonly Parcel[]) => ({
  ...parcels[0]!.decision, paidMinor: sum(parcels, ({ decision }) => decision.totals.grossMinor + sum(decision.fees, (fee) => fee.amountMinor)), netMinor: sum(parcels, ({ decision }) => sum(decision.lines, (line) => line.netMinor)),
});

async function placed(tx: TxCtx, house: House, { parcels, checkoutId, taken }: Press & { taken: TakenIn }): Promise<OrderGroup> {
  const { currency, priceMode, paidMinor, netMinor } = worthOf(parcels);
  const { attempt } = taken;
  const platformFee = { planCode: 'growth', basisPoints: 200n, netGoodsMinor: netMinor, minor: percent(netMinor, 200n, 'half_up') };
  const group = await placeOrderGroup(tx, {
    id: newId<OrderGroupId>(), numberPrefix: 'SEQ', checkoutId, attemptId: attempt.id, market: { id: newId(), code: 'xx', priceMode }, currency, locale: 'en', subjectId: newId(), customerId: null,
    shipTo: { country: 'DE', region: null }, card: attempt.card, payment: { method: 'card', isPaid: true, payBy: null, instructions: null }, paidMinor, platformFee, orders: parcels.map((one) => one.order),
  });
  await splitClearing(tx, {
    attemptId: attempt.id, orderGroupId: group.id, currency, platformFee,
    orders: group.orders.map((order) => ({ orderId: order.id, vendorId: order.vendorId, grossMinor: order.totalMinor, taxByPlatform: order.taxByPlatform, commissionMinor: order.commissionMinor })),
  }, taken);
  await recordDecisions(tx, { packs: house.packs }, parcels.map(({ order, decision, decisionId, consignmentId }) => ({ decisionId, consignmentId, orderId: order.id, decision })));
  return group;
}

const FACTS: Readonly<Record<'DE' | 'GB' | 'CA' | 'CO', (more: Pick<ConsignmentFacts, 'lines' | 'shipping'>) => ConsignmentFacts>> = {
  DE: (more) => aConsignment(more),
  GB: (more) => aConsignment({ ...more, seller: { ...aConsignment().seller, country: 'GB', establishments: ['GB'], registrations: [] }, platform: { role: 'marketplace', establishment: 'DE', registrations: [{ country: 'DE', region: null, scheme: 'union_oss', number: 'O1' }] } }),
  CA: (more) => aCalifornianConsignment(more),
  CO: (more) => aCalifornianConsignment({ ...more, shipTo: place('US', { region: 'CO', postcode: '80202', city: 'Denver' }) }),
};

function aParcel({ packs }: House, vendor: Vendor, { facts, random }: { facts: (typeof FACTS)['DE']; random: Random }): Parcel {
  const wanted = Array.from({ length: 1 + random.int(2) }, (_, i) => ({ id: `l${i}`, category: 'goods.household', amountMinor: BigInt(50 + random.int(20_000)), quantity: 1 + random.int(3), discounts: [] }));
  const answer = evaluate(packs, facts({ lines: wanted, shipping: { amountMinor: BigInt(random.int(1_500)), separatelyStated: true } }));
  if (answer.outcome !== 'decided') throw new Error(answer.reasons[0]!.message);
  const { decision } = answer;
  const [orderId, consignmentId, decisionId] = [newId<OrderId>(), newId<ConsignmentId>(), newId<TaxDecisionId>()];
  const commissionBp = BigInt(random.pick([0, 1_000, 1_250, 3_000]));
  const lines = decision.lines.map((line, i) => ({
    id: newId<OrderLineId>(), listingId: newId<ListingId>(), listingVersionId: newId<ListingVersionId>(), listingHandle: null, variantId: newId<VariantId>(), title: `Goods ${i}`, optionText: '', sku: `S${i}`, mediaKey: null,
    taxCategory: line.category, quantity: wanted[i]!.quantity, unitPriceMinor: wanted[i]!.amountMinor / BigInt(wanted[i]!.quantity), netMinor: line.netMinor, taxMinor: line.taxMinor, grossMinor: line.grossMinor,
    commissionMinor: percent(line.netMinor, commissionBp, 'half_up'), commissionBp, commissionRule: 'All', commissionFixedMinor: 0n, commissionMinMinor: null, commissionMaxMinor: null, commissionPlanVersion: null, taxes: partsOf(line), taxDecisionId: decisionId, taxLineId: line.id,
  }));
  const { shipping } = decision;
  const byPlatform = [...decision.lines, ...(shipping ? [shipping] : [])].flatMap((line) => line.components.filter((tax) => tax.remitter === 'platform').map((tax) => ({ authority: tax.authority, minor: tax.taxMinor })));
  const fees = decision.fees.filter((fee) => fee.remitter === 'platform').map((fee) => ({ authority: fee.authority, minor: fee.amountMinor }));
  return {
    decision, decisionId, consignmentId,
    order: {
      id: orderId, vendorId: vendor.id, vendorName: vendor.name, taxByPlatform: together([...byPlatform, ...fees]), consignments: [{
        id: consignmentId, warehouseId: newId(), shipsFrom: { city: 'Leipzig', country: 'DE' }, seller: 'vendor', taxDecisionId: decisionId, rateId: newId(), rateName: 'Ground', carrier: 'DHL', shippingNetMinor: shipping?.netMinor ?? 0n,
        shippingTaxMinor: shipping?.taxMinor ?? 0n, shippingGrossMinor: shipping?.grossMinor ?? 0n, shippingTaxes: shipping ? partsOf(shipping) : [],
        fees: decision.fees.map((fee) => ({ code: fee.code, name: fee.name['en'] ?? fee.code, netMinor: fee.amountMinor, taxMinor: 0n, grossMinor: fee.amountMinor, taxes: [] })),
        deliveryFrom: null, deliveryTo: null, window: null, adultSignature: false, lines,
      }],
    },
  };
}

const partsOf = (line: TaxedLine): TaxPart[] => line.components.map((tax) => ({ authority: tax.authority, name: tax.name, label: tax.name, ratePct: tax.ratePct, baseMinor: tax.baseMinor, minor: tax.taxMinor, remitter: tax.remitter === 'platform' ? 'platform' : 'vendor' }));

function together(list: readonly { authority: string; minor: bigint }[]): { authority: string; minor: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { authority, minor } of list) sums.set(authority, (sums.get(authority) ?? 0n) + minor);
  return [...sums].flatMap(([authority, minor]) => (minor > 0n ? [{ authority, minor }] : []));
}
