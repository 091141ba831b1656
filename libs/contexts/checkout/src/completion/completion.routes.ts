import { z } from 'zod';
import type { OrderGroupId } from '@stoa/events/orders';
import { type Route, type RouteWorld, reply, requireKey, route } from '@stoa/platform/http';
import { fromWireMoney, moneySchema } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { slugOf } from '@stoa/tenancy';
import { tokenHashOf } from '../cart/cart-token.js';
import type { CheckoutRouteDeps } from '../deps.js';
import { type CompletionAnswer, completeCheckout } from './complete-checkout.js';
import { resumeCompletion } from './resume-completion.js';

const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const completeBody = z.strictObject({
  payment: z.union([
    z.strictObject({ method: z.enum(['card', 'sepa_debit']).default('card'), confirmation_token: z.string().min(8).max(255) }),
    z.strictObject({ method: z.literal('bank_transfer') }),
  ]),
  terms_accepted: z.literal(true),
  expected_total: moneySchema,
});
const placedView = z.object({ outcome: z.literal('placed'), order_group: z.object({ id: orderGroupId.wire, number: z.string(), tracking_token: z.string(), payment_state: z.enum(['awaiting', 'unpaid', 'paid', 'part_refunded', 'refunded', 'disputed']) }) });
const openView = z.object({ outcome: z.enum(['processing', 'requires_action']), next_action: z.object({ url: z.string() }).nullable() });
const completionView = z.union([placedView, openView]).meta({ id: 'Completion' });

/** The button: one completion per Idempotency-Key, kept by the process's own row because the bank stands in between. */
export const completionRoutes = (deps: CheckoutRouteDeps): Route[] => [
  route({
    method: 'post', path: '/v1/store/carts/current/complete', summary: 'Order and pay the cart', audience: 'shopper', permission: 'none', body: completeBody, response: completionView,
    answers: { 202: 'The bank still has a word to say.', 410: 'The cart has been ordered already.', 503: 'The marketplace cannot take payments yet.' }, idempotent: 'own', rate: 'checkout', owner: 'headers.stoa-cart',
    example: (world: RouteWorld) => ({
      headers: { 'Stoa-Cart': world.shopper.readyCartToken, 'Idempotency-Key': 'route-test-completion' },
      body: { payment: { confirmation_token: world.shopper.confirmationToken }, terms_accepted: true, expected_total: { amount: Number(world.shopper.cartTotal), currency: world.tenant.currency } },
    }),
    handle: async (ctx, { body, request }) => {
      const answer = await completeCheckout(deps, ctx, {
        tokenHash: tokenHashOf(request.cartToken), idempotencyKey: requireKey(request.idempotencyKey), method: body.payment.method, confirmationToken: 'confirmation_token' in body.payment ? body.payment.confirmation_token : '',
        expectedTotal: fromWireMoney(body.expected_total), clientAddress: request.ip, returnUrl: `${deps.storefrontUrl(await slugOf(ctx))}/checkout/return`,
      });
      return said(answer);
    },
  }),
  route({
    method: 'post', path: '/v1/store/carts/current/completion', summary: 'Look how the payment of the cart stands', audience: 'shopper', permission: 'none', response: completionView,
    description: 'For the page to which a bank sends the shopper back: reads the payment again and does what follows from it. It may be called any number of times, beside the webhook that says the same; it answers and refuses as the button does.',
    answers: { 202: 'The bank still has a word to say.' }, rate: 'checkout', owner: 'headers.stoa-cart',
    example: (world: RouteWorld) => ({ headers: { 'Stoa-Cart': world.shopper.waitingCartToken } }),
    handle: async (ctx, { request }) => said(await resumeCompletion(deps, ctx, tokenHashOf(request.cartToken))),
  }),
];

const said = (answer: CompletionAnswer) => reply(toView(answer), { status: answer.outcome === 'placed' ? 200 : 202 });

function toView(answer: CompletionAnswer): z.input<typeof completionView> {
  switch (answer.outcome) {
    case 'placed':
      return { outcome: 'placed', order_group: { id: orderGroupId.toWire(answer.group.id), number: answer.group.number, tracking_token: answer.trackingToken, payment_state: answer.group.paymentState } };
    case 'requires_action':
      return { outcome: 'requires_action', next_action: { url: answer.url } };
    default:
      return { outcome: 'processing', next_action: null };
  }
}
