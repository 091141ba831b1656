import { useState } from 'react';
import { countryName } from '../shop/format.js';
import { REGIONS } from '../shop/states.js';
import type { Address } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Field, SelectField } from './field.js';

type Props = { address: Address | null; errors: Record<string, string> };

/** Where something goes, in the order and with the parts that the chosen country uses. */
export function AddressFields({ address, errors }: Props) {
  const { words, market, locale } = useVisit();
  const { checkout } = words;
  const [country, setCountry] = useState(address && market.countries.includes(address.country) ? address.country : (market.countries[0] ?? ''));
  const regions = (REGIONS[country] ?? []).filter((r) => market.regions.length === 0 || market.regions.includes(`${country}-${r.code}`));
  const isAmerican = country === 'US';
  const postcode = <Field key="postcode" name="postcode" label={isAmerican ? checkout.zip : checkout.postcode} autoComplete="postal-code" value={address?.postcode ?? ''} width={isAmerican ? 'w3' : 'w2'} required error={errors['postcode']} />;
  const city = <Field key="city" name="city" label={checkout.city} autoComplete="address-level2" value={address?.city ?? ''} width={isAmerican ? '' : 'w4'} required error={errors['city']} />;
  const region = regions.length > 0 && <SelectField key="region" name="region" label={checkout.region} width="w3" autoComplete="address-level1" value={address?.region ?? ''} options={regions.map((r) => ({ value: r.code, label: r.name }))} error={errors['region']} />;
  return (
    <>
      {market.countries.length > 1
        ? <div className="field"><label htmlFor="country">{checkout.country}</label><select className="input" id="country" name="country" autoComplete="country" value={country} onChange={(e) => setCountry(e.target.value)}>{market.countries.map((c) => <option key={c} value={c}>{countryName(c, locale)}</option>)}</select></div>
        : <input type="hidden" name="country" value={country} />}
      <Field name="name" label={checkout.name} autoComplete="name" value={address?.name ?? ''} required error={errors['name']} />
      <Field name="line1" label={checkout.line1} autoComplete="address-line1" value={address?.line1 ?? ''} required error={errors['line1']} />
      <Field name="line2" label={checkout.line2} autoComplete="address-line2" value={address?.line2 ?? ''} error={errors['line2']} />
      {isAmerican ? [city, region, postcode] : [postcode, city, region]}
      <Field name="phone" type="tel" label={checkout.phone} hint={checkout.phoneHint} autoComplete="tel" value={address?.phone ?? ''} error={errors['phone']} />
    </>
  );
}
