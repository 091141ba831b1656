import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';
import { account, move, type JournalDraft } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { asItStands, type TakenIn } from './apply-payment-state.js';
import type { Attempt } from './attempt.js';
import { lockAttempt } from './attempt.repository.js';

export type SplitInput = {
  readonly attemptId: AttemptId;
  readonly orderGroupId: OrderGroupId;
  readonly currency: string;
  /** `grossMinor` is all the shopper paid for that order: goods, shipping, tax, fees. `taxByPlatform` is what of it the marketplace itself owes an authority. */
  readonly orders: readonly {
    readonly orderId: OrderId;
    readonly vendorId: VendorId;
    readonly grossMinor: bigint;
    readonly taxByPlatform: readonly { readonly authority: string; readonly minor: bigint }[];
    readonly commissionMinor: bigint;
  }[];
  /** What the marketplace owes us for this order group, and how it was reckoned. */
  readonly platformFee: { readonly minor: bigint; readonly basisPoints: bigint; readonly netGoodsMinor: bigint; readonly planCode: string };
};

/** Takes a captured payment out of the clearing and gives each his share: the vendors (held), the tax authorities, the marketplace, us. Part of placing, in
 *  its transaction; the same order group again changes nothing. `held`: the attempt, when the caller holds it already; if the capture itself is not booked yet, it is booked with this. */
export async function splitClearing(ctx: TxCtx, input: SplitInput, held: TakenIn | null = null): Promise<void> {
  const paid = held ?? asItStands(ctx, await lockAttempt(ctx, input.attemptId));
  checkSplit(paid.attempt, input);
  await paid.save({ orderGroupId: input.orderGroupId, journals: splitJournals(input) });
}

function checkSplit(attempt: Attempt, input: SplitInput): void {
  const handedOut = input.orders.reduce((total, order) => total + order.grossMinor, 0n);
  invariant(attempt.state === 'captured', 'only captured money is handed out');
  invariant(attempt.amount.currency === input.currency && attempt.amount.minor === handedOut, `the orders add up to what was captured: ${handedOut} of ${attempt.amount.minor}`);
  invariant(attempt.orderGroupId === null || attempt.orderGroupId === input.orderGroupId, 'a payment pays for one order group');
}

/** Per order its share and its commission, and the platform's fee once per order group. */
export function splitJournals({ currency, orders, orderGroupId, attemptId, platformFee }: SplitInput): JournalDraft[] {
  const clearing = account('order.clearing', currency);
  const tenant = account('tenant.payable', currency);
  const perOrder = orders.flatMap((order): JournalDraft[] => {
    const source = { kind: 'order', id: order.orderId };
    const held = account('vendor.held', currency, { owner: order.vendorId });
    const tax = order.taxByPlatform.reduce((total, part) => total + part.minor, 0n);
    const share = [...move(clearing, held, order.grossMinor - tax), ...order.taxByPlatform.flatMap(({ authority, minor }) => move(clearing, account('tax.payable', currency, { dimension: authority }), minor))];
    return [
      ...booking({ source, event: 'split', memo: { order_group: orderGroupId, attempt: attemptId }, entries: share }),
      ...booking({ source, event: 'commission', memo: { order_group: orderGroupId }, entries: move(held, tenant, order.commissionMinor) }),
    ];
  });
  const memo = { plan: platformFee.planCode, basis_points: platformFee.basisPoints.toString(), net_goods_minor: platformFee.netGoodsMinor.toString() };
  const fee = booking({ source: { kind: 'order_group', id: orderGroupId }, event: 'platform_fee', memo, entries: move(tenant, account('rev.platform_fee', currency), platformFee.minor) });
  return [...perOrder, ...fee];
}

/** A journal about nothing is no journal. */
const booking = (draft: JournalDraft): JournalDraft[] => (draft.entries.length === 0 ? [] : [draft]);
