import type { HoldId } from '@stoa/events/payouts';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { Hold } from './hold.js';

type Row = {
  id: HoldId; order_id: OrderId; order_group_id: OrderGroupId; vendor_id: VendorId; order_number: string; amount_minor: bigint; currency: string; reason: 'return_window'; hold_days: number;
  state: Hold['state']; since: Date; shipped_at: Date | null; delivered_at: Date | null; until: Date | null; freed_at: Date | null; due_at: Date | null;
};

const holds = (ctx: TxCtx) => ctx.tx<Row>('payouts.holds').where('tenant_id', ctx.tenantId);

/** Holds that stand already stay as they are. */
export async function insertHolds(ctx: TxCtx, list: readonly Hold[]): Promise<void> {
  if (list.length === 0) return;
  await ctx.tx('payouts.holds').insert(list.map((hold) => ({ tenant_id: ctx.tenantId, ...toRow(hold) }))).onConflict(['tenant_id', 'order_id']).ignore();
}

/** Locks the holds of an order group, in the order of their ids. */
export async function lockHoldsOfGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Hold[]> {
  return (await holds(ctx).where({ order_group_id: orderGroupId }).orderBy('id').forUpdate()).map(fromRow);
}

export async function listHoldsOfGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Hold[]> {
  return (await holds(ctx).where({ order_group_id: orderGroupId }).orderBy('id')).map(fromRow);
}

export async function findHoldOfOrder(ctx: TxCtx, orderId: OrderId): Promise<Hold | null> {
  const row = await holds(ctx).where({ order_id: orderId }).first();
  return row ? fromRow(row) : null;
}

/** What is held of a vendor in one currency: soonest free first, then what has no date yet. */
export async function listHeldOfVendor(ctx: TxCtx, of: { vendorId: VendorId; currency: string; limit: number }): Promise<Hold[]> {
  const rows = await holds(ctx).where({ vendor_id: of.vendorId, currency: of.currency, state: 'held' }).orderBy([{ column: 'until', nulls: 'last' }, { column: 'id' }]).limit(of.limit);
  return rows.map(fromRow);
}

/** Takes holds whose time is over; nobody else can, until this transaction ends. */
export async function lockDueHolds(ctx: TxCtx, limit: number): Promise<Hold[]> {
  return (await holds(ctx).where('due_at', '<=', ctx.now).orderBy(['due_at', 'id']).limit(limit).forUpdate().skipLocked()).map(fromRow);
}

/** Saves a locked hold. */
export async function updateHold(ctx: TxCtx, hold: Hold): Promise<void> {
  const { id, ...changes } = toRow(hold);
  await holds(ctx).where({ id }).update(changes);
}

const toRow = (h: Hold): Row => ({
  id: h.id, order_id: h.orderId, order_group_id: h.orderGroupId, vendor_id: h.vendorId, order_number: h.orderNumber, amount_minor: h.amount.minor, currency: h.amount.currency, reason: h.reason,
  hold_days: h.holdDays, state: h.state, since: h.since, shipped_at: h.shippedAt, delivered_at: h.deliveredAt, until: h.until, freed_at: h.freedAt, due_at: h.state === 'held' ? h.until : null,
});
const fromRow = (row: Row): Hold => ({
  id: row.id, orderId: row.order_id, orderGroupId: row.order_group_id, vendorId: row.vendor_id, orderNumber: row.order_number, amount: money(row.amount_minor, row.currency), reason: row.reason,
  holdDays: row.hold_days, state: row.state, since: row.since, shippedAt: row.shipped_at, deliveredAt: row.delivered_at, until: row.until, freedAt: row.freed_at,
});
