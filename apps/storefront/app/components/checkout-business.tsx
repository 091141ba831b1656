import { Form, useNavigation } from 'react-router';
import { countryName } from '../shop/format.js';
import type { Cart } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Field, SelectField } from './field.js';
import { Note } from './note.js';

/** American businesses have no number that changes a sale; exemption certificates are another thing. */
const WITHOUT_TAX_IDS = new Set(['US']);
const TONES = { valid: 'ok', invalid: 'bad', unchecked: 'warn' } as const;

/** Businesses may say so, under their tax id. Folded away for everybody else; once said, what the register answered, and the way back. */
export function CheckoutBusiness({ cart, isRefused }: { cart: Cart; isRefused: boolean }) {
  const { words, market, locale } = useVisit();
  const { checkout } = words;
  const countries = market.countries.filter((country) => !WITHOUT_TAX_IDS.has(country));
  const busy = useNavigation().formData?.get('intent') === 'business';
  const { business } = cart;
  if (business) {
    return (
      <section className="step" aria-label={checkout.business}>
        <Note kind={TONES[business.outcome]}>{business.message}</Note>
        <p className="small"><b>{business.tax_id}</b>{business.name && `, ${business.name}`}</p>
        {(business.peppol_id ?? business.reference) && <p className="small">{business.peppol_id && <>{checkout.businessPeppol}: <b>{business.peppol_id}</b><br /></>}{business.reference && <>{checkout.businessReference}: <b>{business.reference}</b></>}</p>}
        <div className="row">
          <Form method="post" preventScrollReset><input type="hidden" name="tax_id" value={business.tax_id} /><input type="hidden" name="tax_country" value={business.country} /><input type="hidden" name="peppol_id" value={business.peppol_id ?? ''} /><input type="hidden" name="reference" value={business.reference ?? ''} /><button className="btn btn--line" name="intent" value="business" aria-busy={busy}>{checkout.businessAgain}</button></Form>
          <Form method="post" preventScrollReset><button className="btn btn--line" name="intent" value="consumer">{checkout.businessNot}</button></Form>
        </div>
      </section>
    );
  }
  if (countries.length === 0) return null;
  const own = cart.shipping_address?.country ?? '';
  return (
    <details className="panel fold" open={isRefused || undefined}>
      <summary>{checkout.business}</summary>
      <Form method="post" className="step" preventScrollReset>
        <div className="fields">
          <SelectField name="tax_country" label={checkout.businessCountry} value={countries.includes(own) ? own : null} options={countries.map((country) => ({ value: country, label: countryName(country, locale) }))} width="w3" />
          <Field name="tax_id" label={checkout.businessId} hint={checkout.businessHint} width="w3" required minLength={4} maxLength={40} />
          <Field name="peppol_id" label={checkout.businessPeppol} hint={checkout.businessPeppolHint} width="w3" pattern="(0[0-9]{3}|99[0-9]{2}):.+" maxLength={55} />
          <Field name="reference" label={checkout.businessReference} hint={checkout.businessReferenceHint} width="w3" maxLength={100} />
        </div>
        <button className="btn btn--line" name="intent" value="business" aria-busy={busy} style={{ justifySelf: 'start' }}>{checkout.businessCheck}</button>
      </Form>
    </details>
  );
}
