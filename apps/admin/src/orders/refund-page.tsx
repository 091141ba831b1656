import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { RefundDialog } from '../refunds/refund-dialog.js';
import { OrderPage } from './order-page.js';
import { orderQuery } from './order.queries.js';

/** The order with the dialog of a refund above it, at an address of its own: it can be kept, and Back closes it. */
export function RefundPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { again } = useSearch({ strict: false }) as { again?: string };
  const order = useQuery(orderQuery(id));
  const navigate = useNavigate();
  return <><OrderPage />{order.data && <RefundDialog group={order.data} again={again ?? null} onClose={() => void navigate({ to: '/market/orders/$id', params: { id } })} />}</>;
}
