import { useRef, useState } from 'react';
import { Link, useFetcher } from 'react-router';
import { createCardToken, createDebitToken, readExpiry, type TokenAnswer } from '../shop/card-tokens.js';
import type { Cart, PaymentConfig, Problem } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import { Note } from './note.js';
import { MethodChoice, PaymentFields, type Method, type Wrong } from './payment-fields.js';

type Props = { cart: Cart; config: PaymentConfig; idempotencyKey: string };
type Answer = { problem?: Problem; processing?: boolean; nextKey?: string };

/** Steps 4 and 5: a card or an account goes from the browser to the payment company; only its token comes to us, with the total the shopper saw. */
export function CheckoutPayment({ cart, config, idempotencyKey }: Props) {
  const { words, money } = useVisit();
  const { checkout } = words;
  const fetcher = useFetcher<Answer>();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [isTokenizing, setTokenizing] = useState(false);
  const [method, setMethod] = useState<Method>(config.methods[0] ?? 'card');
  const busy = isTokenizing || fetcher.state !== 'idle';
  const problem = fetcher.data?.problem;
  const refusal = wrong ?? (problem ? { field: problem.code === 'payments.declined' ? 'number' as const : null, message: sayRefusal(problem, words) } : null);
  // The same key pressed twice is one order; after a refusal trying again is a new attempt.
  const key = fetcher.data?.nextKey ?? idempotencyKey;

  async function pay(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || !form.current) return;
    const entered = new FormData(form.current);
    if (entered.get('terms') !== 'on') return setWrong({ field: 'terms', message: checkout.termsMissing });
    setWrong(null);
    const payment = { intent: 'pay', method, idempotency_key: key, amount: String(cart.summary.total.amount), currency: cart.summary.total.currency };
    if (method === 'bank_transfer') return fetcher.submit(payment, { method: 'post' });
    setTokenizing(true);
    const answer = await tokenOf(entered).catch((): Wrong => ({ field: null, message: checkout.offline })).finally(() => setTokenizing(false));
    if (!('token' in answer)) return setWrong(answer);
    await fetcher.submit({ ...payment, confirmation_token: answer.token }, { method: 'post' });
  }

  async function tokenOf(entered: FormData): Promise<TokenAnswer> {
    if (method === 'sepa_debit') return createDebitToken(config, { iban: String(entered.get('iban')), name: String(entered.get('holder')), email: cart.email ?? '' });
    const expiry = readExpiry(String(entered.get('expires')));
    if (!expiry) return { field: 'expires', message: checkout.expiresHint };
    return createCardToken(config, { number: String(entered.get('number')), expMonth: expiry.month, expYear: expiry.year, cvc: String(entered.get('cvc')) });
  }

  return (
    <form ref={form} className="steps" onSubmit={(e) => void pay(e)} noValidate>
      <section className="step" aria-labelledby="s4"><h2 id="s4" className="display display--md">{checkout.s4}</h2>
        <noscript><Note kind="warn">{checkout.needsScript}</Note></noscript>
        <MethodChoice config={config} chosen={method} onChoose={(next) => { setMethod(next); setWrong(null); }} />
        <PaymentFields key={method} method={method} wrong={refusal} />
      </section>
      <section className="step" aria-labelledby="s5"><h2 id="s5" className="display display--md">{checkout.s5}</h2>
        <TaxTable cart={cart} />
        <label className="check" style={{ alignItems: 'start', paddingBlock: '.4rem' }}><input type="checkbox" name="terms" aria-invalid={refusal?.field === 'terms'} /><span><Link className="link" to="/pages/terms" target="_blank">{checkout.terms}</Link></span></label>
        <div aria-live="assertive">
          {refusal && <Note kind="bad">{refusal.message}</Note>}
          {fetcher.data?.processing && <Note kind="warn">{checkout.processing}</Note>}
        </div>
        <button className="btn btn--wide" type="submit" aria-busy={busy} disabled={!cart.ready_to_complete}>{busy ? checkout.paying : method === 'bank_transfer' ? checkout.methods.order(money(cart.summary.total)) : checkout.pay(money(cart.summary.total))}</button>
        {cart.blockers.map((blocker) => <Note key={blocker.code + blocker.message} kind="bad">{blocker.message}</Note>)}
        <p className="tiny soft">{method === 'card' ? checkout.after : checkout.methods.afterSlow}</p>
      </section>
    </form>
  );
}

function TaxTable({ cart }: { cart: Cart }) {
  const { words, money } = useVisit();
  const { checkout } = words;
  if (cart.summary.tax_lines.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={checkout.taxTitle}>
      <table className="table">
        <caption className="label" style={{ textAlign: 'start', paddingBlockEnd: '.4rem' }}>{checkout.taxTitle}</caption>
        <thead><tr><th scope="col">{checkout.taxWhat}</th><th scope="col" className="r">{checkout.taxBase}</th><th scope="col" className="r">{checkout.taxRate}</th><th scope="col" className="r">{checkout.taxAmount}</th></tr></thead>
        <tbody>{cart.summary.tax_lines.map((line, i) => <tr key={i}><td>{line.label}<Why text={line.why} /></td><td className="r num">{money(line.base)}</td><td className="r num">{line.rate_pct === null ? '–' : `${line.rate_pct} %`}</td><td className="r num">{money(line.amount)}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

/** The reasons of one tax line, on request: one per parcel and kind of goods. */
function Why({ text }: { text: string }) {
  const { words } = useVisit();
  return <details className="whyline"><summary className="tiny soft">{words.order.why}</summary><ul className="tiny soft">{text.split('\n').map((reason) => <li key={reason}>{reason}</li>)}</ul></details>;
}
