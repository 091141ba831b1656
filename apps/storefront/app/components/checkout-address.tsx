import { useState } from 'react';
import { Form, useNavigation } from 'react-router';
import { countryName } from '../shop/format.js';
import { REGIONS } from '../shop/states.js';
import type { Cart } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Field, SelectField } from './field.js';

type Props = { cart: Cart; needsBirthday: boolean; errors: Record<string, string> };

/** Steps 1 and 2: where the receipt goes and where the goods go. */
export function CheckoutAddress({ cart, needsBirthday, errors }: Props) {
  const { words, market, locale } = useVisit();
  const { checkout } = words;
  const address = cart.shipping_address;
  const [country, setCountry] = useState(address?.country ?? market.countries[0] ?? '');
  const busy = useNavigation().formData?.get('intent') === 'address';
  const regions = (REGIONS[country] ?? []).filter((r) => market.regions.length === 0 || market.regions.includes(`${country}-${r.code}`));
  return (
    <Form method="post" className="steps" noValidate={false} preventScrollReset>
      <input type="hidden" name="intent" value="address" />
      <section className="step" aria-labelledby="s1"><h2 id="s1" className="display display--md">{checkout.s1}</h2>
        <div className="fields"><Field name="email" type="email" autoComplete="email" label={checkout.email} hint={checkout.emailHint} value={cart.email} required error={errors['email']} /></div>
      </section>
      <section className="step" aria-labelledby="s2"><h2 id="s2" className="display display--md">{checkout.s2}</h2>
        <div className="fields">
          {market.countries.length > 1
            ? <div className="field"><label htmlFor="country">{checkout.country}</label><select className="input" id="country" name="country" autoComplete="country" value={country} onChange={(e) => setCountry(e.target.value)}>{market.countries.map((c) => <option key={c} value={c}>{countryName(c, locale)}</option>)}</select></div>
            : <input type="hidden" name="country" value={country} />}
          <Field name="name" label={checkout.name} autoComplete="name" value={address?.name ?? ''} required error={errors['name']} />
          <Field name="line1" label={checkout.line1} autoComplete="address-line1" value={address?.line1 ?? ''} required error={errors['line1']} />
          <Field name="line2" label={checkout.line2} autoComplete="address-line2" value={address?.line2 ?? ''} error={errors['line2']} />
          <Field name="postcode" label={checkout.postcode} autoComplete="postal-code" value={address?.postcode ?? ''} width="w2" required error={errors['postcode']} />
          <Field name="city" label={checkout.city} autoComplete="address-level2" value={address?.city ?? ''} width="w4" required error={errors['city']} />
          {regions.length > 0 && <SelectField name="region" label={checkout.region} autoComplete="address-level1" value={address?.region ?? ''} options={regions.map((r) => ({ value: r.code, label: r.name }))} error={errors['region']} />}
          <Field name="phone" type="tel" label={checkout.phone} hint={checkout.phoneHint} autoComplete="tel" value={address?.phone ?? ''} error={errors['phone']} />
          {needsBirthday && <Field name="born_on" type="date" label={checkout.born} hint={checkout.bornHint} autoComplete="bday" required error={errors['born_on']} />}
        </div>
        <button className={address ? 'btn btn--line' : 'btn'} aria-busy={busy}>{address ? checkout.change : checkout.save}</button>
      </section>
    </Form>
  );
}
