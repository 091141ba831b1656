import { ErrorFace, Page, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { vendorOrderQuery } from './order.queries.js';

/** Of an order of one vendor, as records name it, to the page of the whole order it is part of. */
export function VendorOrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(vendorOrderQuery(id));
  if (found.data) return <Navigate to="/market/orders/$id" params={{ id: found.data.order_group_id }} replace />;
  return (
    <Page title="Order" crumbs={[<Link key="o" to="/market/orders">Orders</Link>]}>
      {found.error ? <ErrorFace error={found.error} retry={() => void found.refetch()} /> : <Skeleton lines={10} />}
    </Page>
  );
}
