import { randomUUID } from 'node:crypto';
import { data, redirect, useActionData, useLoaderData, type MetaFunction } from 'react-router';
import { CheckoutAddress } from '../components/checkout-address.js';
import { CheckoutBrief } from '../components/checkout-brief.js';
import { CheckoutPayment } from '../components/checkout-payment.js';
import { CheckoutShipping } from '../components/checkout-shipping.js';
import { Note } from '../components/note.js';
import { minAgeOf } from '../shop/age.js';
import { callStore, Refused } from '../shop/api.server.js';
import type { PaymentConfig } from '../shop/card-tokens.js';
import { findCart } from '../shop/cart.server.js';
import { cookie, openVisit } from '../shop/session.server.js';
import type { CompleteAnswer, Problem } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const [cart, config] = await Promise.all([findCart(context, visit), callStore<PaymentConfig>(context, visit, '/payment-config')]);
  if (!cart || cart.parcels.length === 0) throw redirect('/cart');
  const needsBirthday = !cart.age_declared && minAgeOf(cart.parcels.flatMap((p) => p.lines).flatMap((line) => line.gates)) > 0;
  // A fresh key with every look at the page: pressing twice is one order, trying again after a refusal is a new attempt.
  return { cart, config, needsBirthday, idempotencyKey: randomUUID(), title: `${visit.words.checkout.title} · ${context.shop.theme.name}` };
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  try {
    if (form.get('intent') === 'pay') return await pay(form);
    await callStore(context, visit, '/carts/current', { method: 'PATCH', body: form.get('intent') === 'shipping' ? shippingChoices(form) : addressOf(form) });
    return data({ problem: undefined as Problem | undefined, processing: false });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem as Problem | undefined, processing: false }, { status: 409 });
    throw error;
  }

  async function pay(entered: FormData) {
    const answer = await callStore<CompleteAnswer>(context, visit, '/carts/current/complete', {
      method: 'POST',
      idempotencyKey: String(entered.get('idempotency_key')),
      body: { payment: { confirmation_token: String(entered.get('confirmation_token')) }, terms_accepted: true, expected_total: { amount: Number(entered.get('amount')), currency: String(entered.get('currency')) } },
    });
    if (answer.outcome === 'placed') return redirect(`/orders/${answer.order_group.tracking_token}`, { headers: [cookie(context, 'cart', '', 0)] });
    if (answer.next_action) return redirect(answer.next_action.url);
    return data({ problem: undefined as Problem | undefined, processing: true });
  }
}

const text = (form: FormData, name: string): string | null => { const value = form.get(name); return typeof value === 'string' && value.trim() !== '' ? value.trim() : null; };

function addressOf(form: FormData): unknown {
  const bornOn = text(form, 'born_on');
  return {
    email: text(form, 'email'),
    shipping_address: { name: text(form, 'name') ?? '', line1: text(form, 'line1') ?? '', line2: text(form, 'line2'), city: text(form, 'city') ?? '', region: text(form, 'region'), postcode: text(form, 'postcode') ?? '', country: text(form, 'country') ?? '', phone: text(form, 'phone') },
    ...(bornOn && { age_declaration: { born_on: bornOn } }),
  };
}

function shippingChoices(form: FormData): unknown {
  const choices = [...form].filter(([name]) => name.startsWith('shipping.')).map(([name, rate]) => ({ vendor_id: name.slice('shipping.'.length), rate_id: String(rate) }));
  return { shipping: choices };
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function CheckoutRoute() {
  const { cart, config, needsBirthday, idempotencyKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { words } = useVisit();
  const problem = answer?.problem;
  return (
    <main id="main" className="page">
      <h1 className="hide">{words.checkout.title}</h1>
      <div className="desk">
        <div className="steps">
          {problem && <Note kind="bad" alert>{problem.title}</Note>}
          {cart.notices.map((notice) => <Note key={notice.code + notice.message}>{notice.message}</Note>)}
          <CheckoutAddress key={`address-${cart.shipping_address === null}`} cart={cart} needsBirthday={needsBirthday} errors={fieldErrors(problem)} />
          {cart.shipping_address && <CheckoutShipping key={`shipping-${cart.version}`} cart={cart} />}
          {cart.shipping_address && cart.summary.tax_known && <CheckoutPayment cart={cart} config={config} idempotencyKey={idempotencyKey} />}
        </div>
        <CheckoutBrief cart={cart} />
      </div>
    </main>
  );
}

/** The API names a field by pointer (`/shipping_address/postcode`); the form knows it by its last part. */
function fieldErrors(problem: Problem | undefined): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map((e) => [e.pointer.split('/').at(-1) ?? '', e.message]));
}
