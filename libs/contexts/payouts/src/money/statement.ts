import type { MoneyCommission, OrderForMoney } from '@stoa/orders';
import type { RefundPart } from '@stoa/payments';
import { type CommissionLimit, chargeOf } from '@stoa/pricing';
import { isOutsideGateway, type MoneyFacts } from './money-facts.js';
import { total, type Booked, type BookedOrder } from './booked.js';
import { percentWords } from './flow.js';
import { termsOf } from './recompute.js';
import { refundRows } from './refund-rows.js';
import { type How, perOrder, type Row } from './row.js';

type MoneyLine = OrderForMoney['lines'][number];

/** The statement: what the shopper paid, what comes off for whom, what is left, each row with its journals and how it was made. */
export function statementOf(facts: MoneyFacts, booked: Booked): Row[] {
  return [
    perOrder(booked, { code: 'paid', label: 'Shopper paid', kind: 'total', role: null, of: (order) => order.grossMinor, journals: [...booked.capturedJournals, ...booked.orders.flatMap((order) => order.splitJournals)] }),
    ...soldRows(booked),
    ...taxRows(booked),
    ...platformTaxRows(facts, booked),
    perOrder(booked, {
      code: 'commission', label: 'Commission', kind: 'deduction', role: 'marketplace', of: (order) => negativeOrNull(order.commissionMinor),
      journals: booked.orders.flatMap((order) => order.commissionJournals), how: linesOf(booked).flatMap(commissionHow),
    }),
    ...refundRows(facts, booked),
    perOrder(booked, {
      code: 'vendors_receive', label: 'Vendors receive', kind: 'result', role: 'vendors', of: (order) => order.vendorMinor,
      journals: [...booked.orders.flatMap((order) => [...order.splitJournals, ...order.commissionJournals, ...order.refund.journals]), ...facts.journals.filter((journal) => journal.source.kind === 'hold').map((journal) => journal.id)],
    }),
    ...paidOutRows(booked),
    ...vendorTaxRow(facts, booked),
    ...marketplaceRows(facts, booked),
  ];
}

const linesOf = (booked: Booked): MoneyLine[] => booked.orders.flatMap(({ order }) => order.lines);
const negativeOrNull = (minor: bigint): bigint | null => (minor === 0n ? null : -minor);
const titled = (line: MoneyLine): string => (line.quantity > 1 ? `${line.title} × ${line.quantity}` : line.title);
/** Goods are told apart by their name; delivery "Standard" is so by whose parcel it was. */
const namedIn = (line: MoneyLine, { order }: BookedOrder, booked: Booked): string => (line.kind === 'goods' || booked.orders.length === 1 ? titled(line) : `${titled(line)}, ${order.vendorName}`);
const soldBy = (booked: Booked, howOf: (line: MoneyLine) => readonly Omit<How, 'line'>[]): How[] =>
  booked.orders.flatMap((sold) => sold.order.lines.flatMap((line) => howOf(line).map((how) => ({ line: namedIn(line, sold, booked), ...how }))));
const taxHow = (booked: Booked, isMeant: (tax: MoneyLine['taxes'][number]) => boolean): How[] =>
  soldBy(booked, (line) => line.taxes.filter(isMeant).map((tax) => ({ netMinor: tax.baseMinor, rule: tax.label, amountMinor: tax.minor, decisionId: tax.decisionId })));
/** What a shopper paid for stands in the journal that split the clearing of its order. */
const splitsWith = (booked: Booked, isMeant: (order: BookedOrder) => boolean): string[] => booked.orders.filter(isMeant).flatMap((order) => order.splitJournals);

const KINDS = [['goods', 'Goods, net'], ['shipping', 'Shipping, net'], ['fee', 'Fees, net']] as const;
function soldRows(booked: Booked): Row[] {
  return KINDS.flatMap(([kind, label]) => {
    const lines = linesOf(booked).filter((line) => line.kind === kind);
    if (lines.length === 0) return [];
    const netOf = ({ order }: BookedOrder) => total(order.lines.filter((line) => line.kind === kind).map((line) => line.netMinor));
    const how = soldBy(booked, (line) => (line.kind === kind ? [{ netMinor: null, rule: '', amountMinor: line.netMinor, decisionId: line.taxes[0]?.decisionId ?? null }] : []));
    return [perOrder(booked, { code: `${kind}_net`, label, kind: 'plain', role: null, of: netOf, journals: splitsWith(booked, ({ order }) => order.lines.some((line) => line.kind === kind)), how })];
  });
}

/** One row per tax as people call it, whoever files it. */
function taxRows(booked: Booked): Row[] {
  const labels = [...new Set(linesOf(booked).flatMap((line) => line.taxes.map((tax) => tax.label)))];
  return labels.map((label, i) => {
    const of = ({ order }: BookedOrder) => {
      const parts = order.lines.flatMap((line) => line.taxes.filter((tax) => tax.label === label));
      return parts.length === 0 ? null : total(parts.map((part) => part.minor));
    };
    const how = taxHow(booked, (tax) => tax.label === label);
    return perOrder(booked, { code: `tax_${i + 1}`, label, kind: 'plain', role: null, of, journals: splitsWith(booked, (order) => of(order) !== null), how });
  });
}

function platformTaxRows({ tenantName }: MoneyFacts, booked: Booked): Row[] {
  const of = (order: BookedOrder) => negativeOrNull(total([...order.taxMinor.values()]));
  if (booked.orders.every((order) => of(order) === null)) return [];
  const how = booked.orders.flatMap((order) => platformTaxHow(order, booked));
  return [perOrder(booked, { code: 'tax_by_marketplace', label: `Tax that ${tenantName} files`, kind: 'deduction', role: 'tax', of, journals: splitsWith(booked, (order) => of(order) !== null), how })];
}

/** The taxes the marketplace files; what it owes beyond them are fees by law that it hands on, such as a delivery fee of a state. */
function platformTaxHow(sold: BookedOrder, booked: Booked): How[] {
  const { order, taxMinor } = sold;
  const taxes = order.lines.flatMap((line) => line.taxes.filter((tax) => tax.remitter === 'platform').map((tax): How => ({ line: namedIn(line, sold, booked), netMinor: tax.baseMinor, rule: `${tax.label}, to ${tax.authority}`, amountMinor: tax.minor, decisionId: tax.decisionId })));
  const feesMinor = total([...taxMinor.values()]) - total(taxes.map((tax) => tax.amountMinor));
  if (feesMinor === 0n) return taxes;
  const names = order.lines.filter((line) => line.kind === 'fee').map((line) => line.title);
  return [...taxes, { line: names.join(', ') || 'Fees', netMinor: null, rule: 'A fee by law, handed on', amountMinor: feesMinor, decisionId: null }];
}

/** What is at the vendors' own accounts by now, and what of it never went there. */
function paidOutRows(booked: Booked): Row[] {
  const journals = booked.orders.flatMap((order) => order.paidOutJournals);
  const netted = booked.orders.flatMap((order) => order.nettedJournals);
  const nettedRow = perOrder(booked, { code: 'netted', label: 'of it paid what they owed', kind: 'plain', role: 'vendors', of: (order) => (order.nettedJournals.length === 0 ? null : order.nettedMinor), journals: netted });
  return [...(netted.length === 0 ? [] : [nettedRow]), ...(journals.length === 0 ? [] : [perOrder(booked, { code: 'paid_out', label: 'of it paid out', kind: 'plain', role: 'vendors', of: (order) => (order.paidOutJournals.length === 0 ? null : order.paidOutMinor), journals })])];
}

/** What of the sale is tax that vendors file, less what refunds took of it. */
function vendorTaxRow({ refunds }: MoneyFacts, booked: Booked): Row[] {
  const given = refunds.filter((refund) => refund.state !== 'failed').flatMap((refund) => refund.parts);
  const of = ({ order }: BookedOrder) => {
    const own = total(order.lines.flatMap((line) => line.taxes.filter((tax) => tax.remitter === 'vendor').map((tax) => tax.minor)));
    const back = total(given.filter((part) => part.orderId === order.id).flatMap((part) => part.taxes.filter((tax) => tax.remitter === 'seller').map((tax) => tax.minor)));
    return own === 0n ? null : own - back;
  };
  if (booked.orders.every((order) => of(order) === null)) return [];
  return [perOrder(booked, { code: 'tax_by_vendors', label: 'of it tax they file themselves', kind: 'plain', role: 'vendors', of, journals: splitsWith(booked, (order) => of(order) !== null), how: [...taxHow(booked, (tax) => tax.remitter === 'vendor'), ...refundedTaxHow(given)] })];
}

const refundedTaxHow = (parts: readonly RefundPart[]): How[] =>
  parts.flatMap((part) => part.taxes.filter((tax) => tax.remitter === 'seller' && tax.minor !== 0n).map((tax) => ({ line: `Refund of ${part.title}`, netMinor: -tax.baseMinor, rule: `At the rate of the sale, ${tax.name} ${tax.ratePct} %`, amountMinor: -tax.minor, decisionId: part.decisionId })));

const commissionHow = (line: MoneyLine): How[] =>
  line.commission === null ? [] : [{ line: titled(line), netMinor: line.netMinor, rule: `${line.commission.ruleText}${limitText(line, line.commission)}`, amountMinor: line.commission.amountMinor, decisionId: null }];

const LIMITS: Readonly<Record<CommissionLimit, string>> = { minimum: '; raised to the least', maximum: '; cut to the most', goods: '; no more than the goods themselves' };
/** Says it where not the percentage, but a limit had the last word. */
function limitText(line: MoneyLine, commission: MoneyCommission): string {
  const { limit } = chargeOf(termsOf(commission), line);
  return limit === null ? '' : LIMITS[limit];
}

/** What becomes of the commission: the order as a whole, no column per vendor. */
function marketplaceRows(facts: MoneyFacts, booked: Booked): Row[] {
  const { attempt, tenantName } = facts;
  const values = booked.orders.map(() => null);
  const { platformFee } = facts.group;
  const feeHow: How = { line: 'Net goods', netMinor: platformFee.netGoodsMinor, rule: `${percentWords(platformFee.basisPoints)}, plan ${platformFee.planCode}, once per order group, half up`, amountMinor: platformFee.minor, decisionId: null };
  const gatewayHow: How[] = attempt.fee && attempt.settlementRef
    ? [{ line: `Stripe ${attempt.settlementRef}`, netMinor: attempt.amount.minor, rule: 'As Stripe’s balance transaction says', amountMinor: attempt.fee.minor, decisionId: null }]
    : [];
  const commission = total(booked.orders.map((order) => order.commissionMinor));
  const returned = total(booked.orders.map((order) => order.refund.marketplaceMinor));
  const row = (code: string, label: string, rest: Omit<Row, 'code' | 'label' | 'values'>): Row => ({ code, label, values, ...rest });
  return [
    row('commission_total', `Commission, to ${tenantName}`, { kind: 'total', role: 'marketplace', totalMinor: commission, journalIds: booked.orders.flatMap((order) => order.commissionJournals), how: [] }),
    ...(returned === 0n ? [] : [row('commission_returned', 'Given back with refunds', { kind: 'deduction', role: 'marketplace', totalMinor: -returned, journalIds: booked.orders.flatMap((order) => order.refund.journals), how: [] })]),
    row('platform_fee', 'Platform fee, to Stoa', { kind: 'deduction', role: 'platform', totalMinor: -booked.platformFeeMinor, journalIds: booked.platformFeeJournals, how: [feeHow] }),
    ...(isOutsideGateway(facts) ? [] : [row('gateway_fee', attempt.fee === null ? 'Gateway fee, not known yet' : 'Gateway fee, to Stripe', { kind: 'deduction', role: 'gateway', totalMinor: -booked.gatewayFeeMinor, journalIds: booked.gatewayFeeJournals, how: gatewayHow })]),
    row('marketplace_keeps', `${tenantName} keeps`, { kind: 'result', role: 'marketplace', totalMinor: booked.marketplaceMinor, journalIds: [...booked.orders.flatMap((order) => order.commissionJournals), ...booked.platformFeeJournals, ...booked.gatewayFeeJournals], how: [] }),
  ];
}
