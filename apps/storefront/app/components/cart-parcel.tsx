import { Link, useFetcher } from 'react-router';
import { countryName } from '../shop/format.js';
import type { CartLine, CartParcel as CartParcelOf, Problem } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';
import { Note } from './note.js';
import { Picture } from './picture.js';
import { Quantity } from './quantity.js';
import { VendorSign } from './vendor-sign.js';

/** What one vendor packs: one box, from the cart to the tracking page. */
export function CartParcel({ parcel, index }: { parcel: CartParcelOf; index: number }) {
  const { words, money, day, locale } = useVisit();
  const chosen = parcel.shipping.options.find((o) => o.rate_id === parcel.shipping.chosen);
  return (
    <article className="parcel" aria-labelledby={`parcel-${index}`}>
      <header className="parcel__head">
        <VendorSign name={parcel.vendor.name} small />
        <div style={{ flex: 1, minWidth: '11rem' }}><h2 id={`parcel-${index}`} style={{ fontSize: '1rem', fontWeight: 650, lineHeight: 1.3 }}><Link to={`/s/${parcel.vendor.handle}`}>{parcel.vendor.name}</Link></h2><p className="small soft">{words.cartPage.parcelFrom(`${parcel.ships_from.city}, ${countryName(parcel.ships_from.country, locale)}`)}</p></div>
        {chosen && <p className="row small" style={{ gap: '.4rem' }}><Icon name="truck" /><span className="num">{words.checkout.deliveredOn(day(chosen.from), day(chosen.to))}</span></p>}
      </header>
      <div className="parcel__body">{parcel.lines.map((line) => <Line key={line.id} line={line} />)}</div>
      <p className="parcel__foot"><span>{chosen ? words.cartPage.shippingWith(chosen.name) : words.cartPage.shipping(1)}</span><span className="num">{parcel.shipping.price ? money(parcel.shipping.price) : words.cartPage.shippingLater}</span></p>
    </article>
  );
}

function Line({ line }: { line: CartLine }) {
  const { words, money } = useVisit();
  const fetcher = useFetcher<{ problem?: Problem }>();
  const wanted = fetcher.formData?.get('quantity');
  const quantity = typeof wanted === 'string' ? Number(wanted) : line.quantity;
  const isLeaving = fetcher.formData?.get('intent') === 'remove';
  if (isLeaving) return null;
  return (
    <div className="line">
      <Link className="line__media" to={`/p/${line.listing_handle}?variant=${line.variant_id}`} tabIndex={-1} aria-hidden="true"><Picture media={line.media} sizes="104px" alt="" /></Link>
      <div className="line__text">
        <h3 style={{ fontSize: '1rem', fontWeight: 600, lineHeight: 1.3 }}><Link style={{ textDecoration: 'none' }} to={`/p/${line.listing_handle}?variant=${line.variant_id}`}>{line.title}</Link></h3>
        {line.option_text && <p className="small soft">{line.option_text}</p>}
        {line.quantity > 1 && <p className="small soft num">{money(line.unit_price)} {words.cartPage.each}</p>}
        {line.notices.map((notice) => <Note key={notice.code} kind="warn">{notice.message}</Note>)}
        {fetcher.data?.problem && <Note kind="bad" alert>{sayRefusal(fetcher.data.problem, words)}</Note>}
      </div>
      <div className="line__act">
        <b className="num">{money(line.line_total)}</b>
        <div className="row">
          <fetcher.Form method="post" action="/cart"><input type="hidden" name="line_id" value={line.id} /><Quantity small name="quantity" value={quantity} label={`${words.listing.count}: ${line.title}`} onChange={(next) => void fetcher.submit({ intent: 'quantity', line_id: line.id, quantity: String(next) }, { method: 'post', action: '/cart' })} /></fetcher.Form>
          <fetcher.Form method="post" action="/cart"><input type="hidden" name="line_id" value={line.id} /><button className="text-btn" name="intent" value="remove">{words.cartPage.remove}<span className="hide"> {line.title}</span></button></fetcher.Form>
        </div>
      </div>
    </div>
  );
}
