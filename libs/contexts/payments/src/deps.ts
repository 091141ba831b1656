import { MANUAL } from './gateway-account/gateway-account.js';
import type { Gateway, PaymentGateway, PaymentProvider } from './provider.js';
import { manualPayments } from './providers/manual.js';

/** What payments need of the world; made once by the composition root. */
export type PaymentsDeps = {
  readonly provider: PaymentProvider;
  /** Seals webhook secrets; 32 bytes. */
  readonly sealingKey: Buffer;
  /** Where the gateway reaches our API, without a slash at the end. */
  readonly webhookBaseUrl: string;
  /** Public; selects the gateway's account in the shopper's browser. */
  readonly publishableKey: string;
  /** Where the shopper's browser reaches the gateway. */
  readonly browserApiUrl: string;
};

/** Who takes the payments of a gateway account: the payment company, or we ourselves where the money comes by bank transfer. */
export const gatewayFor = (deps: PaymentsDeps, gateway: Gateway): PaymentGateway => (gateway.provider === MANUAL.provider ? manualPayments : deps.provider);
