import type { MoneyFacts } from './money-facts.js';
import { total, type Booked, type BookedOrder } from './booked.js';
import { type How, perOrder, type Row } from './row.js';

/** What went back to the shopper, and who bears it: rows only where there was a refund. What is left over is the vendor's to bear. */
export function refundRows({ refunds, tenantName }: MoneyFacts, booked: Booked): Row[] {
  if (booked.orders.every((order) => order.refund.journals.length === 0)) return [];
  const standing = refunds.filter((refund) => refund.state !== 'failed');
  const how = standing.flatMap((refund) => refund.parts.map((part): How => ({
    line: part.quantity > 0 ? `${part.title}, ${part.quantity} ×` : part.title, netMinor: part.netMinor, rule: part.isGoodwill ? 'Goodwill' : 'At the prices and rates of the sale', amountMinor: -part.grossMinor, decisionId: part.taxLineId === null ? null : part.decisionId,
  })));
  const of = (pick: (order: BookedOrder) => bigint) => (order: BookedOrder) => (pick(order) === 0n ? null : pick(order));
  const journals = booked.orders.flatMap((order) => order.refund.journals);
  const tax = of(({ refund }) => total([...refund.taxMinor.values()]));
  const commission = of(({ refund }) => refund.marketplaceMinor);
  return [
    perOrder(booked, { code: 'refunded', label: 'Back to the shopper', kind: 'deduction', role: 'refund', of: of(({ refund }) => -refund.grossMinor), journals: [...journals, ...booked.refundPaidJournals], how }),
    ...(booked.orders.every((order) => tax(order) === null) ? [] : [perOrder(booked, { code: 'refunded_tax', label: `of it tax that ${tenantName} need not file`, kind: 'plain', role: 'tax', of: tax, journals })]),
    ...(booked.orders.every((order) => commission(order) === null) ? [] : [perOrder(booked, { code: 'refunded_commission', label: `of it borne by ${tenantName}`, kind: 'plain', role: 'marketplace', of: commission, journals })]),
  ];
}
