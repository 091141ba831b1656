import type { GatewayAccountId } from '@stoa/events/payments';
import type { OperatorCtx } from '@stoa/platform/context';
import { open } from '@stoa/platform/crypto';
import { isUuid } from '@stoa/platform/ids';
import type { PaymentsDeps } from '../deps.js';
import { findEndpoints } from '../gateway-account/gateway-account.repository.js';
import { webhookNotOurs } from './inbox.errors.js';
import { storeNotice } from './inbox.repository.js';

export type Reception = 'stored' | 'repeated' | 'not_for_us';

/** Verifies a webhook over its raw bytes and keeps what it names; the worker does the rest. Runs as the control role, because no marketplace is known yet. */
export async function receiveWebhook(deps: PaymentsDeps, ctx: OperatorCtx, request: { endpointId: string; rawBody: Buffer; signature: string }): Promise<Reception> {
  if (!isUuid(request.endpointId)) throw webhookNotOurs();
  const gatewayAccountId = request.endpointId as GatewayAccountId;
  const endpoints = await ctx.inControlTx((tx) => findEndpoints(tx, gatewayAccountId));
  const [heard] = endpoints.flatMap((endpoint) => {
    const secret = open(deps.sealingKey, endpoint.secretSealed, gatewayAccountId);
    const notice = deps.provider.readWebhook({ rawBody: request.rawBody, signature: request.signature, secret });
    return notice ? [{ endpoint, notice }] : [];
  });
  if (!heard) throw webhookNotOurs();
  const { endpoint, notice } = heard;
  // Marketplaces that share an account at the gateway hear each other's news. An endpoint speaks for its own marketplace only.
  const isAnothers = notice.tenantId !== null && notice.tenantId !== endpoint.tenantId;
  if (notice.subject === 'other' || isAnothers) return 'not_for_us';
  const stored = await ctx.inControlTx((tx) => storeNotice(tx, { tenantId: endpoint.tenantId, gatewayAccountId, notice }));
  return stored ? 'stored' : 'repeated';
}
