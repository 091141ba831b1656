import { Badge, type Tone } from '@stoa/web-ui';
import type { OrderStatus } from './vendor-order.queries.js';

const LOOK: Record<OrderStatus, [tone: Tone, word: string]> = { to_ship: ['open', 'To ship'], partly_shipped: ['half', 'Partly shipped'], shipped: ['info', 'On its way'], delivered: ['ok', 'Delivered'], cancelled: ['idle', 'Cancelled'] };

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const [tone, word] = LOOK[status];
  return <Badge tone={tone}>{word}</Badge>;
}
