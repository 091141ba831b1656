import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { createStripe } from '@stoa/payments';
import type { FakeCard } from '@stoa/payments/testing';
import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';

export const CARDS: Readonly<Record<Exclude<FakeCard, 'debit'>, string>> = {
  ok: 'pm_card_visa', declined: 'pm_card_visa_chargeDeclined', insufficient_funds: 'pm_card_visa_chargeDeclinedInsufficientFunds', stolen: 'pm_card_visa_chargeDeclinedStolenCard',
  action: 'pm_card_threeDSecure2Required',
};

export type Hook = { readonly rawBody: Buffer; readonly signature: string };
export type PaymentSandbox = {
  readonly sandbox: Sandbox;
  /** A client as the app has it, without retries of its own so that a lost answer is lost. */
  readonly stripe: Stripe;
  /** Webhooks as they came, at `hookUrl`. */
  readonly hooks: Hook[];
  readonly hookUrl: string;
  tokenFor(card: FakeCard): Promise<string>;
  close(): Promise<void>;
};

/** The Stripe stand-in in this process, the real SDK speaking to it over HTTP, and a listener for its webhooks. */
export async function openPaymentSandbox(): Promise<PaymentSandbox> {
  const sandbox = await createSandbox({ asyncCaptureMs: 60, recordTo: process.env['STOA_TEST_STRIPE_RECORDING'] ?? null });
  const stripe = createStripe({ secretKey: 'sk_test_stoa', apiUrl: sandbox.url, networkRetries: 0, timeoutMs: 500 });
  const hooks: Hook[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      hooks.push({ rawBody: Buffer.concat(parts), signature: String(request.headers['stripe-signature'] ?? '') });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    sandbox, stripe, hooks,
    hookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokenFor: async (card) => (await stripe.testHelpers.confirmationTokens.create(card === 'debit'
      ? { payment_method_data: { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' }, billing_details: { name: 'Lena Vogt', email: 'lena@posteo.example' } } }
      : { payment_method: CARDS[card] })).id,
    close: async () => {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
