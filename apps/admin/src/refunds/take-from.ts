import type { VendorMoney } from './refund.queries.js';

export type Sources = { held: number; free: number; askedBack: number; owed: number };

/** From where a vendor's share of a refund will come: what is held first, then what is free, then what was sent; what is nowhere stays owed. */
export function takeFrom(amount: number, order: VendorMoney['orders'][number]): Sources {
  const held = Math.min(amount, order.held.amount);
  const free = Math.min(amount - held, order.free.amount);
  const askedBack = Math.min(amount - held - free, order.sent.amount);
  return { held, free, askedBack, owed: amount - held - free - askedBack };
}

/** The whole of it in one sentence, for the head of the dialog. */
export function whereItLies(order: VendorMoney['orders'][number], vendor: string, amount: (minor: number) => string): string {
  if (order.paid_by_bank.amount > 0 && order.held.amount + order.free.amount === 0) return `${vendor} was paid ${amount(order.paid_by_bank.amount)} by bank transfer already: its next payouts pay its share.`;
  if (order.sent.amount > 0 && order.held.amount + order.free.amount === 0) return `${vendor} was paid ${amount(order.sent.amount)} already: its share is asked back from its account.`;
  if (order.held.amount > 0) return `${vendor}: its ${amount(order.held.amount)} is still held, so nothing has to be called back.`;
  return order.free.amount > 0 ? `${vendor}: its ${amount(order.free.amount)} is free but not sent yet, so nothing has to be called back.` : `${vendor} has nothing left of this order: its next payouts pay its share.`;
}
