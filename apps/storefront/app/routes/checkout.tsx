import { randomUUID } from 'node:crypto';
import { data, redirect, useActionData, useLoaderData, type MetaFunction } from 'react-router';
import { CheckoutAddress } from '../components/checkout-address.js';
import { CheckoutBrief } from '../components/checkout-brief.js';
import { CheckoutBusiness } from '../components/checkout-business.js';
import { CheckoutPayment } from '../components/checkout-payment.js';
import { CheckoutShipping } from '../components/checkout-shipping.js';
import { Note } from '../components/note.js';
import { fieldErrors, readAddress, textOf } from '../shop/address-form.js';
import { minAgeOf } from '../shop/age.js';
import { callStore, Refused } from '../shop/api.server.js';
import { findCart } from '../shop/cart.server.js';
import { cookie, openVisit, type Visit } from '../shop/session.server.js';
import type { Address, Cart, CompleteAnswer, Customer, PaymentConfig, Problem, SavedAddress } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const [cart, config, known] = await Promise.all([findCart(context, visit), callStore<PaymentConfig>(context, visit, '/payment-config'), readKnown(context, visit)]);
  if (!cart || cart.parcels.length === 0) throw redirect('/cart');
  const needsBirthday = !cart.age_declared && minAgeOf(cart.parcels.flatMap((p) => p.lines).flatMap((line) => line.gates)) > 0;
  // A fresh key with every look at the page: pressing twice is one order, trying again after a refusal is a new attempt.
  return { cart, config, known, needsBirthday, idempotencyKey: randomUUID(), title: `${visit.words.checkout.title} · ${context.shop.theme.name}` };
}

/** What a signed-in shopper has told us before: their e-mail, and the address they use first. */
async function readKnown(context: LoaderArgs['context'], visit: Visit): Promise<{ email: string | null; address: Address | null }> {
  if (!visit.shopperToken) return { email: null, address: null };
  try {
    const [me, { data: saved }] = await Promise.all([callStore<Customer>(context, visit, '/me'), callStore<{ data: SavedAddress[] }>(context, visit, '/me/addresses')]);
    return { email: me.email, address: saved.find((one) => one.is_default) ?? saved[0] ?? null };
  } catch (error) {
    // A session that has ended buys as a guest does.
    if (error instanceof Refused && error.problem.status === 401) return { email: null, address: null };
    throw error;
  }
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  try {
    if (form.get('intent') === 'pay') return await pay(form);
    if (form.get('intent') === 'business') await callStore(context, visit, '/carts/current/business', { method: 'PUT', body: { country: textOf(form, 'tax_country') ?? '', tax_id: textOf(form, 'tax_id') ?? '', peppol_id: textOf(form, 'peppol_id') || null, reference: textOf(form, 'reference') || null } });
    else if (form.get('intent') === 'consumer') await callStore(context, visit, '/carts/current/business', { method: 'DELETE' });
    else await callStore(context, visit, '/carts/current', { method: 'PATCH', body: form.get('intent') === 'shipping' ? shippingChoices(form) : addressOf(form) });
    return data({ problem: undefined as Problem | undefined, processing: false, nextKey: randomUUID() });
  } catch (error) {
    // Answered as 200: only then is the cart read anew, with what made the API refuse.
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem as Problem | undefined, processing: false, nextKey: randomUUID() });
    throw error;
  }

  async function pay(entered: FormData) {
    const answer = await callStore<CompleteAnswer>(context, visit, '/carts/current/complete', {
      method: 'POST',
      idempotencyKey: String(entered.get('idempotency_key')),
      body: { payment: paymentOf(entered), terms_accepted: true, expected_total: { amount: Number(entered.get('amount')), currency: String(entered.get('currency')) } },
    });
    if (answer.outcome === 'placed') return redirect(`/orders/${answer.order_group.tracking_token}`, { headers: [cookie(context, 'cart', '', 0)] });
    if (answer.next_action) return redirect(answer.next_action.url);
    return data({ problem: undefined as Problem | undefined, processing: true, nextKey: String(entered.get('idempotency_key')) });
  }
}

/** How the shopper pays: by a token of the payment company, or by bank transfer, which needs none. */
function paymentOf(entered: FormData): unknown {
  const method = String(entered.get('method'));
  return method === 'bank_transfer' ? { method } : { method, confirmation_token: String(entered.get('confirmation_token')) };
}

function addressOf(form: FormData): unknown {
  const bornOn = textOf(form, 'born_on');
  return { email: textOf(form, 'email') ?? undefined, shipping_address: readAddress(form), ...(bornOn && { age_declaration: { born_on: bornOn } }) };
}

function shippingChoices(form: FormData): unknown {
  const choices = [...form].filter(([name]) => name.startsWith('shipping.')).map(([name, rate]) => ({ vendor_id: name.slice('shipping.'.length), rate_id: String(rate) }));
  return { shipping: choices };
}

/** Changes when other ways of shipping are offered, not when one is chosen: a choice must not take the focus away. */
const ratesOf = (cart: Cart): string => cart.parcels.flatMap((parcel) => parcel.shipping.options).map((option) => option.rate_id).join();

/** Nothing on this page leads away from paying. */
export const handle = { isBare: true };

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }, { name: 'robots', content: 'noindex' }];

export default function CheckoutRoute() {
  const { cart, config, known, needsBirthday, idempotencyKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { words } = useVisit();
  const problem = answer?.problem;
  return (
    <main id="main" className="page">
      <h1 className="hide">{words.checkout.title}</h1>
      <div className="desk">
        <div className="steps">
          {problem && <Note kind="bad" alert>{sayRefusal(problem, words)}</Note>}
          {cart.notices.map((notice) => <Note key={notice.code + notice.message}>{notice.message}</Note>)}
          <CheckoutAddress key={`address-${cart.shipping_address === null}`} cart={cart} known={known} needsBirthday={needsBirthday} errors={fieldErrors(problem)} />
          {cart.shipping_address && <CheckoutBusiness key={`business-${cart.business?.tax_id ?? ''}`} cart={cart} isRefused={problem?.code.startsWith('tax.') ?? false} />}
          {cart.shipping_address && <CheckoutShipping key={ratesOf(cart)} cart={cart} />}
          {cart.shipping_address && cart.summary.tax_known && <CheckoutPayment cart={cart} config={config} idempotencyKey={idempotencyKey} />}
        </div>
        <CheckoutBrief cart={cart} />
      </div>
    </main>
  );
}
