import type Stripe from 'stripe';
import { z } from 'zod';
import { v1, type Endpoint } from '../api/endpoint.js';
import { listOf } from '../api/list.js';
import { address, clearable, expand, ignored, mergeMetadata, metadata, paging, shipping, text } from '../api/params.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import { own, save } from '../world.js';
import { createToken, tokenParams } from './confirmation-token.js';
import { addressOf, cardData, methodOfCard, methodOfId } from './payment-method.js';

const customerParams = z.strictObject({
  address: z.union([z.literal('').transform(() => null), address]).optional(),
  description: clearable.optional(),
  email: clearable.optional(),
  name: clearable.optional(),
  phone: clearable.optional(),
  metadata: metadata.optional(),
  shipping: z.union([z.literal('').transform(() => null), shipping]).optional(),
  preferred_locales: ignored,
  tax_exempt: ignored,
  expand,
});

function customerOf(id: string, created: number, given: z.output<typeof customerParams>, before: Stripe.Customer | null): Stripe.Customer {
  return {
    id,
    object: 'customer',
    address: given.address === undefined ? (before?.address ?? null) : given.address && addressOf(given.address),
    balance: 0,
    created,
    currency: null,
    default_source: null,
    delinquent: false,
    description: given.description === undefined ? (before?.description ?? null) : given.description,
    discount: null,
    email: given.email === undefined ? (before?.email ?? null) : given.email,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergeMetadata(before?.metadata ?? {}, given.metadata),
    name: given.name === undefined ? (before?.name ?? null) : given.name,
    phone: given.phone === undefined ? (before?.phone ?? null) : given.phone,
    preferred_locales: [],
    shipping:
      given.shipping === undefined
        ? (before?.shipping ?? null)
        : given.shipping && { address: addressOf(given.shipping.address), name: given.shipping.name, phone: given.shipping.phone ?? undefined },
    tax_exempt: 'none',
    test_clock: null,
  } satisfies Stripe.Customer;
}

export const cardEndpoints: readonly Endpoint[] = [
  v1.post('/v1/confirmation_tokens', { params: tokenParams, isPublic: true, handle: ({ scope, params }) => createToken(scope, params) }),
  v1.post('/v1/test_helpers/confirmation_tokens', { params: tokenParams, handle: ({ scope, params }) => createToken(scope, params) }),
  v1.get('/v1/confirmation_tokens/:id', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => own(scope, 'confirmation_tokens', path['id']!, 'confirmation_token').object,
  }),
  v1.post('/v1/payment_methods', {
    params: cardData.extend({ expand, key: text.optional() }),
    isPublic: true,
    handle: ({ scope, params }) => methodOfCard(scope, params).object,
  }),
  v1.get('/v1/payment_methods/:id', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => methodOfId(scope, path['id']!, 'payment_method').object,
  }),
  v1.post('/v1/payment_methods/:id/attach', {
    params: z.strictObject({ customer: text, expand }),
    handle: ({ scope, params, path }) => {
      const row = methodOfId(scope, path['id']!, 'payment_method');
      own(scope, 'customers', params.customer, 'customer');
      const saved = save(scope, 'payment_methods', { ...row, object: { ...row.object, customer: params.customer } });
      tell(scope, 'payment_method.attached', saved.object);
      return saved.object;
    },
  }),
  v1.post('/v1/customers', {
    params: customerParams,
    handle: ({ scope, params }) => {
      const object = customerOf(newId('cus', 14), scope.world.clock.seconds(), params, null);
      save(scope, 'customers', { id: object.id, account: scope.account, object, hidden: null });
      tell(scope, 'customer.created', object);
      return object;
    },
  }),
  v1.get('/v1/customers', {
    params: z.strictObject({ ...paging, email: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/customers',
        scope.world.store.all('customers').filter((r) => r.account === scope.account && (!params.email || r.object.email === params.email)),
        params,
      ),
  }),
  v1.get('/v1/customers/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => own(scope, 'customers', path['id']!, 'id').object }),
  v1.post('/v1/customers/:id', {
    params: customerParams,
    handle: ({ scope, params, path }) => {
      const row = own(scope, 'customers', path['id']!, 'id');
      const saved = save(scope, 'customers', { ...row, object: customerOf(row.id, row.object.created, params, row.object) });
      tell(scope, 'customer.updated', saved.object);
      return saved.object;
    },
  }),
];
