import { Card, ErrorFace, Skeleton } from '@stoa/web-ui';
import { IconFileAlert, IconPackage, IconTag, type Icon } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { heldQuery, missingText } from '../documents/held.queries.js';
import { nameOf } from '../vendor-listings/listing-words.js';
import { vendorListingsQuery } from '../vendor-listings/vendor-listing.queries.js';
import { vendorOrdersQuery, type VendorOrderRow } from '../vendor-orders/vendor-order.queries.js';

const SHOWN = 5;

/** What waits for the vendor: parcels to pack, listings that came back, and what its invoices lack. */
export function useToDo() {
  const mayOrders = useMay('orders.read');
  const mayListings = useMay('catalog.read');
  const toShip = useInfiniteQuery({ ...vendorOrdersQuery('to_ship'), enabled: mayOrders });
  const partly = useInfiniteQuery({ ...vendorOrdersQuery('partly_shipped'), enabled: mayOrders });
  const refused = useInfiniteQuery({ ...vendorListingsQuery('refused'), enabled: mayListings });
  const mayInvoices = useMay('invoicing.read');
  const held = useQuery({ ...heldQuery('vendor'), enabled: mayInvoices });
  const waiting = (held.data?.data ?? []).filter((one) => one.missing.some((field) => field.by === 'seller'));
  const asked = [...(mayOrders ? [toShip, partly] : []), ...(mayListings ? [refused] : []), ...(mayInvoices ? [held] : [])];
  return {
    orders: [...(partly.data?.pages ?? []), ...(toShip.data?.pages ?? [])].flatMap((page) => page.data),
    waiting, refused: refused.data?.pages.flatMap((page) => page.data) ?? [],
    hasMore: toShip.hasNextPage || partly.hasNextPage, isPending: asked.some((query) => query.isPending), error: asked.find((query) => query.error)?.error ?? null, retry: () => { for (const query of asked) void query.refetch(); },
  };
}

export function ToDoCard({ toDo }: { toDo: ReturnType<typeof useToDo> }) {
  const { orders, refused, waiting } = toDo;
  const count = orders.length + refused.length + (waiting.length > 0 ? 1 : 0);
  return (
    <Card title="To do now" line flush aside={count > 0 && <span className="small faint num">{count === 1 ? '1 thing' : `${count}${toDo.hasMore ? ' and more' : ''} things`}</span>}>
      {toDo.isPending ? <Skeleton lines={2} /> : toDo.error ? <ErrorFace error={toDo.error} retry={toDo.retry} /> : count === 0 ? <p className="small dim card-text">All done. New orders appear here by themselves.</p> : (
        <ul className="todo">
          {waiting.length > 0 && <Item icon={IconFileAlert} tone="bad" title={waiting.length === 1 ? 'An invoice of yours cannot be written' : `${waiting.length} invoices of yours cannot be written`} text={`Missing: ${[...new Set(waiting.map(missingText))].join(', ')}. Supply it, and they are written and sent.`}><Link className="btn sm" to="/vendor/setup">Supply it</Link></Item>}
          {orders.slice(0, SHOWN).map((order) => <Item key={order.id} icon={IconPackage} tone="warn" title={`Ship ${order.number}`} text={orderText(order)}><Link className="btn sm" to="/vendor/orders/$id" params={{ id: order.id }}>Pack<span className="vh"> {order.number}</span></Link></Item>)}
          {orders.length > SHOWN && <li><Link className="small" to="/vendor/orders">{orders.length - SHOWN} more to pack</Link></li>}
          {refused.slice(0, SHOWN).map((listing) => <Item key={listing.id} icon={IconTag} tone="bad" title={`Mend “${nameOf(listing.title)}”`} text={listing.refusal_reason ?? 'The marketplace sent it back.'}><Link className="btn sm" to="/vendor/listings/$id" params={{ id: listing.id }}>Open<span className="vh"> {nameOf(listing.title)}</span></Link></Item>)}
        </ul>
      )}
    </Card>
  );
}

const orderText = (order: VendorOrderRow): string => {
  const pieces = order.pieces === 1 ? '1 piece' : `${order.pieces} pieces`;
  const parcels = order.parcels_shipped > 0 ? `, ${order.parcels - order.parcels_shipped} of ${order.parcels} parcels left` : order.parcels > 1 ? ` in ${order.parcels} parcels` : '';
  return `${pieces}${parcels} for ${order.shopper_name ?? 'an erased shopper'}, ${countryName(order.ship_to_country)}`;
};

function Item({ icon: IconOfItem, tone, title, text, children }: { icon: Icon; tone: 'warn' | 'bad'; title: string; text: string; children: React.ReactNode }) {
  return <li><span className={`ico ${tone}`}><IconOfItem className="i" aria-hidden /></span><div className="grow"><span className="med">{title}</span><br /><span className="small dim">{text}</span></div>{children}</li>;
}
