import { IconEye } from '@tabler/icons-react';
import { Card, Refusal } from '@stoa/web-ui';
import { useMarketName } from '../app/marketplace.queries.js';
import { AddressLines, countryName, languageName } from '../app/places.js';
import { useContact, type OrderGroup } from './order.queries.js';

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
