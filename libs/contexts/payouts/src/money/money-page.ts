import { isOutsideGateway, type MoneyFacts } from './money-facts.js';
import { readBooks, taxLeft, total, type Booked, type BookedOrder } from './booked.js';
import { checksOf, type Check } from './money-checks.js';
import { flowOf, type Flow } from './flow.js';
import type { Row } from './row.js';
import { statementOf } from './statement.js';

export type Role = 'refund' | 'vendors' | 'tax' | 'marketplace' | 'platform' | 'gateway';
export type Part = { readonly role: Role; readonly label: string; readonly amountMinor: bigint; readonly isStriped: boolean; readonly heldUntil: Date | null };

/** One order group's money, from the shopper's total to each who gets a part of it. */
export type MoneyPage = {
  readonly facts: MoneyFacts;
  readonly booked: Booked;
  readonly parts: readonly Part[];
  readonly flow: Flow;
  readonly rows: readonly Row[];
  readonly checks: readonly Check[];
  /** Captured minus all parts: zero, or something is wrong. */
  readonly differenceMinor: bigint;
};

/** Pure: the page out of what is stored. */
export function moneyPage(facts: MoneyFacts): MoneyPage {
  const booked = readBooks(facts);
  const parts = partsOf(facts, booked);
  const differenceMinor = booked.capturedMinor - total(parts.map((part) => part.amountMinor));
  return { facts, booked, parts, flow: flowOf(facts, booked), rows: statementOf(facts, booked), checks: checksOf(facts, booked, differenceMinor), differenceMinor };
}

function partsOf(facts: MoneyFacts, booked: Booked): Part[] {
  const held = facts.holds.filter((hold) => hold.state === 'held');
  const untils = held.map((hold) => hold.until);
  const vendors = booked.orders.length;
  const solid = { isStriped: false, heldUntil: null };
  const tax = total(booked.orders.flatMap((order) => [...taxLeft(order).values()]));
  const all: Part[] = [
    {
      role: 'vendors', label: vendors === 1 ? 'One vendor' : `${NUMBERS[vendors] ?? vendors} vendors`, amountMinor: total(booked.orders.map((order) => order.vendorMinor)),
      isStriped: isHeld(facts, booked.orders), heldUntil: untils.length > 0 && untils.every((until) => until !== null) ? new Date(Math.max(...untils.map((until) => until.getTime()))) : null,
    },
    { role: 'tax', label: 'Tax office', amountMinor: tax, ...solid },
    { role: 'marketplace', label: facts.tenantName, amountMinor: booked.marketplaceMinor, ...solid },
    { role: 'platform', label: 'Stoa', amountMinor: booked.platformFeeMinor, ...solid },
    ...(isOutsideGateway(facts) ? [] : [{ role: 'gateway' as const, label: 'Stripe', amountMinor: booked.gatewayFeeMinor, ...solid }]),
    { role: 'refund', label: 'Back to the shopper', amountMinor: total(booked.orders.map((order) => order.refund.grossMinor)), ...solid },
  ];
  return all.filter((part) => (part.role !== 'tax' && part.role !== 'refund') || part.amountMinor !== 0n);
}

/** Earned and not free yet: before the holds are written down, nothing is free. */
const isHeld = ({ holds }: MoneyFacts, orders: readonly BookedOrder[]): boolean => orders.some(({ order }) => holds.find((hold) => hold.orderId === order.id)?.state !== 'free');
const NUMBERS: Readonly<Record<number, string>> = { 2: 'Two', 3: 'Three', 4: 'Four', 5: 'Five', 6: 'Six', 7: 'Seven', 8: 'Eight' };
