import type { OrderGroup, Refund, Refundable, Wish } from './refund.queries.js';

export type Reason = Refund['reason'];
export const REASONS: { value: Reason; label: string }[] = [
  { value: 'returned', label: 'Sent back' }, { value: 'damaged', label: 'Damaged on the way' }, { value: 'not_received', label: 'Did not arrive' }, { value: 'not_available', label: 'Could not be delivered' },
  { value: 'goodwill', label: 'Goodwill' }, { value: 'duplicate', label: 'Ordered twice' }, { value: 'other', label: 'Another reason' },
];
export const reasonWords = (reason: string): string => REASONS.find((one) => one.value === reason)?.label ?? 'Another reason';

/** What somebody has chosen so far. Shipping: false is none, null is all that is left of it, a number is a part. */
export type Draft = {
  pieces: Record<string, number>; restock: Record<string, boolean>; shipping: Record<string, number | null | false>; goodwill: { orderId: string; amount: number | null }; reason: Reason; note: string;
};

export const emptyDraft = (orderId: string): Draft => ({ pieces: {}, restock: {}, shipping: {}, goodwill: { orderId, amount: null }, reason: 'returned', note: '' });

/** The draft as the API takes it, with nothing in it that comes to nothing. */
export function wishOf(draft: Draft): Wish {
  return {
    lines: Object.entries(draft.pieces).filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({ line_id, quantity, restock: draft.restock[line_id] ?? false })),
    shipping: Object.entries(draft.shipping).flatMap(([consignment_id, amount]) => (amount === false || amount === 0 ? [] : [{ consignment_id, amount }])),
    goodwill: draft.goodwill.amount ? { order_id: draft.goodwill.orderId, amount: draft.goodwill.amount } : null,
  };
}

export const isEmpty = (wish: Wish): boolean => wish.lines.length === 0 && wish.shipping.length === 0 && wish.goodwill === null;

/** The same wish once more, for a refund that failed: as far as it can still be given back. */
export function draftOf(failed: Refund, refundable: readonly Refundable[], isTaxIncluded: boolean): Draft {
  const [first] = failed.orders;
  const draft = { ...emptyDraft(first?.order_id ?? ''), reason: failed.reason, note: failed.note ?? '' };
  const goodwill = failed.parts.filter((part) => part.goodwill).reduce((sum, part) => sum + (isTaxIncluded ? part.gross : part.net).amount, 0);
  for (const part of failed.parts) {
    const left = refundable.find((one) => one.id === part.id);
    if (part.goodwill || !left) continue;
    if (part.kind === 'goods') {
      draft.pieces = { ...draft.pieces, [part.id]: Math.min(part.quantity, left.pieces) };
      draft.restock = { ...draft.restock, [part.id]: part.restock };
    }
    if (part.kind === 'shipping') {
      const amount = (isTaxIncluded ? part.gross : part.net).amount;
      draft.shipping = { ...draft.shipping, [part.id]: amount >= left.amount.amount ? null : amount };
    }
  }
  return goodwill > 0 ? { ...draft, goodwill: { ...draft.goodwill, amount: goodwill } } : draft;
}

/** What can be given back, vendor by vendor, with the pictures of the goods. */
export function choicesOf(group: OrderGroup, refundable: readonly Refundable[]) {
  return group.orders.map((order) => {
    const own = refundable.filter((one) => one.order_id === order.id);
    const lines = order.consignments.flatMap((consignment) => consignment.lines.map((line) => ({ ...line, from: consignment.ships_from.city })));
    return {
      id: order.id, number: order.number, vendor: order.vendor.name,
      goods: lines.map((line) => ({ line, left: own.find((one) => one.kind === 'goods' && one.id === line.id)?.pieces ?? 0 })),
      shipping: own.filter((one) => one.kind === 'shipping' && one.amount.amount > 0).map((one) => ({ ...one, title: order.consignments.length > 1 ? `${one.title} from ${cityOf(order, one.consignment_id)}` : one.title })),
    };
  });
}

const cityOf = (order: OrderGroup['orders'][number], consignmentId: string): string => order.consignments.find((one) => one.id === consignmentId)?.ships_from.city ?? '';
