import type Stripe from 'stripe';
import type { Row } from '../store.js';

/** A Stripe object with what the outside never sees: who owns it, and what the stand-in remembers. */
type Held<T, H = unknown> = Row & { account: string; object: T; hidden: H };

export type ChargeMemory = { card: string; transferred: number; platform: string };
export type IntentMemory = { card: string | null; awaiting: string | null; offSession: boolean; returnUrl: string | null };
export type CardMemory = { card: string };
export type TokenMemory = CardMemory & { paymentMethod: string | null; billing: Stripe.PaymentMethod.BillingDetails };
export type CapabilityStatus = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers.Status;
export type CapabilityDetail = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers.StatusDetail;
export type AccountMemory = { platform: string; bank: { last4: string; country: string; currency: string } | null; submitted: boolean };
export type AccountLinkRow = Row & {
  account: string;
  platform: string;
  url: string;
  expiresAt: number;
  usedAt: number | null;
  returnUrl: string | null;
  refreshUrl: string;
};
export type OnboardingRow = Row & { account: string; platform: string; returnUrl: string | null; expiresAt: number };
export type EndpointRow = Row & {
  /** The platform account it listens to; `*` for one given by configuration, which listens to all. */
  account: string;
  url: string;
  secret: string;
  connect: boolean;
  payload: 'snapshot' | 'thin';
  enabledEvents: string[];
  isEnabled: boolean;
  createdAt: number;
  object: Stripe.WebhookEndpoint | Stripe.V2.Core.EventDestination | null;
};
export type ThinEvent = Omit<Stripe.V2.Core.EventBase, 'type'> & {
  type: string;
  related_object?: Stripe.V2.Core.Events.RelatedObject;
  data?: Record<string, unknown>;
};
export type EventRow = Row & {
  account: string;
  platform: string;
  type: string;
  createdAt: number;
  objectId: string | null;
  snapshot: Stripe.Event | null;
  thin: ThinEvent | null;
};
export type Attempt = { at: number; status: number | null; error: string | null; tookMs: number };
export type DeliveryRow = Row & {
  event: string;
  eventType: string;
  endpoint: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  attempts: Attempt[];
  nextAt: number;
  wrongSignature: boolean;
  heldBack: boolean;
  urgentFor: string | null;
};
export type TaskRow = Row & { kind: string; due: number; account: string; platform: string; subject: string };
export type IdempotencyRow = Row & { hash: string; status: number; body: unknown; at: number; requestId: string };
export type BalanceRow = Row & { account: string; currency: string; available: number; pending: number };
export type SettingRow = Row & { value: unknown };

/** All that the Stripe stand-in remembers. */
export type Tables = {
  payment_intents: Held<Stripe.PaymentIntent, IntentMemory>;
  charges: Held<Stripe.Charge, ChargeMemory>;
  payment_methods: Held<Stripe.PaymentMethod, CardMemory>;
  confirmation_tokens: Held<Stripe.ConfirmationToken, TokenMemory>;
  customers: Held<Stripe.Customer>;
  balance_transactions: Held<Stripe.BalanceTransaction>;
  refunds: Held<Stripe.Refund>;
  transfers: Held<Stripe.Transfer>;
  transfer_reversals: Held<Stripe.TransferReversal>;
  accounts: Held<Stripe.V2.Core.Account, AccountMemory>;
  balances: BalanceRow;
  account_links: AccountLinkRow;
  onboardings: OnboardingRow;
  endpoints: EndpointRow;
  events: EventRow;
  deliveries: DeliveryRow;
  tasks: TaskRow;
  idempotency: IdempotencyRow;
  settings: SettingRow;
};
export type TableName = keyof Tables & string;
/** The tables whose rows the API answers with. */
export type ObjectTable = { [K in TableName]: Tables[K] extends Held<unknown> ? K : never }[TableName];
