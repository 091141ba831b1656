import type { AccountKind, Journal } from '@stoa/ledger';
import type { OrderForMoney } from '@stoa/orders';
import type { MoneyFacts } from './money-facts.js';

/** What the books say about one order: each figure with the journals it stands in. */
export type BookedOrder = {
  readonly order: OrderForMoney;
  /** Taken out of the clearing for this order. */
  readonly grossMinor: bigint;
  readonly taxMinor: ReadonlyMap<string, bigint>;
  readonly commissionMinor: bigint;
  /** What is left for the vendor, held or free. */
  readonly vendorMinor: bigint;
  /** What of it arrived at the vendor's account, and did not come back. */
  readonly paidOutMinor: bigint;
  readonly paidOutJournals: readonly string[];
  readonly splitJournals: readonly string[];
  readonly commissionJournals: readonly string[];
};
export type Booked = {
  readonly capturedMinor: bigint;
  readonly capturedJournals: readonly string[];
  readonly orders: readonly BookedOrder[];
  readonly platformFeeMinor: bigint;
  readonly platformFeeJournals: readonly string[];
  readonly gatewayFeeMinor: bigint;
  readonly gatewayFeeJournals: readonly string[];
  /** The commission that stays with the marketplace after both fees. */
  readonly marketplaceMinor: bigint;
  readonly gatewayPendingMinor: bigint;
};

/** Reads every figure of the page out of the journals, and nothing else. */
export function readBooks({ group, journals }: MoneyFacts): Booked {
  const ofEvent = (event: string) => journals.filter((journal) => journal.event === event);
  const fee = [...ofEvent('fee'), ...ofEvent('fee_recharged')];
  return {
    capturedMinor: debited(ofEvent('captured'), 'gateway.pending'),
    capturedJournals: idsOf(ofEvent('captured')),
    orders: group.orders.map((order) => readOrder(order, journals.filter((journal) => journal.source.kind === 'order' && journal.source.id === order.id), journals.filter((journal) => isAboutTransfer(journal) && journal.memo['order'] === order.id))),
    platformFeeMinor: -debited(ofEvent('platform_fee'), 'rev.platform_fee'),
    platformFeeJournals: idsOf(ofEvent('platform_fee')),
    gatewayFeeMinor: debited(ofEvent('fee'), 'exp.gateway_fee'),
    gatewayFeeJournals: idsOf(fee),
    marketplaceMinor: -debited(journals, 'tenant.payable'),
    gatewayPendingMinor: debited(journals, 'gateway.pending'),
  };
}

const isAboutTransfer = ({ source }: Journal): boolean => source.kind === 'transfer' || source.kind === 'reversal';

function readOrder(order: OrderForMoney, journals: readonly Journal[], moves: readonly Journal[]): BookedOrder {
  const split = journals.filter((journal) => journal.event === 'split');
  const commission = journals.filter((journal) => journal.event === 'commission');
  const tax = new Map<string, bigint>();
  for (const entry of split.flatMap((journal) => journal.entries)) {
    if (entry.account.kind === 'tax.payable') tax.set(entry.account.dimension, (tax.get(entry.account.dimension) ?? 0n) - entry.amountMinor);
  }
  return {
    order, grossMinor: debited(split, 'order.clearing'), taxMinor: tax, commissionMinor: -debited(commission, 'tenant.payable'), vendorMinor: -debited(journals, 'vendor.held'),
    paidOutMinor: -debited(moves, 'gateway.pending'), paidOutJournals: idsOf(moves), splitJournals: idsOf(split), commissionJournals: idsOf(commission),
  };
}

/** Debits minus credits of one kind of account. */
export const debited = (journals: readonly Journal[], kind: AccountKind): bigint =>
  journals.flatMap((journal) => journal.entries).filter((entry) => entry.account.kind === kind).reduce((total, entry) => total + entry.amountMinor, 0n);

const idsOf = (journals: readonly Journal[]): string[] => journals.map((journal) => journal.id);
export const total = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
