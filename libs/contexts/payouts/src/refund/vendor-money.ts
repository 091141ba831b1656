import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';
import { journalsOf, type Journal } from '@stoa/ledger';
import { listRefundsOfGroup, shareSource, type Refund, type RefundShare } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import type { Hold } from '../hold/hold.js';
import { listHoldsOfGroup } from '../hold/hold.repository.js';
import { listReversalsOf } from '../transfer/reversal.repository.js';
import type { Reversal } from '../transfer/reversal.js';
import type { Transfer } from '../transfer/transfer.js';
import { listTransfersOfGroup } from '../transfer/transfer.repository.js';

/** Where what a vendor earned with one order lies now. A refund takes from it in this order: what is held, what is free, what was sent. */
export type VendorMoney = {
  readonly orderId: OrderId; readonly number: string; readonly vendorId: VendorId; readonly currency: string;
  readonly heldMinor: bigint; readonly heldUntil: Date | null; readonly freeMinor: bigint; readonly sentMinor: bigint;
  /** Paid from the marketplace's own bank account: nobody can take it back from there, so the vendor owes it. */
  readonly paidByBankMinor: bigint;
};

/** What a refund took of one vendor, and from where. `owed` is what was neither held, free nor sent. */
export type Taken = {
  readonly refund: Refund; readonly share: RefundShare; readonly heldMinor: bigint; readonly freeMinor: bigint; readonly askedBackMinor: bigint; readonly cameBackMinor: bigint; readonly owedMinor: bigint;
  readonly isGivenBack: boolean;
};

/** The vendors' money of an order group, and what each of its refunds took of it: read from the holds, the transfers and the journals. */
export async function readVendorMoney(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<{ orders: VendorMoney[]; taken: Taken[] }> {
  const holds = await listHoldsOfGroup(ctx, orderGroupId);
  const transfers = await listTransfersOfGroup(ctx, orderGroupId);
  const refunds = await listRefundsOfGroup(ctx, orderGroupId);
  const reversals = await listReversalsOf(ctx, transfers.map((transfer) => transfer.id));
  const journals = await journalsOf(ctx, refunds.flatMap((refund) => refund.shares.map((share) => shareSource(refund, share))));
  return {
    orders: holds.map((hold) => moneyOf(hold, transfers)),
    taken: refunds.flatMap((refund) => refund.shares.map((share) => takenBy(refund, share, { journals, reversals: reversalsFor(refund.id, share, { transfers, reversals }) }))),
  };
}

/** What of an order lies where. */
export function moneyOf(hold: Hold, transfers: readonly Transfer[]): VendorMoney {
  const own = transfers.filter((transfer) => transfer.holdId === hold.id);
  const sum = (states: readonly Transfer['state'][], isByBank = false) =>
    added(own.filter((one) => states.includes(one.state) && (one.bankPayoutId !== null) === isByBank).map((one) => one.amount.minor - one.reversedMinor));
  const isHeld = hold.state === 'held';
  return {
    orderId: hold.orderId, number: hold.orderNumber, vendorId: hold.vendorId, currency: hold.amount.currency, heldMinor: isHeld ? hold.amount.minor : 0n, heldUntil: isHeld ? hold.until : null,
    freeMinor: sum(['waiting', 'refused']), sentMinor: sum(['sending', 'sent']), paidByBankMinor: sum(['sent'], true),
  };
}

function takenBy(refund: Refund, share: RefundShare, { journals, reversals }: { journals: readonly Journal[]; reversals: readonly Reversal[] }): Taken {
  const own = journals.filter((journal) => journal.source.id === shareSource(refund, share).id);
  const entries = own.filter((journal) => journal.event === 'refund_taken').flatMap((journal) => journal.entries).filter((entry) => entry.amountMinor > 0n);
  const of = (kind: string) => added(entries.filter((entry) => entry.account.kind === kind).map((entry) => entry.amountMinor));
  const [heldMinor, freeMinor, askedBackMinor] = [of('vendor.held'), of('vendor.payable'), added(reversals.map((one) => one.amount.minor))];
  return {
    refund, share, heldMinor, freeMinor, askedBackMinor, cameBackMinor: added(reversals.filter((one) => one.state === 'done').map((one) => one.amount.minor)),
    owedMinor: share.vendorMinor - heldMinor - freeMinor - askedBackMinor, isGivenBack: own.some((journal) => journal.event === 'refund_given_back'),
  };
}

function reversalsFor(refundId: RefundId, share: RefundShare, { transfers, reversals }: { transfers: readonly Transfer[]; reversals: readonly Reversal[] }): Reversal[] {
  const ids = new Set(transfers.filter((transfer) => transfer.orderId === share.orderId).map((transfer) => transfer.id));
  return reversals.filter((one) => ids.has(one.transferId) && one.cause.kind === 'refund' && one.cause.id === refundId);
}

const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
