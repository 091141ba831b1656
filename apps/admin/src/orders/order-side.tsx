import { IconEye, IconFileInvoice } from '@tabler/icons-react';
import { Card, Refusal } from '@stoa/web-ui';
import { useMarketName } from '../app/marketplace.queries.js';
import { AddressLines, countryName, languageName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { useContact, useOpenDocument, type OrderGroup } from './order.queries.js';

/** Who bought. E-mail and phone open by a click that is written down. */
export function ShopperCard({ order }: { order: OrderGroup }) {
  const contact = useContact(order.id);
  const marketName = useMarketName();
  return (
    <Card title="Shopper" aside={!contact.data && <button className="btn q xs" type="button" disabled={contact.isPending} onClick={() => contact.mutate()}><IconEye className="i s" aria-hidden />Show contact</button>}>
      <div className="stack g8">
        <p className="med">{order.shopper.name ?? 'Erased'}</p>
        <p className="small dim">Reads {languageName(order.locale)}, bought in {marketName(order.market)}</p>
        <Refusal error={contact.error} />
        {contact.data && <p className="small">{contact.data.email ?? 'No e-mail'}<br />{contact.data.phone ?? 'No phone'}</p>}
        <p className="tiny faint">Ship to</p>
        {order.shopper.address ? <AddressLines address={order.shopper.address} /> : <p className="small dim">{countryName(order.shopper.country)}. The address was erased.</p>}
        <p className="tiny faint">Opening contact data is written to the audit log.</p>
      </div>
    </Card>
  );
}

/** What takes off an earlier document is told apart from it. */
const CORRECTIONS: Readonly<Record<string, string>> = { credit_note: 'Credit note', refund_receipt: 'Refund receipt' };

export function DocumentsCard({ order }: { order: OrderGroup }) {
  const mayRead = useMay('invoicing.read');
  const open = useOpenDocument();
  return (
    <Card title="Documents">
      {order.documents.length === 0 ? <p className="small dim">{order.payment.paid_at === null ? 'Invoices are written once the order is paid.' : 'The invoices are being written. They show here as soon as they have a number.'}</p> : (
        <ul className="docs">{order.documents.map((document) => (
          <li key={document.id}><IconFileInvoice className="i s" aria-hidden />{mayRead ? <button type="button" className="linkish under mono" disabled={open.isPending} onClick={() => open.mutate(document.id)}>{document.number}</button> : <span className="mono">{document.number}</span>}<span className="small dim clip">{[CORRECTIONS[document.kind], document.issuer].filter(Boolean).join(', ')}</span></li>
        ))}</ul>
      )}
      <Refusal error={open.error} />
    </Card>
  );
}
