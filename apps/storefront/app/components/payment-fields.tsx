import type { PaymentConfig } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Field } from './field.js';
import { Note } from './note.js';

export type Method = PaymentConfig['methods'][number];
/** A field that the shopper, or the payment company, found something wrong with. */
export type Wrong = { field: 'number' | 'expires' | 'cvc' | 'iban' | 'holder' | 'terms' | null; message: string };

/** How to pay, where there is a choice. Each way says what happens after the button. */
export function MethodChoice({ config, chosen, onChoose }: { config: PaymentConfig; chosen: Method; onChoose: (method: Method) => void }) {
  const { words } = useVisit();
  if (config.methods.length < 2) return null;
  const { methods } = words.checkout;
  const about: Record<Method, string> = { card: methods.cardAbout, sepa_debit: methods.debitAbout, bank_transfer: methods.transferAbout(config.transfer_days ?? 7) };
  const name: Record<Method, string> = { card: methods.card, sepa_debit: methods.debit, bank_transfer: methods.transfer };
  return (
    <fieldset className="stack stack--s">
      <legend className="hide">{words.checkout.s4}</legend>
      {config.methods.map((method) => (
        <label key={method} className="pick"><input type="radio" name="method" value={method} checked={method === chosen} onChange={() => onChoose(method)} /><b>{name[method]}</b><span /><small>{about[method]}</small></label>
      ))}
    </fieldset>
  );
}

/** What the chosen way needs to know. */
export function PaymentFields({ method, wrong }: { method: Method; wrong: Wrong | null }) {
  const { words } = useVisit();
  const { checkout } = words;
  const at = (field: Wrong['field']) => (wrong?.field === field ? wrong.message : undefined);
  if (method === 'bank_transfer') return <Note>{checkout.methods.transferNext}</Note>;
  if (method === 'sepa_debit') {
    return (
      <div className="stack stack--s">
        <div className="fields">
          <Field name="holder" label={checkout.methods.holder} autoComplete="name" maxLength={140} error={at('holder')} />
          <Field name="iban" label="IBAN" placeholder="DE89 3704 0044 0532 0130 00" maxLength={42} error={at('iban')} />
        </div>
        <p className="tiny soft">{checkout.methods.mandate}</p>
      </div>
    );
  }
  return (
    <div className="fields">
      <Field name="number" label={checkout.cardNumber} autoComplete="cc-number" inputMode="numeric" placeholder="1234 1234 1234 1234" maxLength={23} error={at('number')} />
      <Field name="expires" label={checkout.expires} autoComplete="cc-exp" placeholder={checkout.expiresHint} width="w3" maxLength={9} error={at('expires')} />
      <Field name="cvc" label={checkout.cvc} autoComplete="cc-csc" inputMode="numeric" width="w3" maxLength={4} error={at('cvc')} />
    </div>
  );
}
