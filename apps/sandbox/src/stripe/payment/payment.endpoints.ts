import { z } from 'zod';
import { Reply, v1, type Endpoint } from '../api/endpoint.js';
import { ApiError } from '../api/errors.js';
import { listOf } from '../api/list.js';
import { expand, mergeMetadata, metadata, paging, text } from '../api/params.js';
import { tell } from '../event/tell.js';
import { own, save, type Scope } from '../world.js';
import { cancelIntent, cancelParams, captureIntent, captureParams } from './capture.js';
import { confirmIntent, type Confirmed, type ConfirmParams } from './confirm.js';
import { confirmParams, createIntent, createParams, updateIntent, updateParams } from './payment-intent.js';
import { createRefund, refundParams } from './refund.js';

const mine = <T extends { account: string }>(scope: Scope, rows: readonly T[]) => rows.filter((row) => row.account === scope.account);
const outcome = ({ intent, declined }: Confirmed) => (declined ? new Reply(402, { error: declined.body }) : intent.object);

export const paymentEndpoints: readonly Endpoint[] = [
  v1.post('/v1/payment_intents', {
    params: createParams,
    handle: ({ scope, params }) => {
      const row = createIntent(scope, params);
      if (!params.confirm) return row.object;
      // What the payment was created with stands in it already; the rest goes with the confirmation.
      const { amount: _a, currency: _c, shipping: _s, payment_method: _p, payment_method_data: _d, ...rest } = params;
      return outcome(confirmIntent(scope, row, rest as ConfirmParams));
    },
  }),
  v1.get('/v1/payment_intents', {
    params: z.strictObject({ ...paging, customer: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/payment_intents',
        mine(scope, scope.world.store.all('payment_intents')).filter((r) => !params.customer || r.object.customer === params.customer),
        params,
      ),
  }),
  v1.get('/v1/payment_intents/:id', {
    params: z.strictObject({ client_secret: text.optional(), expand, key: text.optional() }),
    isPublic: true,
    handle: ({ scope, params, path }) => {
      const { object } = own(scope, 'payment_intents', path['id']!, 'intent');
      if (params.client_secret !== undefined && params.client_secret !== object.client_secret)
        throw new ApiError(
          400,
          {
            type: 'invalid_request_error',
            code: 'payment_intent_invalid_parameter',
            message: 'The client_secret provided does not match the PaymentIntent.',
            param: 'client_secret',
          },
          false,
        );
      return object;
    },
  }),
  v1.post('/v1/payment_intents/:id', {
    params: updateParams,
    handle: ({ scope, params, path }) => updateIntent(scope, own(scope, 'payment_intents', path['id']!, 'intent'), params).object,
  }),
  v1.post('/v1/payment_intents/:id/confirm', {
    params: confirmParams,
    handle: ({ scope, params, path }) => outcome(confirmIntent(scope, own(scope, 'payment_intents', path['id']!, 'intent'), params as ConfirmParams)),
  }),
  v1.post('/v1/payment_intents/:id/capture', {
    params: captureParams,
    handle: ({ scope, params, path }) => captureIntent(scope, own(scope, 'payment_intents', path['id']!, 'intent'), params).object,
  }),
  v1.post('/v1/payment_intents/:id/cancel', {
    params: cancelParams,
    handle: ({ scope, params, path }) => cancelIntent(scope, own(scope, 'payment_intents', path['id']!, 'intent'), params.cancellation_reason ?? null).object,
  }),
  v1.get('/v1/charges', {
    params: z.strictObject({ ...paging, customer: text.optional(), payment_intent: text.optional(), transfer_group: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/charges',
        mine(scope, scope.world.store.all('charges')).filter(
          (r) =>
            (!params.payment_intent || r.object.payment_intent === params.payment_intent) &&
            (!params.transfer_group || r.object.transfer_group === params.transfer_group) &&
            (!params.customer || r.object.customer === params.customer),
        ),
        params,
      ),
  }),
  v1.get('/v1/charges/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => own(scope, 'charges', path['id']!, 'charge').object }),
  v1.post('/v1/refunds', { params: refundParams, handle: ({ scope, params }) => createRefund(scope, params).object }),
  v1.get('/v1/refunds', {
    params: z.strictObject({ ...paging, charge: text.optional(), payment_intent: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/refunds',
        mine(scope, scope.world.store.all('refunds')).filter(
          (r) => (!params.charge || r.object.charge === params.charge) && (!params.payment_intent || r.object.payment_intent === params.payment_intent),
        ),
        params,
      ),
  }),
  v1.get('/v1/refunds/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => own(scope, 'refunds', path['id']!, 'refund').object }),
  v1.post('/v1/refunds/:id', {
    params: z.strictObject({ metadata: metadata.optional(), expand }),
    handle: ({ scope, params, path }) => {
      const row = own(scope, 'refunds', path['id']!, 'refund');
      const saved = save(scope, 'refunds', { ...row, object: { ...row.object, metadata: mergeMetadata(row.object.metadata ?? {}, params.metadata) } });
      tell(scope, 'refund.updated', saved.object, { metadata: row.object.metadata });
      return saved.object;
    },
  }),
];
