import { Form, useNavigation } from 'react-router';
import type { Address, Cart } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { AddressFields } from './address-fields.js';
import { Field } from './field.js';

type Props = { cart: Cart; known: { email: string | null; address: Address | null }; needsBirthday: boolean; errors: Record<string, string> };

/** Steps 1 and 2: where the receipt goes and where the goods go. What a signed-in shopper has saved stands there already. */
export function CheckoutAddress({ cart, known, needsBirthday, errors }: Props) {
  const { words } = useVisit();
  const { checkout } = words;
  const isGiven = cart.shipping_address !== null;
  const busy = useNavigation().formData?.get('intent') === 'address';
  return (
    <Form method="post" className="steps" preventScrollReset>
      <input type="hidden" name="intent" value="address" />
      <section className="step" aria-labelledby="s1" data-done={isGiven || undefined}><h2 id="s1" className="display display--md">{checkout.s1}</h2>
        <div className="fields"><Field name="email" type="email" autoComplete="email" label={checkout.email} hint={checkout.emailHint} value={cart.email ?? known.email} required error={errors['email']} /></div>
      </section>
      <section className="step" aria-labelledby="s2" data-done={isGiven || undefined}><h2 id="s2" className="display display--md">{checkout.s2}</h2>
        <div className="fields">
          <AddressFields address={cart.shipping_address ?? known.address} errors={errors} />
          {needsBirthday && <Field name="born_on" type="date" label={checkout.born} hint={checkout.bornHint} autoComplete="bday" required error={errors['born_on']} />}
        </div>
        <button className={isGiven ? 'btn btn--line' : 'btn'} aria-busy={busy} style={{ justifySelf: 'start' }}>{isGiven ? checkout.update : checkout.save}</button>
      </section>
    </Form>
  );
}
