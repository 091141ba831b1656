import { Card, ErrorFace, Note, Pairs, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AddressLines, countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { vendorMeQuery } from '../vendor-home/vendor-me.queries.js';
import { ProfileDialog } from './profile-dialog.js';

/** Who the vendor is in law, as shoppers read it beside every offer, and where it is registered. */
export function TraderCard() {
  const me = useQuery(vendorMeQuery);
  const mayWrite = useMay('vendors.write');
  const [isOpen, setOpen] = useState(false);
  if (me.isPending) return <Card title="Trader file"><Skeleton lines={6} /></Card>;
  if (me.error) return <Card title="Trader file"><ErrorFace error={me.error} retry={() => void me.refetch()} /></Card>;
  const { vendor, marketplace } = me.data;
  return (
    <Card title="Trader file" aside={mayWrite && <button className="btn sm" type="button" onClick={() => setOpen(true)}>Edit</button>}>
      <div className="stack g12">
        {vendor.trader_file_gaps.length > 0 && <Note tone="warn">Missing: {vendor.trader_file_gaps.join(', ')}</Note>}
        <Pairs rows={[['Legal name', vendor.legal_name], ['Register', vendor.register_number ?? '–'], ['VAT ID', vendor.vat_id ?? '–'], ['E-mail', vendor.email], ['Phone', vendor.phone]]} />
        <AddressLines address={vendor.address} />
        {vendor.registrations.length > 0 && <div className="stack"><h3>Registrations</h3><ul className="small dim">{vendor.registrations.map((r) => <li key={r.scheme + r.country + r.number}>{r.scheme.replaceAll('_', ' ')}, {r.region ?? countryName(r.country)}: <span className="mono">{r.number}</span></li>)}</ul></div>}
        <p className="tiny faint">Shoppers read this with every offer (DSA, Art. 30).</p>
      </div>
      {isOpen && <ProfileDialog vendor={vendor} locales={[...new Set(marketplace.markets.flatMap((market) => market.locales))]} onClose={() => setOpen(false)} />}
    </Card>
  );
}
