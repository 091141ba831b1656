import { z } from 'zod';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { JournalId } from '@stoa/events/ledger';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { journalId, journalView } from './journal-view.js';
import type { MoneyPage } from './money-page.js';
import type { How, Row } from './row.js';

export const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const orderId = wireId<OrderId, 'ord'>('ord');
const attemptId = wireId<AttemptId, 'pat'>('pat');
const decisionId = wireId<TaxDecisionId, 'txd'>('txd');
const when = z.iso.datetime();
const role = z.enum(['refund', 'vendors', 'tax', 'marketplace', 'platform', 'gateway']);

const howView = z.object({ line: z.string(), net: moneySchema.nullable(), rule: z.string(), amount: moneySchema, decision_id: decisionId.wire.nullable() });
const rowView = z.object({
  code: z.string(), label: z.string(), kind: z.enum(['total', 'plain', 'deduction', 'result']), role: role.nullable(), values: z.array(moneySchema.nullable()), total: moneySchema,
  journal_ids: z.array(journalId.wire), how: z.array(howView),
});
const nodeView = z.object({ id: z.string(), label: z.string(), sub: z.string(), amount: moneySchema, role: z.enum([...role.options, 'payment', 'order', 'commission']), striped: z.boolean(), held_until: when.nullable() });
const linkView = z.object({ from: z.string(), to: z.string(), amount: moneySchema, role: z.enum([...role.options, 'order', 'commission']) });

export const moneyPageView = z.object({
  order_group_id: orderGroupId.wire,
  number: z.string(),
  currency: z.string(),
  placed_at: when,
  shopper_name: z.string().nullable(),
  payment: z.object({
    id: attemptId.wire, card: z.object({ brand: z.string(), last4: z.string() }).nullable(), captured_at: when.nullable(), charge_ref: z.string().nullable(), settlement_ref: z.string().nullable(),
    gross: moneySchema, fee: moneySchema.nullable(), net: moneySchema.nullable(),
  }),
  total: moneySchema,
  parts: z.array(z.object({ role, label: z.string(), amount: moneySchema, striped: z.boolean(), held_until: when.nullable() })),
  flow: z.object({ nodes: z.array(nodeView), links: z.array(linkView) }),
  statement: z.object({ columns: z.array(z.object({ order_id: orderId.wire, number: z.string(), vendor_name: z.string() })), rows: z.array(rowView) }),
  /** Every journal that a row names, so that opening one needs no second question. */
  journals: z.array(journalView),
  checks: z.array(z.object({ code: z.string(), label: z.string(), amount: moneySchema, ok: z.boolean() })),
  checked_at: when,
  difference: moneySchema,
}).meta({ id: 'MoneyPage' });

export function toMoneyPageView(page: MoneyPage, journals: z.input<typeof journalView>[], now: Date): z.input<typeof moneyPageView> {
  const { group, attempt, shopperName } = page.facts;
  const of = (minor: bigint) => moneyView(money(minor, group.currency));
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    order_group_id: orderGroupId.toWire(group.id), number: group.number, currency: group.currency, placed_at: group.placedAt.toISOString(), shopper_name: shopperName,
    payment: {
      id: attemptId.toWire(attempt.id), card: attempt.card, captured_at: iso(attempt.capturedAt), charge_ref: attempt.chargeRef, settlement_ref: attempt.settlementRef, gross: moneyView(attempt.amount),
      fee: attempt.fee && moneyView(attempt.fee), net: attempt.net && moneyView(attempt.net),
    },
    total: of(page.booked.capturedMinor),
    parts: page.parts.map((part) => ({ role: part.role, label: part.label, amount: of(part.amountMinor), striped: part.isStriped, held_until: iso(part.heldUntil) })),
    flow: {
      nodes: page.flow.nodes.map(({ amountMinor, isStriped, heldUntil, ...node }) => ({ ...node, amount: of(amountMinor), striped: isStriped, held_until: iso(heldUntil) })),
      links: page.flow.links.map(({ amountMinor, ...link }) => ({ ...link, amount: of(amountMinor) })),
    },
    statement: {
      columns: group.orders.map((order) => ({ order_id: orderId.toWire(order.id), number: order.number, vendor_name: order.vendorName })),
      rows: page.rows.map((row) => toRowView(row, of)),
    },
    journals,
    checks: page.checks.map((check) => ({ code: check.code, label: check.label, amount: of(check.amountMinor), ok: check.isOk })),
    checked_at: now.toISOString(),
    difference: of(page.differenceMinor),
  };
}

const toRowView = (row: Row, of: (minor: bigint) => { amount: number; currency: string }): z.input<typeof rowView> => ({
  code: row.code, label: row.label, kind: row.kind, role: row.role, values: row.values.map((value) => (value === null ? null : of(value))), total: of(row.totalMinor),
  journal_ids: row.journalIds.map((id) => journalId.toWire(id as JournalId)), how: row.how.map((how) => toHowView(how, of)),
});
const toHowView = (how: How, of: (minor: bigint) => { amount: number; currency: string }): z.input<typeof howView> => ({
  line: how.line, net: how.netMinor === null ? null : of(how.netMinor), rule: how.rule, amount: of(how.amountMinor), decision_id: how.decisionId === null ? null : decisionId.toWire(how.decisionId as TaxDecisionId),
});
