import type { OrderGroupId } from '@stoa/events/orders';
import { holdStarted, type HoldId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { journalsOf, type Journal } from '@stoa/ledger';
import { getOrderGroupForMoney, type OrderForMoney, type OrderGroupForMoney } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { getTenant } from '@stoa/tenancy';
import { getVendors } from '@stoa/vendors';
import { follow, type Hold } from './hold.js';
import { insertHolds, lockHoldsOfGroup, updateHold } from './hold.repository.js';

/** Brings the holds of an order group to where its orders are now: makes those that lack, starts the clock of those whose order was delivered. Called when the
 *  group is placed, shipped or delivered, in any order and any number of times: it reads, it does not believe. */
export async function holdOrderGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Hold[]> {
  const group = await getOrderGroupForMoney(ctx, orderGroupId);
  await insertHolds(ctx, await newHolds(ctx, group));
  const orders = new Map(group.orders.map((order) => [order.id, order]));
  const holds: Hold[] = [];
  for (const hold of await lockHoldsOfGroup(ctx, orderGroupId)) holds.push(await bringUp(ctx, hold, orders.get(hold.orderId)));
  return holds;
}

async function bringUp(ctx: TxCtx, hold: Hold, order: OrderForMoney | undefined): Promise<Hold> {
  if (!order || hold.state === 'free') return hold;
  const followed = follow(hold, { isShipped: order.status === 'shipped' || order.status === 'delivered', deliveredAt: order.deliveredAt }, ctx.now);
  await updateHold(ctx, followed);
  if (hold.until === null && followed.until !== null) {
    await announce(ctx, holdStarted, { holdId: hold.id, orderId: hold.orderId, vendorId: hold.vendorId, until: followed.until.toISOString() });
  }
  return followed;
}

/** What each order left the vendor stands in the books; what is held is exactly that. */
async function newHolds(ctx: TxCtx, group: OrderGroupForMoney): Promise<Hold[]> {
  const journals = await journalsOf(ctx, group.orders.map((order) => ({ kind: 'order', id: order.id })));
  const [tenant, vendors] = [await getTenant(ctx), await getVendors(ctx, group.orders.map((order) => order.vendorId))];
  return group.orders.flatMap((order) => {
    const share = vendorShare(journals, order);
    if (share <= 0n) return []; // nothing is left to hold back, such as for a gift
    const holdDays = vendors.get(order.vendorId)?.holdDaysOverride ?? tenant.holdDays;
    return [{
      id: newId<HoldId>(), orderId: order.id, orderGroupId: group.id, vendorId: order.vendorId, orderNumber: order.number, amount: money(share, group.currency), reason: 'return_window' as const,
      holdDays, state: 'held' as const, since: group.placedAt, shippedAt: null, deliveredAt: null, until: null, freedAt: null,
    }];
  });
}

/** What the journals about an order put to the vendor's held money, commission taken. */
export function vendorShare(journals: readonly Journal[], order: { id: string; vendorId: VendorId }): bigint {
  const entries = journals.filter((journal) => journal.source.kind === 'order' && journal.source.id === order.id).flatMap((journal) => journal.entries);
  return -entries.filter((entry) => entry.account.kind === 'vendor.held' && entry.account.owner === order.vendorId).reduce((total, entry) => total + entry.amountMinor, 0n);
}
