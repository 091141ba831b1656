import fc from 'fast-check';
import type { ConsignmentId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import { percent } from '@stoa/platform/money';
import { evaluate, type ConsignmentFacts, type TaxDecision } from '@stoa/tax';
import { aCalifornianConsignment, aConsignment, place, thePacks } from '@stoa/tax/testing';
import { reckonByHand } from './reckon-by-hand.js';
import { leftToRefund, reckonRefund, type RefundWish, type Sold, type SoldGroup } from './reckon-refund.js';
import type { RefundPart, RefundPolicy } from './refund.js';

type Goods = { amountMinor: bigint; quantity: number; commissionBp: bigint };
type Parcel = { from: 'DE' | 'GB' | 'CA' | 'CO'; shippingMinor: bigint; goods: readonly Goods[] };

const goods = fc.record({ amountMinor: fc.bigInt({ min: 1n, max: 30_000n }), quantity: fc.integer({ min: 1, max: 4 }), commissionBp: fc.bigInt({ min: 0n, max: 3_000n }) });
const parcel = (from: Parcel['from']) => fc.record({ from: fc.constant(from), shippingMinor: fc.bigInt({ min: 0n, max: 2_000n }), goods: fc.array(goods, { minLength: 1, maxLength: 3 }) });
/** Two vendors' parcels: in euros with the tax inside, filed by vendor (DE) or marketplace (GB), or in dollars with the tax of many authorities on top, and in Colorado a fee by law. */
const sale: fc.Arbitrary<readonly Parcel[]> = fc.oneof(fc.tuple(parcel('DE'), parcel('GB')), fc.tuple(parcel('CA'), parcel('CA')), fc.tuple(parcel('CO'), parcel('CO')));
const policy: fc.Arbitrary<RefundPolicy> = fc.record({ commission: fc.constantFrom('returned' as const, 'kept' as const), goodwillBy: fc.constantFrom('marketplace' as const, 'vendor' as const) });
/** Which thing, and how much of what is left of it in per cent: as pieces, as shipping, as goodwill, or of all by hand at the gateway. */
const steps = fc.array(fc.record({ which: fc.nat(), percent: fc.bigInt({ min: 1n, max: 60n }), as: fc.constantFrom('pieces' as const, 'shipping' as const, 'goodwill' as const, 'by hand' as const) }), { maxLength: 8 });

const FACTS: Record<Parcel['from'], (parcel: Parcel) => ConsignmentFacts> = {
  DE: (one) => aConsignment(contentOf(one)),
  GB: (one) => aConsignment({ ...contentOf(one), seller: { ...aConsignment().seller, country: 'GB', establishments: ['GB'], registrations: [] }, platform: { role: 'marketplace', establishment: 'DE', registrations: [{ country: 'DE', region: null, scheme: 'union_oss', number: 'O1' }] } }),
  CA: (one) => aCalifornianConsignment(contentOf(one)),
  CO: (one) => aCalifornianConsignment({ ...contentOf(one), shipTo: place('US', { region: 'CO', postcode: '80202', city: 'Denver' }) }),
};
const contentOf = (one: Parcel): Pick<ConsignmentFacts, 'lines' | 'shipping'> => ({
  lines: one.goods.map(({ amountMinor, quantity }, i) => ({ id: `l${i}`, category: 'goods.household', amountMinor, quantity, discounts: [] })), shipping: { amountMinor: one.shippingMinor, separatelyStated: true },
});

/** The parcels as an order group of one order each, with the decisions that were made for them. */
function soldOf(parcels: readonly Parcel[], chosen: RefundPolicy): Sold {
  const decisions = new Map<string, TaxDecision>();
  const orders = parcels.map((one, n): SoldGroup['orders'][number] => {
    const answer = evaluate(thePacks(), FACTS[one.from](one));
    if (answer.outcome !== 'decided') throw new Error(answer.reasons[0]!.message);
    const { decision } = answer;
    const [taxDecisionId, orderId, consignmentId] = [newId(), newId<OrderId>(), newId<ConsignmentId>()];
    decisions.set(taxDecisionId, decision);
    return {
      id: orderId, number: `OMA-${n + 1}`, vendorId: newId<VendorId>(), vendorName: `Vendor ${n + 1}`,
      lines: decision.lines.map((line, i) => ({
        id: newId<OrderLineId>(), orderId, consignmentId, title: `Goods ${i}`, quantity: one.goods[i]!.quantity, netMinor: line.netMinor, grossMinor: line.grossMinor, taxDecisionId, taxLineId: line.id,
        commissionMinor: percent(line.netMinor, one.goods[i]!.commissionBp, 'half_up'),
      })),
      consignments: [{
        id: consignmentId, rateName: 'Ground', taxDecisionId, shippingNetMinor: decision.shipping?.netMinor ?? 0n, shippingGrossMinor: decision.shipping?.grossMinor ?? 0n,
        fees: decision.fees.map((fee) => ({ code: fee.code, name: fee.name['en'] ?? fee.code, netMinor: fee.amountMinor, taxMinor: 0n, grossMinor: fee.amountMinor, taxes: [] })),
      }],
    };
  });
  const [first] = decisions.values();
  return { group: { currency: parcels[0]!.from === 'CA' || parcels[0]!.from === 'CO' ? 'USD' : 'EUR', priceMode: first!.priceMode, platformFee: { planCode: 'growth', basisPoints: 200n, netGoodsMinor: 0n, minor: 0n }, orders }, decisions, before: [], policy: chosen };
}

/** What everybody gives of all parts, added up. */
const whoGave = (reckoned: readonly ReturnType<typeof reckonRefund>[]) => {
  const shares = reckoned.flatMap((one) => one.shares);
  return {
    gross: shares.reduce((sum, one) => sum + one.grossMinor, 0n), vendor: shares.reduce((sum, one) => sum + one.vendorMinor, 0n), goodwill: shares.reduce((sum, one) => sum + one.goodwillMinor, 0n),
    commission: shares.reduce((sum, one) => sum + one.commissionMinor, 0n), byPlatform: shares.flatMap((one) => one.byPlatform).reduce((sum, one) => sum + one.minor, 0n),
  };
};

function wishFor(sold: Sold, step: { which: number; percent: bigint; as: string }): RefundWish {
  const empty: RefundWish = { lines: [], shipping: [], goodwill: null };
  const order = sold.group.orders[step.which % sold.group.orders.length]!;
  const left = leftToRefund(sold).filter(({ thing }) => thing.orderId === order.id);
  if (step.as === 'pieces') {
    const open = left.filter(({ thing, pieces }) => thing.kind === 'goods' && pieces > 0);
    const one = open[step.which % Math.max(1, open.length)];
    return one ? { ...empty, lines: [{ lineId: one.thing.id as OrderLineId, quantity: 1, restock: false }] } : empty;
  }
  if (step.as === 'shipping') {
    const shipping = left.find(({ thing }) => thing.kind === 'shipping');
    return shipping ? { ...empty, shipping: [{ consignmentId: shipping.thing.consignmentId, amountMinor: (shipping.statedMinor * step.percent + 99n) / 100n }] } : empty;
  }
  const goodsLeft = left.filter(({ thing }) => thing.kind === 'goods').reduce((sum, one) => sum + one.statedMinor, 0n);
  return { ...empty, goodwill: { orderId: order.id, amountMinor: (goodsLeft * step.percent + 99n) / 100n } };
}

/** Everything that is left, at once. */
const allThatIsLeft = (sold: Sold): RefundWish => ({
  lines: leftToRefund(sold).filter(({ thing, pieces }) => thing.kind === 'goods' && pieces > 0).map(({ thing, pieces }) => ({ lineId: thing.id as OrderLineId, quantity: pieces, restock: true })),
  shipping: sold.group.orders.flatMap((order) => order.consignments.map((one) => ({ consignmentId: one.id, amountMinor: null }))),
  goodwill: null,
});

/** A cent of tax and a cent of commission that once met in one cent of the price: the vendor would have had to get one, and nothing more could be given back. */
const SMALL: Parcel = { from: 'DE', shippingMinor: 0n, goods: [{ amountMinor: 1n, quantity: 1, commissionBp: 0n }] };
const SMALLER: Parcel = { from: 'GB', shippingMinor: 0n, goods: [{ amountMinor: 4n, quantity: 3, commissionBp: 1_667n }] };
const PIECE_THEN_CENT = [{ which: 1_677_069_411, percent: 1n, as: 'pieces' as const }, { which: 105_159, percent: 1n, as: 'goodwill' as const }];

const isNothing = (error: unknown): boolean => (error as { code?: string }).code === 'payments.nothing_to_refund';

test('the cent in which tax and commission meet is the authority’s, and the commission comes with the next', () => {
  const start = soldOf([SMALL, SMALLER], { commission: 'returned', goodwillBy: 'marketplace' });
  const done: RefundPart[] = [];
  const shares = Array.from({ length: 4 }, () => {
    const cent = reckonRefund({ ...start, before: done }, { lines: [], shipping: [], goodwill: { orderId: start.group.orders[1]!.id, amountMinor: 1n } });
    done.push(...cent.parts);
    const [share] = cent.shares;
    return { gross: share!.grossMinor, goodwill: share!.goodwillMinor, commission: share!.commissionMinor, tax: share!.byPlatform };
  });
  expect(shares).toEqual([
    { gross: 1n, goodwill: 1n, commission: 0n, tax: [] }, { gross: 1n, goodwill: 0n, commission: 0n, tax: [{ authority: 'DE', minor: 1n }] },
    { gross: 1n, goodwill: 0n, commission: 1n, tax: [] }, { gross: 1n, goodwill: 1n, commission: 0n, tax: [] },
  ]);
});

test('money given by hand, without a word what for, is a lower price of everything; a cent that no price comes to is the marketplace’s, until the last', () => {
  const start = soldOf([{ from: 'CA', shippingMinor: 0n, goods: [{ amountMinor: 1_000n, quantity: 1, commissionBp: 1_000n }] }], { commission: 'returned', goodwillBy: 'vendor' });
  const whole = reckonRefund(start, allThatIsLeft(start)).amount.minor;
  const shown = ({ parts, shares }: ReturnType<typeof reckonRefund>) => [parts.map((part) => [part.kind, part.statedMinor, part.taxMinor, part.grossMinor]), shares.map((one) => [one.vendorMinor, one.commissionMinor, one.goodwillMinor])];

  const six = reckonByHand(start, 6n);
  const one = reckonByHand({ ...start, before: six.parts }, 1n); // the next cent of price comes to two
  const rest = reckonRefund({ ...start, before: [...six.parts, ...one.parts] }, allThatIsLeft({ ...start, before: [...six.parts, ...one.parts] }));

  expect(shown(six)).toEqual([[['goods', 5n, 0n, 5n], ['rounding', 1n, 0n, 1n]], [[4n, 1n, 1n]]]);
  expect(shown(one)).toEqual([[['rounding', 1n, 0n, 1n]], [[0n, 0n, 1n]]]);
  expect(shown(rest)[0]).toEqual([['goods', 995n, whole - 1_000n, whole - 5n], ['rounding', -2n, 0n, -2n]]);
  expect(rest.amount.minor).toBe(whole - 7n);
});

test('refunds in any parts and any order end where the whole does: gross, tax of each authority, commission and vendor, to the cent, and none is ever negative', () => {
  let refunds = 0;
  fc.assert(fc.property(sale, policy, steps, (parcels, chosen, wanted) => {
    const start = soldOf(parcels, chosen);
    const whole = reckonRefund(start, allThatIsLeft(start));
    const done: ReturnType<typeof reckonRefund>[] = [];
    const now = (): Sold => ({ ...start, before: done.flatMap((one): readonly RefundPart[] => one.parts) });
    const refund = (reckon: () => ReturnType<typeof reckonRefund>): void => {
      try {
        done.push(reckon());
        refunds += 1;
      } catch (error) {
        if (!isNothing(error)) throw error;
      }
    };
    const leftMinor = () => whole.amount.minor - done.reduce((sum, one) => sum + one.amount.minor, 0n);
    for (const step of wanted) {
      const byHandMinor = (leftMinor() * step.percent + 99n) / 100n;
      if (step.as === 'by hand' && byHandMinor === 0n) continue;
      refund(() => (step.as === 'by hand' ? reckonByHand(now(), byHandMinor) : reckonRefund(now(), wishFor(now(), step))));
      if (step.as === 'by hand') expect(done.at(-1)!.amount.minor).toBe(byHandMinor); // whatever somebody gives can be laid on what was sold
    }
    refund(() => reckonRefund(now(), allThatIsLeft(now())));
    expect(leftMinor()).toBe(0n);

    for (const one of done) {
      for (const share of one.shares) {
        expect(share.vendorMinor + share.commissionMinor + share.goodwillMinor + share.byPlatform.reduce((sum, tax) => sum + tax.minor, 0n)).toBe(share.grossMinor);
        expect([share.vendorMinor, share.commissionMinor, share.grossMinor, ...share.byPlatform.map((tax) => tax.minor)].filter((minor) => minor < 0n)).toEqual([]);
      }
      expect(one.shares.reduce((sum, share) => sum + share.grossMinor, 0n)).toBe(one.amount.minor);
    }
    // A cent given by hand that no price comes to may be the last one of a price: then nothing is left to be paid, and that price stays a cent short of given back.
    const rounded = now().before.filter((part) => part.kind === 'rounding').reduce((sum, part) => sum + part.grossMinor, 0n);
    if (rounded !== 0n) return;
    // Pieces whose money went as goodwill are still to be given back, for nothing: money is what must be gone.
    expect(leftToRefund(now()).map(({ statedMinor }) => statedMinor).filter((minor) => minor !== 0n)).toEqual([]);
    const [ended, once] = [whoGave(done), whoGave([whole])];
    expect({ gross: ended.gross, commission: ended.commission, byPlatform: ended.byPlatform, goods: ended.vendor + ended.goodwill }).toEqual({ gross: once.gross, commission: once.commission, byPlatform: once.byPlatform, goods: once.vendor });
  }), { numRuns: 300, examples: [[[SMALL, SMALLER], { commission: 'returned', goodwillBy: 'marketplace' }, PIECE_THEN_CENT]] });
  expect(refunds).toBeGreaterThan(600);
});
