import Stripe from 'stripe';
import { invariant } from '@stoa/platform/errors';
import type { WebhookScope } from '../provider.js';

const PAYMENT_EVENTS: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = [
  'payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.processing', 'payment_intent.requires_action', 'payment_intent.canceled', 'charge.updated',
  'charge.refunded', 'refund.created', 'refund.updated', 'refund.failed', 'transfer.created', 'transfer.reversed',
];
const ACCOUNT_EVENTS = [
  'v2.core.account.updated', 'v2.core.account.closed', 'v2.core.account[requirements].updated', 'v2.core.account[configuration.recipient].capability_status_updated',
];

/** Opens an endpoint: what happens to payments comes as snapshots, what happens to vendors' accounts (v2) as thin events. Both are read again anyway. */
export async function openStripeWebhook(stripe: Stripe, request: { scope: WebhookScope; url: string; idempotencyKey: string }): Promise<{ endpointRef: string; secret: string }> {
  const options = { idempotencyKey: request.idempotencyKey };
  if (request.scope === 'payments') {
    const opened = await stripe.webhookEndpoints.create({ url: request.url, enabled_events: PAYMENT_EVENTS, api_version: '2026-10-28.endive', description: 'Stoa: payments' }, options);
    invariant(opened.secret, 'a new endpoint comes with its secret');
    return { endpointRef: opened.id, secret: opened.secret };
  }
  const opened = await stripe.v2.core.eventDestinations.create({
    name: 'Stoa: vendors’ accounts', type: 'webhook_endpoint', event_payload: 'thin', enabled_events: ACCOUNT_EVENTS, webhook_endpoint: { url: request.url }, include: ['webhook_endpoint.signing_secret'],
  }, options);
  const secret = opened.webhook_endpoint?.signing_secret;
  invariant(secret, 'a new destination comes with its secret');
  return { endpointRef: opened.id, secret };
}

/** Moves an endpoint to another address; `gone` when Stripe does not know it any more. */
export async function moveStripeWebhook(stripe: Stripe, request: { scope: WebhookScope; endpointRef: string; url: string }): Promise<'moved' | 'gone'> {
  try {
    if (request.scope === 'payments') await stripe.webhookEndpoints.update(request.endpointRef, { url: request.url, enabled_events: PAYMENT_EVENTS });
    else await stripe.v2.core.eventDestinations.update(request.endpointRef, { webhook_endpoint: { url: request.url } });
    return 'moved';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return 'gone';
    throw error;
  }
}
