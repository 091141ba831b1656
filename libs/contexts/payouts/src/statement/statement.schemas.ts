import { z } from 'zod';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { journalId } from '../money/journal-view.js';
import type { NamedRow, Statement } from './read-statements.js';
import { rowKinds, totalCodes, type StatementHead } from './statement.js';

export const vendorId = wireId<VendorId, 'ven'>('ven');
const orderId = wireId<OrderId, 'ord'>('ord');
const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const refundId = wireId<RefundId, 'rfd'>('rfd');
const transferId = wireId<TransferId, 'trf'>('trf');

export const period = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/).meta({ description: 'A calendar month where the marketplace is.', examples: ['2026-10'] });
export const currencyQuery = { currency: z.string().regex(/^[A-Z]{3}$/).optional().meta({ description: 'The marketplace’s own unless another is named.' }) };

export const statementLineView = z.object({
  period,
  currency: z.string(),
  /** `closing`: over, and still taking what is on its way into the books; `closed`: it will never change. */
  state: z.enum(['open', 'closing', 'closed']),
  from: z.iso.datetime(),
  /** The first moment that is no longer in it. */
  to: z.iso.datetime(),
  closed_at: z.iso.datetime().nullable(),
  opening: moneySchema,
  /** Sales less commission and the tax the marketplace pays. */
  earned: moneySchema,
  refunded: moneySchema,
  /** Negative when money left for the vendor’s account. */
  paid_out: moneySchema,
  other: moneySchema,
  closing: moneySchema,
}).meta({ id: 'StatementLine' });

export const statementView = statementLineView.extend({
  vendor: z.object({ id: vendorId.wire, name: z.string() }),
  time_zone: z.string(),
  /** Every currency in which the vendor has a statement of this month. */
  currencies: z.array(z.string()),
  /** They add up to the change of the month. */
  totals: z.array(z.object({ code: z.enum(totalCodes), amount: moneySchema })),
  /** Where the closing balance stands: held + ready + on its way − owed. */
  closing_in: z.object({ held: moneySchema, ready: moneySchema, in_transfer: moneySchema, owed: moneySchema }),
}).meta({ id: 'Statement' });

export const statementRowView = z.object({
  at: z.iso.datetime(),
  kind: z.enum(rowKinds),
  order: z.object({ id: orderId.wire, number: z.string(), order_group_id: orderGroupId.wire }).nullable(),
  refund_id: refundId.wire.nullable(),
  transfer_id: transferId.wire.nullable(),
  /** What the shopper paid or got back; null where shoppers have nothing to do with it. */
  shopper: moneySchema.nullable(),
  /** Of it, tax that the marketplace pays or gets back. */
  tax: moneySchema.nullable(),
  /** Of it, the marketplace’s: commission taken or given back, and goodwill. */
  marketplace: moneySchema.nullable(),
  /** In the vendor’s favour when positive. */
  amount: moneySchema,
  balance: moneySchema,
  journal_ids: z.array(journalId.wire),
}).meta({ id: 'StatementRow' });

export function toLineView(head: StatementHead): z.input<typeof statementLineView> {
  const of = (minor: bigint) => moneyView(money(minor, head.currency));
  const { month } = head;
  return {
    period: month.period, currency: head.currency, state: month.state, from: month.from.toISOString(), to: month.to.toISOString(), closed_at: month.closedAt?.toISOString() ?? null,
    opening: of(head.openingMinor), earned: of(head.earnedMinor), refunded: of(head.refundedMinor), paid_out: of(head.paidOutMinor), other: of(head.otherMinor), closing: of(head.closingMinor),
  };
}

export function toStatementView(statement: Statement, vendorName: string): z.input<typeof statementView> {
  const { head } = statement;
  const of = (minor: bigint) => moneyView(money(minor, head.currency));
  const { heldMinor, readyMinor, inTransferMinor, owedMinor } = head.closingIn;
  return {
    ...toLineView(head), vendor: { id: vendorId.toWire(statement.vendorId), name: vendorName }, time_zone: statement.timeZone, currencies: [...statement.currencies],
    totals: statement.totals.map(({ code, minor }) => ({ code, amount: of(minor) })), closing_in: { held: of(heldMinor), ready: of(readyMinor), in_transfer: of(inTransferMinor), owed: of(owedMinor) },
  };
}

export function toRowView(row: NamedRow, currency: string): z.input<typeof statementRowView> {
  const of = (minor: bigint) => moneyView(money(minor, currency));
  const maybe = (minor: bigint | null) => (minor === null ? null : of(minor));
  return {
    at: row.line.at.toISOString(), kind: row.kind,
    order: row.orderId && row.order ? { id: orderId.toWire(row.orderId), number: row.order.number, order_group_id: orderGroupId.toWire(row.order.orderGroupId) } : null,
    refund_id: row.refundId && refundId.toWire(row.refundId), transfer_id: row.transferId && transferId.toWire(row.transferId),
    shopper: maybe(row.shopperMinor), tax: maybe(row.taxMinor), marketplace: maybe(row.marketplaceMinor), amount: of(row.amountMinor), balance: of(row.balanceMinor),
    journal_ids: row.line.journals.map((journal) => journalId.toWire(journal.id)),
  };
}
