import Stripe from 'stripe';
import { z } from 'zod';
import type { Notice } from '../provider.js';

const metadata = z.record(z.string(), z.string()).nullish();
/** As much of an event as says whose it is. The rest may be stale by now and is read again. */
const snapshot = z.object({ id: z.string(), type: z.string(), object: z.literal('event'), account: z.string().optional(), data: z.object({ object: z.object({ id: z.string().optional(), object: z.string(), metadata, payment_intent: z.string().nullish() }) }) });
const thin = z.object({ id: z.string(), type: z.string(), object: z.literal('v2.core.event'), related_object: z.object({ id: z.string(), type: z.string() }).nullish() });

/** Verifies the signature over the raw bytes, then says what the event names. Null for a wrong or too old signature. */
export function readStripeWebhook(request: { rawBody: Buffer; signature: string; secret: string }): Notice | null {
  try {
    verifier.webhooks.signature?.verifyHeader(request.rawBody, request.signature, request.secret, TOLERANCE_SECONDS);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw error;
  }
  const event = z.union([snapshot, thin]).parse(JSON.parse(request.rawBody.toString('utf8')));
  return event.object === 'event' ? fromSnapshot(event) : fromThin(event);
}

const TOLERANCE_SECONDS = 300;
/** Signatures need no key of ours; the client is only the way to the SDK's verification. */
const verifier = new Stripe('sk_none');

function fromSnapshot(event: z.infer<typeof snapshot>): Notice {
  const { object } = event.data;
  const isIntent = object.object === 'payment_intent';
  const subject = isIntent || object.object === 'charge' || object.object === 'refund' ? 'payment' : object.object === 'transfer' ? 'transfer' : 'other';
  return {
    eventRef: event.id, type: event.type, subject, objectRef: object.id ?? event.id, tenantId: object.metadata?.['tenant_id'] ?? null, attemptId: object.metadata?.['attempt_id'] ?? null,
    intentRef: isIntent ? (object.id ?? null) : (object.payment_intent ?? null),
  };
}

function fromThin(event: z.infer<typeof thin>): Notice {
  const isAccount = event.related_object?.type === 'v2.core.account';
  return { eventRef: event.id, type: event.type, subject: isAccount ? 'account' : 'other', objectRef: event.related_object?.id ?? event.id, tenantId: null, attemptId: null, intentRef: null };
}
