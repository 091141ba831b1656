import { z } from 'zod';
import type { OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { OrderRefund } from './refund.js';

const refundId = wireId<RefundId, 'rfd'>('rfd');

/** A refund as order pages show it: how it stands, when, and for what. */
export const orderRefundView = z.object({
  id: refundId.wire, state: z.enum(['pending', 'succeeded', 'failed']), amount: moneySchema, reason: z.string(), decided_at: z.iso.datetime(), settled_at: z.iso.datetime().nullable(), failed_at: z.iso.datetime().nullable(),
  parts: z.array(z.object({ kind: z.enum(['goods', 'goodwill', 'shipping', 'fee']), title: z.string(), quantity: z.int(), amount: moneySchema })),
}).meta({ id: 'OrderRefund' });
export type OrderRefundView = z.input<typeof orderRefundView>;

/** The refunds of a group, or what of them is one order's. */
export function toRefundViews(refunds: readonly OrderRefund[], currency: string, orderId: OrderId | null = null): OrderRefundView[] {
  return refunds.flatMap((refund): OrderRefundView[] => {
    const parts = refund.parts.filter((part) => orderId === null || part.orderId === orderId);
    if (parts.length === 0) return [];
    const minor = parts.reduce((total, part) => total + part.minor, 0n);
    return [{
      id: refundId.toWire(refund.id), state: refund.state, amount: moneyView(money(minor, currency)), reason: refund.reason, decided_at: refund.decidedAt.toISOString(),
      settled_at: refund.settledAt?.toISOString() ?? null, failed_at: refund.failedAt?.toISOString() ?? null,
      parts: parts.map((part) => ({ kind: part.kind, title: part.title, quantity: part.quantity, amount: moneyView(money(part.minor, currency)) })),
    }];
  });
}
