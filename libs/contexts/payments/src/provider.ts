import type { DeclineReason } from '@stoa/events/payments';
import type { Ctx } from '@stoa/platform/context';
import type { Money } from '@stoa/platform/money';
import type { PaymentMethod } from '@stoa/orders';

/** Where an intent stands, in our words. `unpaid`: nobody has confirmed it yet, or the last try was declined (then `decline` says so). */
export type IntentStatus = 'unpaid' | 'requires_action' | 'processing' | 'captured' | 'canceled';
export type Decline = { readonly reason: DeclineReason; readonly code: string; readonly message: string };
/** What the gateway keeps of a capture, once it says so. `ref` is its own record of it. */
export type Settlement = { readonly ref: string; readonly gross: Money; readonly fee: Money; readonly net: Money };

/** What the gateway says about one payment, read at one moment. Two of them may be applied in any order. */
export type IntentSnapshot = {
  readonly intentRef: string;
  /** Whose it is and what for, from its metadata; null for one that somebody made there without us. */
  readonly tenantId: string | null;
  readonly attemptId: string | null;
  readonly status: IntentStatus;
  readonly amount: Money;
  readonly received: Money;
  readonly chargeRef: string | null;
  readonly decline: Decline | null;
  readonly nextActionUrl: string | null;
  /** What it is paid with, once the gateway knows. */
  readonly method: PaymentMethod | null;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  readonly settlement: Settlement | null;
};

/** `refused`: the gateway did nothing and never will with this request. `unknown`: it may have done it; ask again with the same key. */
export type ProviderAnswer =
  | { readonly outcome: 'answered'; readonly intent: IntentSnapshot }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly message: string };

/** How a refund stands at the gateway. `refundId` is our own name for it, from its metadata; null for one that somebody made there by hand. */
export type RefundSnapshot = { readonly refundRef: string; readonly refundId: string | null; readonly status: 'pending' | 'succeeded' | 'failed'; readonly amount: Money; readonly failure: string | null };
export type RefundAnswer =
  | { readonly outcome: 'answered'; readonly refunds: readonly RefundSnapshot[] }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly message: string };

/** What a webhook names. `tenantId` is our own metadata, to be confirmed by that tenant's own row. */
export type Notice = {
  readonly eventRef: string;
  readonly type: string;
  readonly subject: 'payment' | 'account' | 'transfer' | 'other';
  readonly objectRef: string;
  readonly tenantId: string | null;
  readonly attemptId: string | null;
  readonly intentRef: string | null;
};

/** What an endpoint hears about: our payments, or the vendors' accounts. Each has a secret of its own. */
export type WebhookScope = 'payments' | 'accounts';
/** Which credential to use; the provider's composition knows what stands behind the name. */
export type Gateway = { readonly provider: 'stripe' | 'manual'; readonly secretRef: string };
/** A payment to be made and confirmed in one call: with what, and where the shopper comes back to if their bank asks them. */
export type NewIntent = { readonly amount: Money; readonly attemptId: string; readonly checkoutId: string; readonly confirmationToken: string; readonly returnUrl: string; /** What the order says it is paid with: anything else is refused. Null for whatever the token says. */ readonly method?: PaymentMethod | null };
export type Keyed = { readonly gateway: Gateway; readonly idempotencyKey: string };

/** What takes payments, in our words. One file per gateway implements it; every implementation passes `provider.contract.ts`. */
export type PaymentGateway = {
  createIntent(ctx: Ctx, request: Keyed & NewIntent): Promise<ProviderAnswer>;
  /** What became of a `createIntent` whose answer was lost. If it never arrived, an unpaid one stands in its place, and no money will ever move by that key. */
  recallIntent(ctx: Ctx, request: Keyed & NewIntent): Promise<ProviderAnswer>;
  cancelIntent(ctx: Ctx, request: Keyed & { intentRef: string }): Promise<ProviderAnswer>;
  readIntent(ctx: Ctx, request: { gateway: Gateway; intentRef: string }): Promise<ProviderAnswer>;
  /** Gives part of a capture back. Answers with that one refund. */
  createRefund(ctx: Ctx, request: Keyed & { intentRef: string; amount: Money; refundId: string; attemptId: string }): Promise<RefundAnswer>;
  /** All refunds of a payment, ours and others. */
  listRefunds(ctx: Ctx, request: { gateway: Gateway; intentRef: string }): Promise<RefundAnswer>;
};

/** A payment company: a gateway that reports by webhooks. */
export type PaymentProvider = PaymentGateway & {
  /** Throws when it cannot: nobody waits for the answer but a task that is tried again. */
  openWebhook(ctx: Ctx, request: Keyed & { scope: WebhookScope; url: string }): Promise<{ endpointRef: string; secret: string }>;
  moveWebhook(ctx: Ctx, request: { gateway: Gateway; scope: WebhookScope; endpointRef: string; url: string }): Promise<'moved' | 'gone'>;
  /** Null when the signature is not the gateway's over exactly these bytes, or too old. */
  readWebhook(request: { rawBody: Buffer; signature: string; secret: string }): Notice | null;
};
