import type { GatewayAccountId } from '@stoa/events/payments';
import type { WebhookScope } from '../provider.js';

/** A marketplace's account at a payment company. `secretRef` names the credential; whether many marketplaces share one is the operator's choice. */
export type GatewayAccount = {
  readonly id: GatewayAccountId;
  readonly provider: 'stripe' | 'manual';
  readonly secretRef: string;
  readonly publishableKey: string;
  readonly state: 'provisioning' | 'active' | 'failed';
  readonly detail: string | null;
  readonly createdAt: Date;
  readonly activeAt: Date | null;
};

/** Where the gateway sends the news of one account. */
export type WebhookEndpoint = {
  readonly gatewayAccountId: GatewayAccountId;
  readonly scope: WebhookScope;
  readonly endpointRef: string;
  readonly secretSealed: string;
  readonly url: string;
};

/** Stands for the marketplace's own bank account: there is no company behind it, and no credential. */
export const MANUAL = { provider: 'manual', secretRef: 'bank' } as const;
/** The credential of the deployment's own account at the payment company. */
export const PLATFORM_CREDENTIAL = 'platform';
export const webhookUrl = (baseUrl: string, id: string): string => `${baseUrl}/v1/webhooks/stripe/${id}`;
