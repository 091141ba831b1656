import type { GatewayAccountId } from '@stoa/events/payments';
import { provisioningPartDone, provisioningPartFailed, provisioningPartRequested } from '@stoa/events/tenancy';
import { seal } from '@stoa/platform/crypto';
import { announce, onOutside, type Subscription } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import type { PaymentsDeps } from '../deps.js';
import type { WebhookScope } from '../provider.js';
import { PLATFORM_CREDENTIAL, webhookUrl } from './gateway-account.js';
import { claimGatewayAccount, saveEndpoint, setGatewayAccountState } from './gateway-account.repository.js';

const PART = 'payments.gateway_account';
type Wanted = { gatewayAccountId: GatewayAccountId; secretRef: string };

/** Gives a new marketplace its gateway account: the row, then a webhook endpoint at the payment company. The endpoint's secret is never in an event or a task. */
export const provisionGatewayAccount = (deps: PaymentsDeps): Subscription =>
  onOutside(provisioningPartRequested, 'payments.provision_gateway_account', {
    intent: async (tx, event): Promise<Wanted | null> => {
      if (event.payload.part !== PART) return null;
      const account = await claimGatewayAccount(tx, {
        id: newId<GatewayAccountId>(), provider: 'stripe', secretRef: PLATFORM_CREDENTIAL, publishableKey: deps.publishableKey,
        state: 'provisioning', detail: null, createdAt: tx.now, activeAt: null,
      });
      if (account.state === 'active') {
        await announce(tx, provisioningPartDone, { part: PART, detail: 'Stripe account stood already' });
        return null;
      }
      return { gatewayAccountId: account.id, secretRef: account.secretRef };
    },
    perform: async (ctx, task) => {
      const request = { gateway: { provider: 'stripe' as const, secretRef: task.input.secretRef }, url: webhookUrl(deps.webhookBaseUrl, task.input.gatewayAccountId) };
      const open = async (scope: WebhookScope) => ({ scope, ...(await deps.provider.openWebhook(ctx, { ...request, scope, idempotencyKey: `webhook:${scope}:${task.id}` })) });
      return { url: request.url, endpoints: [await open('payments'), await open('accounts')] };
    },
    settle: async (tx, task, { url, endpoints }) => {
      const { gatewayAccountId } = task.input;
      for (const { scope, endpointRef, secret } of endpoints) {
        await saveEndpoint(tx, { gatewayAccountId, scope, endpointRef, secretSealed: seal(deps.sealingKey, secret, gatewayAccountId), url });
      }
      await setGatewayAccountState(tx, gatewayAccountId, 'active', null);
      await announce(tx, provisioningPartDone, { part: PART, detail: `Stripe, webhooks ${endpoints.map((endpoint) => endpoint.endpointRef).join(', ')}` });
    },
    onDead: async (tx, task, error) => {
      await setGatewayAccountState(tx, task.input.gatewayAccountId, 'failed', error);
      await announce(tx, provisioningPartFailed, { part: PART, detail: error });
    },
  });
