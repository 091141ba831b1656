import { Form, useSubmit } from 'react-router';
import { formatClock } from '../shop/format.js';
import type { Cart, CartParcel, ShippingOption } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Note } from './note.js';

/** Step 3: each vendor ships its own parcel; the shopper picks how. A choice is saved as it is made. */
export function CheckoutShipping({ cart }: { cart: Cart }) {
  const { words } = useVisit();
  const submit = useSubmit();
  return (
    <Form method="post" className="step" preventScrollReset aria-labelledby="s3" onChange={(e) => void submit(e.currentTarget, { preventScrollReset: true })}>
      <input type="hidden" name="intent" value="shipping" />
      <h2 id="s3" className="display display--md">{words.checkout.s3}</h2>
      {cart.parcels.map((parcel) => <Parcel key={parcel.vendor.id} parcel={parcel} />)}
      <noscript><button className="btn btn--line">{words.checkout.saveShipping}</button></noscript>
    </Form>
  );
}

function Parcel({ parcel }: { parcel: CartParcel }) {
  const { words } = useVisit();
  const count = parcel.lines.reduce((n, line) => n + line.quantity, 0);
  return (
    <fieldset className="stack stack--s">
      <legend className="label row row--split" style={{ paddingBlockEnd: '.4rem', width: '100%' }}><span>{parcel.vendor.name}</span><span className="soft small" style={{ fontWeight: 400 }}>{words.goods(count)}</span></legend>
      {parcel.shipping.options.length === 0
        ? <Note kind="bad">{words.checkout.noShipping}</Note>
        : parcel.shipping.options.map((option) => <Choice key={option.rate_id} option={option} name={`shipping.${parcel.vendor.id}`} isChosen={option.rate_id === parcel.shipping.chosen} />)}
    </fieldset>
  );
}

function Choice({ option, name, isChosen }: { option: ShippingOption; name: string; isChosen: boolean }) {
  const { words, money, day, locale } = useVisit();
  const { checkout } = words;
  const window = option.window && checkout.window(formatClock(option.window.from, locale), formatClock(option.window.to, locale));
  const days = checkout.deliveredOn(day(option.from), day(option.to));
  return (
    <label className="pick">
      <input type="radio" name={name} value={option.rate_id} defaultChecked={isChosen} />
      <b>{option.name}</b><span className="num">{money(option.price)}</span>
      <small>{[days, window, option.adult_signature ? checkout.adult : null, option.carrier].filter(Boolean).join(', ')}</small>
    </label>
  );
}
