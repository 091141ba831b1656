import type { AccountKind, Journal } from '@stoa/ledger';
import type { OrderForMoney } from '@stoa/orders';
import { shareSource } from '@stoa/payments';
import type { MoneyFacts } from './money-facts.js';

/** What the books say about one order: each figure with the journals it stands in. */
export type BookedOrder = {
  readonly order: OrderForMoney;
  /** Taken out of the clearing for this order. */
  readonly grossMinor: bigint;
  readonly taxMinor: ReadonlyMap<string, bigint>;
  readonly commissionMinor: bigint;
  /** What was given back of it, by whom. */
  readonly refund: BookedRefund;
  /** What is left for the vendor, held or free. */
  readonly vendorMinor: bigint;
  /** What of it arrived at the vendor's account, and did not come back. */
  readonly paidOutMinor: bigint;
  readonly paidOutJournals: readonly string[];
  /** What of it paid what the vendor owed for something else, before it was sent. */
  readonly nettedMinor: bigint;
  readonly nettedJournals: readonly string[];
  readonly splitJournals: readonly string[];
  readonly commissionJournals: readonly string[];
};
/** Refunds of one order as the books have them; positive is given back. `marketplaceMinor`: commission that went back, and goodwill. */
export type BookedRefund = { readonly grossMinor: bigint; readonly vendorMinor: bigint; readonly taxMinor: ReadonlyMap<string, bigint>; readonly marketplaceMinor: bigint; readonly journals: readonly string[] };
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
  /** What of this payment is still there where it lies: at the payment company, or in the marketplace's own bank account. */
  readonly cashMinor: bigint;
  /** Of the refunds, what has been sent to the shopper. */
  readonly refundPaidMinor: bigint;
  readonly refundPaidJournals: readonly string[];
};

/** Reads every figure of the page out of the journals, and nothing else. */
export function readBooks({ group, journals, refunds }: MoneyFacts): Booked {
  const ofEvent = (event: string) => journals.filter((journal) => journal.event === event);
  const paid = [...ofEvent('refund_paid'), ...ofEvent('refund_came_back')];
  const fee = [...ofEvent('fee'), ...ofEvent('fee_recharged')];
  return {
    capturedMinor: cash(ofEvent('captured')),
    capturedJournals: idsOf(ofEvent('captured')),
    orders: group.orders.map((order) => readOrder(order, {
      sale: journals.filter((journal) => journal.source.kind === 'order' && journal.source.id === order.id),
      moves: journals.filter((journal) => isAboutTransfer(journal) && journal.memo['order'] === order.id),
      nettings: journals.filter((journal) => journal.source.kind === 'netting' && journal.memo['order'] === order.id),
      refunds: journals.filter((journal) => refunds.some((refund) => isAboutShare(journal, shareSource(refund, { orderId: order.id })))),
    })),
    platformFeeMinor: -debited(ofEvent('platform_fee'), 'rev.platform_fee'),
    platformFeeJournals: idsOf(ofEvent('platform_fee')),
    gatewayFeeMinor: debited(ofEvent('fee'), 'exp.gateway_fee'),
    gatewayFeeJournals: idsOf(fee),
    marketplaceMinor: -debited(journals, 'tenant.payable'),
    cashMinor: cash(journals),
    refundPaidMinor: -cash(paid),
    refundPaidJournals: idsOf(paid),
  };
}

const isAboutTransfer = ({ source }: Journal): boolean => source.kind === 'transfer' || source.kind === 'reversal';
const isAboutShare = (journal: Journal, source: { kind: string; id: string }): boolean => journal.source.kind === source.kind && journal.source.id === source.id;

function readOrder(order: OrderForMoney, { sale, moves, nettings, refunds }: { sale: readonly Journal[]; moves: readonly Journal[]; nettings: readonly Journal[]; refunds: readonly Journal[] }): BookedOrder {
  const split = sale.filter((journal) => journal.event === 'split');
  const commission = sale.filter((journal) => journal.event === 'commission');
  const refund = readRefunds(order, refunds);
  return {
    order, grossMinor: debited(split, 'order.clearing'), taxMinor: taxByAuthority(split, -1n), commissionMinor: -debited(commission, 'tenant.payable'), refund, vendorMinor: -debited(sale, 'vendor.held') - refund.vendorMinor,
    paidOutMinor: -cash(moves), paidOutJournals: idsOf(moves), nettedMinor: debited(nettings, 'vendor.payable'), nettedJournals: idsOf(nettings), splitJournals: idsOf(split), commissionJournals: idsOf(commission),
  };
}

/** What a vendor gives back stands on the vendor's accounts, wherever it is taken from: there what moves between them adds up to nothing. */
function readRefunds(order: OrderForMoney, journals: readonly Journal[]): BookedRefund {
  const vendorMinor = total(journals.flatMap((journal) => journal.entries).filter((entry) => entry.account.kind.startsWith('vendor.') && entry.account.owner === order.vendorId).map((entry) => entry.amountMinor));
  return { grossMinor: -debited(journals, 'customer.refund_payable'), vendorMinor, taxMinor: taxByAuthority(journals, 1n), marketplaceMinor: debited(journals, 'tenant.payable'), journals: idsOf(journals) };
}

function taxByAuthority(journals: readonly Journal[], sign: 1n | -1n): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account, amountMinor } of journals.flatMap((journal) => journal.entries)) {
    if (account.kind === 'tax.payable') sums.set(account.dimension, (sums.get(account.dimension) ?? 0n) + sign * amountMinor);
  }
  return sums;
}

/** Tax of the sale that is still owed, by authority. */
export const taxLeft = ({ taxMinor, refund }: BookedOrder): Map<string, bigint> =>
  new Map([...taxMinor].map(([authority, minor]) => [authority, minor - (refund.taxMinor.get(authority) ?? 0n)]));

/** Debits minus credits of one kind of account. */
export const debited = (journals: readonly Journal[], kind: AccountKind): bigint =>
  journals.flatMap((journal) => journal.entries).filter((entry) => entry.account.kind === kind).reduce((total, entry) => total + entry.amountMinor, 0n);

/** Debits minus credits of where the money itself lies. */
const cash = (journals: readonly Journal[]): bigint => debited(journals, 'gateway.pending') + debited(journals, 'tenant.bank');

const idsOf = (journals: readonly Journal[]): string[] => journals.map((journal) => journal.id);
export const total = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
